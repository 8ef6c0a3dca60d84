// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { address, userId, userReference } from '../../model/ids.ts'
import type { UserId } from '../../model/ids.ts'
import { foundWithin } from '../../sandbox/waiting.ts'
import { createTrust, openDevice } from '../../sdk/device/index.ts'
import type { DeviceClient } from '../../sdk/device/index.ts'
import type { GatewayLink } from '../../sdk/link/index.ts'
import { createLibsignal } from '../../signal/private/index.ts'
import type { Party } from '../gateway/party.ts'
import { Unmet } from '../outcome.ts'
import { ANSWER } from './responder.ts'

/** A person of the core who talks to the provider's responder; a real device. */
export interface Peer {
  readonly device: DeviceClient
  readonly user: UserId
  /** The responder as this peer knows it. */
  readonly responder: UserId
  /** Says a text that was never said before; gives the text. */
  say(): Promise<string>
  /** Waits until this text was answered. Throws {@link Unmet}. */
  answered(text: string, ms?: number): Promise<void>
  /** How often it was answered until now. */
  answersTo(text: string): number
  close(): Promise<void>
}

/** Longest wait for an answer: a provider that has to connect again first. */
const ANSWER_MS = 15_000
/** Longest wait for a grant: the responder may have been started a moment ago. */
const GRANT_MS = 10_000
const PAGE = 500

/** Somebody new of the core, acquainted with whoever has the responder's address. Throws {@link Unmet} when the request is not granted. */
export const createPeer = async ({ core, link, folder }: { readonly core: Party; readonly link: GatewayLink; readonly folder: string }, responder: string, provider: Party['keys']['party']): Promise<Peer> => {
  const name = `c${randomBytes(8).toString('hex')}`
  const reference = userReference(name)
  const device = await openDevice({ file: join(folder, `${name}.db`), crypto: createLibsignal(), trust: createTrust({ admission: core.admission }), transport: link.transport() })
  await link.request({ kind: 'setParticipation', userReference: reference, optedIn: true, address: address(`${name}@${core.keys.party}`), findable: true })
  await link.request({ kind: 'setProviderChoice', userReference: reference, provider, allowed: true, inbox: 'separate', label: '' })
  const claim = device.prepareEnlistment({ userId: userId(randomUUID()) })
  const [token, identityStatement] = await Promise.all([core.home.signEnlistmentToken(claim), core.home.signIdentityStatement(claim)])
  await device.enlist({ token, identityStatement, userReference: reference, displayName: 'Conformance', address: undefined, forProvider: provider })
  await device.requestContact({ toAddress: responder })
  const granted = await foundWithin(device, GRANT_MS, () => device.contacts().find(({ state }) => state === 'granted'))
  if (granted === undefined) throw new Unmet('DIP-67', `the responder ${responder} grants every request`, `nothing within ${String(GRANT_MS / 1000)} s`)
  const texts = (): readonly string[] => device.inbox({ limit: PAGE }).flatMap((entry) => (entry.kind === 'text' && entry.peer === granted.peer ? [entry.text] : []))
  const answersTo = (text: string): number => texts().filter((one) => one === `${ANSWER}${text}`).length
  return {
    device, user: claim.userId, responder: granted.peer, answersTo,
    say: async () => {
      const text = `said ${randomUUID()}`
      await device.send({ to: granted.peer, text })
      return text
    },
    answered: async (text, ms = ANSWER_MS) => {
      const answers = await foundWithin(device, ms, () => (answersTo(text) > 0 ? answersTo(text) : undefined))
      if (answers === undefined) throw new Unmet(undefined, `the text is answered with "${ANSWER}" and the text`, `no answer within ${String(ms / 1000)} s`)
    },
    close: () => device.close(),
  }
}
