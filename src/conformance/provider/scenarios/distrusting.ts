// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes, randomUUID } from 'node:crypto'
import { createLibsignal } from '../../../signal/private/index.ts'
import { commitmentOf, encodeContent, FRANKING_KEY_BYTES, messageId, plaintextOf } from '../../../wire/content/index.ts'
import { decodeEnvelope, encodeEnvelope } from '../../../wire/gateway/index.ts'
import type { ReceivedBody } from '../../../wire/gateway/index.ts'
import type { Peer } from '../peer.ts'
import type { ProviderScenario, ProviderTrial } from '../trial.ts'

/** Type of an envelope whose ciphertext is none. */
const PLAINTEXT = 8

type Deliver = Extract<ReceivedBody, { kind: 'deliver' }>

/** The next message on its way to the provider becomes something else; later ones pass. */
export const changeFirst = (trial: ProviderTrial, change: (body: Deliver) => ReceivedBody): void => {
  let isFirst = true
  trial.bend({ gateway: (body) => {
    if (!isFirst || body.kind !== 'deliver') return [body]
    isFirst = false
    return [change(body)]
  } })
}

/** A text as if a peer had said it, but for who could read it on the way. */
const inTheClear = (deliver: Deliver, text: string): Deliver => {
  const { senderUser, recipientUser, envelope } = deliver
  const content = encodeContent({
    messageId: messageId(randomUUID()), senderUser, recipientUser, conversationId: undefined, sentAtMs: deliver.gatewayTimeMs, body: { kind: 'text', text }, replyTo: undefined, expiresInSeconds: 0, resendOf: undefined,
  })
  const frankingKey = randomBytes(FRANKING_KEY_BYTES)
  const { deviceId, registrationId } = decodeEnvelope(envelope)
  return { ...deliver, commitment: commitmentOf(frankingKey, content), envelope: encodeEnvelope({ deviceId, registrationId, type: PLAINTEXT, ciphertext: plaintextOf(frankingKey, content) }) }
}

/** The provider has answered whatever it would answer to the peer when somebody new was granted. */
const settled = (trial: ProviderTrial): Promise<Peer> => trial.peer()

/** What an endpoint does not believe: docs/protocol.md sections 3 to 5. */
export const distrusting: readonly ProviderScenario[] = [
  { name: 'receiving/in-the-clear', musts: ['DIP-60'], title: 'A text in an envelope of type PLAINTEXT is not shown: there is no answer to it.', run: async (trial) => {
    const [peer, text] = [await trial.peer(), `said ${randomUUID()}`]
    changeFirst(trial, (body) => inTheClear(body, text))
    await peer.say()
    await trial.exchangeTexts('DIP-60', peer)
    trial.judge('DIP-60', 'no answer', peer.answersTo(text) === 0, `${String(peer.answersTo(text))} answers`)
  } },
  { name: 'receiving/changed-identity', musts: ['DIP-40'], title: 'Nothing is encrypted to a peer whose identity key changed before the user accepted it.', run: async (trial) => {
    const peer = await trial.peer()
    await trial.exchangeTexts('DIP-40', peer)
    const { publicKey } = createLibsignal().createIdentity()
    changeFirst(trial, ({ streamSequence, gatewayTimeMs, recipientUser }) => ({
      kind: 'event', streamSequence, timeMs: gatewayTimeMs,
      body: { kind: 'identityChanged', user: recipientUser, peerUser: peer.user, newIdentityKey: publicKey, endorsement: new Uint8Array(0), custody: 'DEVICE' },
    }))
    const place = trial.place
    await peer.say()
    await trial.until('DIP-40', 'an Ack of IdentityChanged', () => trial.heard('ack', place)[0])
    const told = trial.place
    const text = await peer.say()
    await settled(trial)
    const sealed = trial.submits(peer, told).filter(({ body }) => body.submission.envelopes.some(({ type }) => type !== PLAINTEXT))
    trial.judge('DIP-40', `no message to the peer, and no answer to "${text}"`, sealed.length === 0 && peer.answersTo(text) === 0, sealed.map(({ body }) => body.submission.submissionId))
  } },
]
