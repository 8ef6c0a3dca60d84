// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a party's server that refuses messages for now until it is told to take them, over real links.
import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Delivery } from '../../src/model/answers.ts'
import { deviceId, instanceName, keyId, submissionId } from '../../src/model/ids.ts'
import type { Submission } from '../../src/model/requests.ts'
import { MAX_ATTEMPTS } from '../../src/model/values.ts'
import { privateKeyObject } from '../../src/sdk/link/party-keys.ts'
import { decodeEnvelope, encodeEnvelope } from '../../src/wire/gateway/index.ts'
import { REGISTRATION } from './couple.ts'
import type { Couple, Side } from './couple.ts'
import type { KillableDaemon } from './daemon.ts'
import { RawLink } from './raw-link.ts'

/** Refusals on one link before the next one: the gateway's pause between them grows with each. */
const REFUSALS_A_LINK = 2

const device = { deviceId: deviceId(1), registrationId: REGISTRATION, type: 2 } as const

/** Sends from the core's user to the provider's; answers the submission id when it is accepted. */
export const send = async ({ core, provider }: Couple, text: string): Promise<Submission['submissionId']> => {
  const id = submissionId(randomUUID())
  const envelopes = [{ ...device, bytes: encodeEnvelope({ ...device, ciphertext: Buffer.from(text) }) }]
  const { kind } = await core.link.request({ kind: 'submit', submission: {
    submissionId: id, senderUser: core.user, senderDevice: deviceId(1), recipientUser: provider.user, consentToken: core.token, envelopes,
    commitment: randomBytes(32), messageClass: 'normal', urgent: false, ttlSeconds: 0, partial: false, attachments: [],
  } })
  if (kind !== 'accepted') throw new Error(kind)
  return id
}

/** Resolves when so many messages are parked: the last refusal is counted a moment after it was sent. */
export const parked = async (daemon: KillableDaemon, count: number): Promise<void> => {
  const now = async () => (await daemon.admin<{ readonly counts: { readonly parkedMessages: number } }>('GET', '/v1/info')).counts.parkedMessages
  while (await now() !== count) await pause(20)
}

/** What a message says. */
export const textOf = ({ envelope }: Delivery): string => Buffer.from(decodeEnvelope(envelope).ciphertext).toString()

/** A link of the side's party under another instance. */
export const openServer = async ({ admission, keys }: Side): Promise<RawLink> => {
  const { kid, kty, crv, x } = keys.linkKey
  const link = await RawLink.connect(admission.gateway.url)
  await link.open({
    secret: { party: keys.party, keyId: keyId(kid), jwk: { kty, crv, x }, privateKey: privateKeyObject(keys.linkKey) },
    gatewayKey: Buffer.from(admission.gateway.linkKey.x, 'base64url'),
  }, { instance: instanceName('server') })
  return link
}

/** The next message; undefined when the queue is said to be empty before. Events are acknowledged. */
export const nextMessage = async (link: RawLink): Promise<Delivery | undefined> => {
  for (;;) {
    const { body } = await link.next()
    if (body.kind === 'deliver') return body
    if (body.kind === 'queueEmpty') return undefined
    if (body.kind === 'event') link.send(0, { kind: 'ack', upTo: 0, also: [body.streamSequence] })
  }
}

/** Refuses each message that says one of `texts` five times and takes all others; links are lost in between. Gives what it took. */
export const refuse = async (side: Side, texts: readonly string[]): Promise<readonly string[]> => {
  const taken: string[] = []
  const left = new Map(texts.map((text) => [text, MAX_ATTEMPTS]))
  while (left.size > 0) {
    const link = await openServer(side)
    const due = new Map([...left].map(([text, times]) => [text, Math.min(times, REFUSALS_A_LINK)]))
    while (due.size > 0) {
      const message = await nextMessage(link)
      if (message === undefined) continue
      const text = textOf(message)
      if (left.has(text)) {
        link.send(0, { kind: 'nack', streamSequence: message.streamSequence, reason: 'disk full', retryable: true })
        for (const count of [left, due]) countDown(count, text)
      } else {
        link.send(0, { kind: 'ack', upTo: 0, also: [message.streamSequence] })
        taken.push(text)
      }
    }
    link.ws.close()
    await link.closed
  }
  return taken
}

const countDown = (counts: Map<string, number>, text: string): void => {
  const next = (counts.get(text) ?? 0) - 1
  if (next > 0) counts.set(text, next)
  else counts.delete(text)
}
