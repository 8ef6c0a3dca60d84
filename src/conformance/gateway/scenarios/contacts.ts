// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes, randomUUID } from 'node:crypto'
import { address, requestId } from '../../../model/ids.ts'
import type { PartyRequest } from '../../../model/requests.ts'
import { bytes, message, number } from '../../protobuf.ts'
import { uuidBytes } from '../../../wire/uuid.ts'
import { askFor, befriend, choose, couple, coreUser, messageOf, nextEvent, participate, QUIET_MS, say, acknowledge, nextDelivery } from '../acquaintance.ts'
import type { Couple } from '../acquaintance.ts'
import type { Person } from '../person.ts'
import type { RawLink } from '../raw-link.ts'
import { pushing } from '../scenario.ts'
import type { Scenario } from '../scenario.ts'
import type { Trial } from '../trial.ts'

const REQUEST_ID = 77
/** Frame.request_contact and its fields. */
const FIELD = { id: 1, requestContact: 50, fromUser: 1, toAddress: 2, invite: 3, purposes: 4 } as const

/** Sees that nothing was shown to a user: something that must be shown comes, and this did not come before it. */
const notShown = async (trial: Trial, core: RawLink, target: Person, must: 'DIP-65' | 'DIP-66'): Promise<void> => {
  const event = await core.find(({ body }) => (body.kind === 'event' && body.body.kind === 'contactRequested' && body.body.user === target.user ? body : undefined), QUIET_MS)
  trial.judge(must, 'the request is not shown', event === undefined, event)
}

/** A request to somebody who is not to be reached this way. */
const unreachable = (name: string, title: string, options: Parameters<typeof coreUser>[1]): Scenario => pushing(`contacts/${name}`, ['DIP-65'], title, ['core'], async (trial) => {
  const [target, asker] = [await coreUser(trial, options), await trial.person('provider')]
  await askFor(trial, await trial.side('provider'), asker, target)
  await notShown(trial, await trial.side('core'), target, 'DIP-65')
})

/** What closes a couple, and in which direction it is said. */
const closings: Readonly<Record<string, (trial: Trial, couple: Couple) => Promise<unknown>>> = {
  'block by the core user': async (trial, { ana, ben }) => done(trial, ben.link, { kind: 'decideContact', user: ben.person.user, subject: { peerUser: ana.person.user }, decision: 'block' }),
  'block by the provider user': async (trial, { ana, ben }) => done(trial, ana.link, { kind: 'decideContact', user: ana.person.user, subject: { peerUser: ben.person.user }, decision: 'block' }),
  'withdrawal': async (trial, { ana, ben }) => done(trial, ana.link, { kind: 'withdrawConsent', user: ana.person.user, peerUser: ben.person.user }),
}

const done = async (trial: Trial, link: RawLink, request: PartyRequest): Promise<void> => {
  trial.answered('DIP-70', await link.ask(request), 'done', 'it is answered when it is in force')
}

/** Neither messages nor keys pass, in either direction. */
const closed = async (trial: Trial, { ana, ben }: Couple, must: 'DIP-62' | 'DIP-70'): Promise<void> => {
  for (const [from, to] of [[ana, ben], [ben, ana]] as const) {
    trial.refused(must, await from.link.ask({ kind: 'submit', submission: messageOf(from, to.person) }), 'NOT_PERMITTED', 'no message passes')
    const keys = await from.link.ask({ kind: 'getBundles', senderUser: from.person.user, recipientUser: to.person.user, consentToken: from.token, demandedCustody: undefined, deviceIds: [] })
    trial.refused(must, keys, 'NOT_PERMITTED', 'no keys are given')
  }
}

const raw = (asker: Person, ...ways: readonly Uint8Array[]): Uint8Array =>
  message(number(FIELD.id, REQUEST_ID), bytes(FIELD.requestContact, message(bytes(FIELD.fromUser, uuidBytes(asker.user)), ...ways, number(FIELD.purposes, 1))))

/** Who may talk to whom: docs/protocol.md section 6. */
export const contacts: readonly Scenario[] = [
  pushing('contacts/asked', ['DIP-65'], 'A request by address is shown to a core user who may be found, with party, name and inbox.', ['core'], async (trial) => {
    const [target, asker] = [await coreUser(trial), await trial.person('provider')]
    await askFor(trial, await trial.side('provider'), asker, target)
    const shown = await nextEvent(await trial.side('core'), 'contactRequested', target)
    trial.judge('DIP-65', 'the asker\'s party and name, and the inbox that the user chose', shown.fromParty === asker.party.keys.party && shown.fromDisplayName === 'Conformance' && shown.inbox === 'separate', shown)
  }),
  pushing('contacts/no-oracle', ['DIP-63'], 'A request to somebody, to nobody, and to somebody who is not there for the provider get the same answer and cost the same.', ['core'], async (trial) => {
    const [willing, unwilling, link] = [await coreUser(trial), await coreUser(trial, { allowed: false, findable: false }), await trial.side('provider')]
    const left: number[] = []
    for (const toAddress of [willing.reachableAt, unwilling.reachableAt, address(`nobody-${randomBytes(6).toString('hex')}@${willing.party.keys.party}`)]) {
      const asker = await trial.person('provider')
      left.push(trial.answered('DIP-63', await link.ask({ kind: 'requestContact', fromUser: asker.user, toAddress, purposes: ['chat'] }), 'recorded', 'whoever the address belongs to').leftToday)
    }
    trial.judge('DIP-63', 'the same number left each time', new Set(left).size === 1, left)
  }),
  pushing('contacts/limit', ['DIP-64'], 'A user cannot make more new requests in a day than the agreement allows.', ['core'], async (trial) => {
    const [asker, link, core] = [await trial.person('provider'), await trial.side('provider'), trial.party('core').keys.party]
    const ask = () => link.ask({ kind: 'requestContact', fromUser: asker.user, toAddress: address(`nobody-${randomBytes(6).toString('hex')}@${core}`), purposes: ['chat'] })
    let { leftToday } = trial.answered('DIP-63', await ask(), 'recorded', 'it is the first')
    trial.judge('DIP-64', 'a limit that this scenario can use up', leftToday < 100, { leftToday })
    while (leftToday > 0) leftToday = trial.answered('DIP-64', await ask(), 'recorded', `${String(leftToday)} are left`).leftToday
    const over = await ask()
    trial.judge('DIP-64', 'Throttled for the scope of the user', over.kind === 'throttled' && over.scope === 'user', over)
  }),
  unreachable('not-findable', 'A request does not reach a user who is not to be found by the address.', { findable: false }),
  unreachable('not-allowed', 'A request does not reach a user who does not allow the provider.', { allowed: false }),
  pushing('contacts/denied', ['DIP-66'], 'After a denial a further request stays unseen, and the asker is not told.', ['core'], async (trial) => {
    const [target, asker] = [await coreUser(trial), await trial.person('provider')]
    const [provider, core] = [await trial.side('provider'), await trial.side('core')]
    await askFor(trial, provider, asker, target)
    const { requestId: id } = await nextEvent(core, 'contactRequested', target)
    await done(trial, core, { kind: 'decideContact', user: target.user, subject: { requestId: id }, decision: 'deny' })
    await askFor(trial, provider, asker, target)
    await notShown(trial, core, target, 'DIP-66')
    const told = await provider.find(({ body }) => (body.kind === 'event' ? body : undefined), QUIET_MS)
    trial.judge('DIP-66', 'the asker is told nothing', told === undefined, told)
  }),
  pushing('contacts/grant-unasked', ['DIP-67'], 'Nobody can grant what was not asked for.', ['core'], async (trial) => {
    const [target, stranger, core] = [await coreUser(trial), await trial.person('provider'), await trial.side('core')]
    trial.refused('DIP-67', await core.ask({ kind: 'decideContact', user: target.user, subject: { requestId: requestId(randomUUID()) }, decision: 'grant' }), 'NOT_FOUND', 'there is no such request')
    const answer = await core.ask({ kind: 'decideContact', user: target.user, subject: { peerUser: stranger.user }, decision: 'grant' })
    trial.judge('DIP-67', 'an error: the other never asked', answer.kind === 'error', answer)
  }),
  pushing('contacts/foreign-request', ['DIP-67', 'DIP-23'], 'A request to somebody else cannot be granted.', ['core'], async (trial) => {
    const [target, bystander, asker] = [await coreUser(trial), await coreUser(trial), await trial.person('provider')]
    await askFor(trial, await trial.side('provider'), asker, target)
    const core = await trial.side('core')
    const { requestId: id } = await nextEvent(core, 'contactRequested', target)
    trial.refused('DIP-67', await core.ask({ kind: 'decideContact', user: bystander.user, subject: { requestId: id }, decision: 'grant' }), 'NOT_FOUND', 'it was not asked of this user')
  }),
  pushing('contacts/token-of-a-pair', ['DIP-68'], 'A consent token opens only the ordered pair that it was made for.', ['core'], async (trial) => {
    const { ana, ben } = await couple(trial)
    const { ana: second } = await befriend(trial, await trial.person('provider'), ben.person)
    for (const [why, consentToken] of [['the other direction', ben.token], ['another pair', second.token]] as const) {
      trial.refused('DIP-68', await ana.link.ask({ kind: 'submit', submission: messageOf(ana, ben.person, { consentToken }) }), 'NOT_PERMITTED', `a token of ${why}`)
    }
    acknowledge(ben.link, await say(trial, ana, ben.person).then(() => nextDelivery(ben.link, ben.person)))
  }),
  pushing('contacts/reissued', ['DIP-69'], 'A reissued token makes the old one worthless.', ['core'], async (trial) => {
    const { ana, ben } = await couple(trial)
    const { consentToken } = trial.answered('DIP-69', await ana.link.ask({ kind: 'reissueToken', user: ana.person.user, peerUser: ben.person.user }), 'contact', 'the two granted each other')
    trial.refused('DIP-69', await ana.link.ask({ kind: 'submit', submission: messageOf(ana, ben.person) }), 'NOT_PERMITTED', 'the old token')
    await say(trial, { ...ana, token: consentToken }, ben.person)
    acknowledge(ben.link, await nextDelivery(ben.link, ben.person))
  }),
  ...Object.entries(closings).map(([name, close]) => pushing(`contacts/${name.replaceAll(' ', '-')}`, ['DIP-70'], `A ${name} closes both directions, for messages and for keys, before it is answered.`, ['core'], async (trial) => {
    const met = await couple(trial)
    await close(trial, met)
    await closed(trial, met, 'DIP-70')
  })),
  pushing('contacts/opt-out', ['DIP-62'], 'An opt-out is in force when it is answered, and an opt-in again.', ['core'], async (trial) => {
    const met = await couple(trial)
    await participate(trial, met.ben.person, { optedIn: false, findable: false })
    await closed(trial, met, 'DIP-62')
    await participate(trial, met.ben.person)
    await say(trial, met.ana, met.ben.person)
    acknowledge(met.ben.link, await nextDelivery(met.ben.link, met.ben.person))
  }),
  pushing('contacts/choice', ['DIP-62'], 'A choice is in force when it is answered.', ['core'], async (trial) => {
    const met = await couple(trial)
    await choose(trial, met.ben.person, false)
    await closed(trial, met, 'DIP-62')
  }),
  pushing('contacts/neither-or-both', ['DIP-176'], 'A request without address and invite, and one with both, are refused.', ['core'], async (trial) => {
    const [asker, link, core] = [await trial.person('provider'), await trial.side('provider'), trial.party('core').keys.party]
    const [toAddress, invite] = [bytes(FIELD.toAddress, `somebody@${core}`), bytes(FIELD.invite, randomBytes(32))]
    for (const [why, frame] of [['neither', raw(asker)], ['both', raw(asker, toAddress, invite)]] as const) {
      trial.refused('DIP-176', await link.askBytes(frame, REQUEST_ID, `a request with ${why}`), 'MALFORMED', `${why} of address and invite`)
    }
  }),
]
