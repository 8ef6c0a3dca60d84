// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import { GatewayError } from '../model/errors.ts'
import { address, partyId, requestId, userId, userReference } from '../model/ids.ts'
import type { UserId } from '../model/ids.ts'
import type { PartyRequest } from '../model/requests.ts'
import type { DeviceClient, SentState, SentStatus } from '../sdk/device/index.ts'
import type { Home } from '../sdk/link/index.ts'
import type { Newcomer, SandboxParty, ShownText } from './party-contract.ts'
import type { Presence } from './presence.ts'
import { uninvitedKeyRequest, uninvitedMessage } from './stranger.ts'
import { waitFor } from './waiting.ts'

type Calls<Name extends keyof SandboxParty> = Pick<SandboxParty, Name>

/** Where a message of one's own goes, in this order. */
const WAY: readonly SentState[] = ['queued', 'accepted', 'delivered', 'read']
/** Of a text that is answered: the answer must not be too long for a message. */
const ECHOED_CHARACTERS = 1_000
/** More than any user here has. */
const PAGE = 500

/** A user comes to take part: the device makes keys, the home signs for them, the gateway takes both. */
export const enlist = async (presence: Presence, home: Home, { name, displayName, address: typed, forProvider }: Newcomer): Promise<UserId> => {
  const device = await presence.open(name)
  const itsAddress = typed === undefined ? undefined : address(typed)
  const claim = device.prepareEnlistment({ userId: userId(randomUUID()) })
  const [token, identityStatement] = await Promise.all([home.signEnlistmentToken({ ...claim, address: itsAddress }), home.signIdentityStatement(claim)])
  await device.enlist({
    token, identityStatement, userReference: userReference(name), displayName, address: itsAddress,
    forProvider: forProvider === undefined ? undefined : partyId(forProvider),
  })
  return claim.userId
}

/** How people come to know each other, and what happens to who does not ask. */
export const contactCalls = (presence: Presence): Calls<'requestContact' | 'requests' | 'decide' | 'granted' | 'safetyNumber' | 'intrude'> => ({
  requestContact: async (name, toAddress) => (await presence.of(name).device.requestContact({ toAddress })).leftToday,
  requests: async (name, atLeast) => {
    const { device } = presence.of(name)
    return waitFor(device, `${String(atLeast)} requests`, () => enough(device.requests(), atLeast), () => String(device.requests().length))
  },
  decide: async (name, subject, decision) => {
    const of = 'peer' in subject ? { peer: userId(subject.peer) } : { requestId: requestId(subject.requestId) }
    const outcome = await presence.of(name).device.decide({ ...of, decision })
    return outcome.state === 'refused' ? outcome.reason : outcome.state
  },
  granted: async (name, count) => {
    const { device, grants } = presence.of(name)
    return waitFor(device, `grant ${String(count)}`, () => (grants() >= count ? device.contacts() : undefined), () => String(grants()))
  },
  safetyNumber: async (name, peer) => presence.of(name).device.safetyNumber(userId(peer)),
  intrude: async (name, victim) => {
    const self = presence.of(name).device.userId
    if (self === undefined) throw new Error(`${name} is not enlisted`)
    const transport = presence.meter.measure(presence.link().transport())
    const refusal = (request: PartyRequest): Promise<string> => transport.request(request).then(({ kind }) => kind, codeOf)
    return { message: await refusal(uninvitedMessage(self, userId(victim))), keys: await refusal(uninvitedKeyRequest(self, userId(victim))) }
  },
})

/** What people say to each other. */
export const messageCalls = (presence: Presence): Calls<'answerAll' | 'send' | 'reached' | 'readAll' | 'texts'> => ({
  answerAll: async (name) => {
    const { device } = presence.of(name)
    device.on('message', (entry) => {
      // What cannot be sent now waits in the device; nobody is told here.
      if (entry.kind === 'text') void device.send({ to: entry.peer, text: `I heard: ${entry.text.slice(0, ECHOED_CHARACTERS)}` }).catch(() => undefined)
    })
  },
  send: async (name, peer, text) => {
    presence.meter.watchFor(text)
    return presence.of(name).device.send({ to: userId(peer), text })
  },
  reached: async (name, messageId, state) => {
    const { device } = presence.of(name)
    const status = (): SentStatus | undefined => device.sent({ limit: PAGE }).find((sent) => sent.messageId === messageId)
    const find = (): SentStatus | undefined => (isThere(status(), state) ? status() : undefined)
    return waitFor(device, `a message that is ${state}`, find, () => `one that is ${status()?.state ?? 'unknown'}`)
  },
  readAll: async (name, peer) => {
    const { device } = presence.of(name)
    const shown = device.inbox({ limit: PAGE })
    device.markRead(userId(peer), shown.flatMap((entry) => (entry.kind === 'text' && entry.peer === peer ? [entry.messageId] : [])))
  },
  texts: async (name, atLeast) => {
    const { device } = presence.of(name)
    return waitFor(device, `${String(atLeast)} texts`, () => enough(textsOf(device), atLeast), () => String(textsOf(device).length))
  },
})

const enough = <T>(items: readonly T[], atLeast: number): readonly T[] | undefined => (items.length >= atLeast ? items : undefined)

/** On its way it is there or beyond, or it can get no further. */
const isThere = (status: SentStatus | undefined, state: SentState): boolean =>
  status !== undefined && (!WAY.includes(status.state) || WAY.indexOf(status.state) >= WAY.indexOf(state))

const textsOf = (device: DeviceClient): readonly ShownText[] =>
  device.inbox({ limit: PAGE }).flatMap((entry) => (entry.kind === 'text' ? [{ text: entry.text, late: entry.late, messageId: entry.messageId }] : []))

const codeOf = (error: unknown): string => {
  if (error instanceof GatewayError) return `${error.code} ${error.detail}`.trim()
  throw error
}
