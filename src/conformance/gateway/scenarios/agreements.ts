// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import { enforcementId } from '../../../model/enforcement.ts'
import { createPartyKeys } from '../../../sdk/link/index.ts'
import { inWords } from '../../exchange.ts'
import { acknowledge, befriend, couple, coreUser, messageOf, nextDelivery, say } from '../acquaintance.ts'
import { authOf, greet, open } from '../opening.ts'
import { playParty } from '../party.ts'
import type { Party } from '../party.ts'
import { pushing } from '../scenario.ts'
import type { Scenario } from '../scenario.ts'
import type { Trial } from '../trial.ts'

const REASON = 'conformance: a rehearsal'
/** Messages of a pair at once in the scenario of limits. */
const FEW = 2
/** Links that a party with at most {@link AT_ONCE} links may open in a minute. */
const OPENINGS = 60
/** So many together, that a gateway far away is asked within the minute: a fourth of the openings, which is the most that leaves their number as it is. */
const AT_ONCE = 15

/** Suspends the second provider until the scenario is over. */
const suspendOther = async (trial: Trial): Promise<string> => {
  const { party } = trial.party('other').keys
  trial.finally(() => trial.operator.resume(party))
  await trial.operator.suspend(party, REASON)
  return party
}

/** Sets a limit of the provider until the scenario is over. */
const limit = async (trial: Trial, set: Parameters<Trial['operator']['setLimits']>[1], before: typeof set): Promise<void> => {
  const { party } = trial.party('provider').keys
  trial.finally(() => trial.operator.setLimits(party, before))
  await trial.operator.setLimits(party, set)
}

/** A party of its own that may have so many links: how often links are opened in a minute goes by the same limit. */
const withLinks = async (trial: Trial, linksPerParty: number): Promise<Party> => {
  const { keys, application } = await createPartyKeys({ party: `egret-${randomUUID().slice(0, 8)}.example`, role: 'provider', displayName: 'Egret' })
  const { url, tls } = trial.party('provider')
  const party = playParty(keys, await trial.operator.add(application), url, tls)
  await trial.operator.setLimits(keys.party, { linksPerParty })
  return party
}

/** What an operator changes while links are open: docs/protocol.md sections 2 and 4. */
export const agreements: readonly Scenario[] = [
  pushing('agreements/suspended', ['DIP-71', 'DIP-17'], 'A suspended party\'s links are closed when the operator\'s call returns, and it learns the reason when it comes back.', ['other', 'operator'], async (trial) => {
    const other = trial.party('other')
    const link = await trial.open(other)
    const party = await suspendOther(trial)
    const { said } = await link.ended(1_000)
    trial.judge('DIP-71', 'SUSPENDED with the reason, and GoAway', said.some((body) => body.kind === 'error' && body.code === 'SUSPENDED' && body.detail === REASON), said)
    const again = await trial.dial(other)
    again.send(0, authOf(again, await greet(again)))
    const { said: told } = await again.ended()
    trial.judge('DIP-17', `SUSPENDED with the reason, to ${party}`, told.some((body) => body.kind === 'error' && body.code === 'SUSPENDED' && body.detail === REASON), told)
  }),
  pushing('agreements/suspension-is-private', ['DIP-17', 'DIP-12'], 'Who cannot prove to be the suspended party learns nothing of its suspension.', ['other', 'operator'], async (trial) => {
    await suspendOther(trial)
    const link = await trial.dial(trial.party('other'))
    link.send(0, authOf(link, await greet(link), { over: { role: 'gateway' } }))
    await trial.ends('DIP-17', link, 'UNAUTHENTICATED', 'the signature does not hold')
  }),
  pushing('agreements/resumed', ['DIP-71'], 'A party that is let in again opens links as before.', ['other', 'operator'], async (trial) => {
    await trial.operator.resume(await suspendOther(trial))
    const { version } = await open(await trial.dial(trial.party('other')))
    trial.judge('DIP-71', 'an open link', version === 1, { version })
  }),
  pushing('agreements/limits-changed', ['DIP-151', 'DIP-150', 'DIP-152'], 'Limits that change are told on open links, draw down, and name what is used up.', ['core', 'operator'], async (trial) => {
    const { ana, ben } = await couple(trial)
    await limit(trial, { messagesPerPair: FEW, messagesPerPairMinute: 1 }, { messagesPerPair: 1_000, messagesPerPairMinute: 600 })
    const { limits } = await ana.link.take('LimitsChanged', ({ body }) => (body.kind === 'limitsChanged' ? body : undefined))
    trial.judge('DIP-151', `messagesPerPair ${String(FEW)}`, limits.messagesPerPair === FEW, limits)
    const { submission, accepted } = await say(trial, ana, ben.person)
    for (let count = 1; count < FEW; count += 1) await say(trial, ana, ben.person)
    const over = trial.answered('DIP-151', await ana.link.ask({ kind: 'submit', submission: messageOf(ana, ben.person) }), 'throttled', 'the pair\'s limit is used up')
    trial.judge('DIP-151', 'scope PAIR, messagesPerPair first, none left, and when it is whole again', over.scope === 'pair' && over.headroom[0]?.limit === 'messagesPerPair' && over.headroom[0].left === 0 && over.retryAfterSeconds > 0, over)
    const again = await ana.link.ask({ kind: 'submit', submission })
    trial.judge('DIP-152', `what was accepted is answered as before: ${inWords(accepted)}`, inWords(again) === inWords(accepted), again)
    for (let count = 0; count < FEW; count += 1) acknowledge(ben.link, await nextDelivery(ben.link, ben.person))
  }),
  pushing('agreements/links-per-party', ['DIP-156'], 'A link beyond the number that the agreement allows is refused.', ['operator'], async (trial) => {
    const party = await withLinks(trial, 1)
    const first = await trial.open(party)
    const second = await trial.dial(party)
    second.send(0, authOf(second, await greet(second)))
    await trial.ends('DIP-156', second, 'THROTTLED', 'one link is allowed')
    await trial.serves('DIP-156', first, 'the first link stays')
  }),
  pushing('agreements/openings', ['DIP-197'], 'Who opens links too often in a minute is refused until it is over.', ['operator'], async (trial) => {
    const party = await withLinks(trial, AT_ONCE)
    for (let opened = 0; opened < OPENINGS; opened += AT_ONCE) {
      const links = await Promise.all(Array.from({ length: AT_ONCE }, () => trial.open(party)))
      await Promise.all(links.map((link) => link.close()))
    }
    const link = await trial.dial(party)
    link.send(0, authOf(link, await greet(link)))
    await trial.ends('DIP-197', link, 'THROTTLED', `it is the ${String(OPENINGS + 1)}st of the minute`)
  }),
  pushing('agreements/new-targets', ['DIP-153'], 'A party asks for no more new addresses in a day than the agreement allows, whether or not anybody has them.', ['core', 'operator'], async (trial) => {
    const [link, ben, ana] = [await trial.side('provider'), await coreUser(trial), await trial.person('provider')]
    await limit(trial, { newTargetsPerDay: 0 }, { newTargetsPerDay: 10_000 })
    const ask = (toAddress: typeof ben.reachableAt) => link.ask({ kind: 'requestContact', fromUser: ana.user, toAddress, purposes: ['chat'] })
    const there = trial.answered('DIP-153', await ask(ben.reachableAt), 'throttled', 'the address is new')
    trial.judge('DIP-153', 'scope PARTY', there.scope === 'party', there)
    const absent = trial.answered('DIP-153', await ask(trial.newcomer('core').reachableAt), 'throttled', 'nobody has the address')
    const limits = (one: typeof there): string => inWords([one.scope, one.headroom.map(({ limit: name, left }) => [name, left])])
    trial.judge('DIP-153', `the same for an address that nobody has: ${limits(there)}`, limits(absent) === limits(there), absent)
  }),
  pushing('agreements/bundles-per-target', ['DIP-155'], 'Bundles of one user are limited over all users of a party who may have them.', ['core', 'operator'], async (trial) => {
    const { ana, ben } = await couple(trial)
    const { ana: second } = await befriend(trial, await trial.person('provider'), ben.person)
    await limit(trial, { bundlesPerTargetHour: 1 }, { bundlesPerTargetHour: 60 })
    const bundles = ({ person, token, link }: typeof ana) => link.ask({ kind: 'getBundles', senderUser: person.user, recipientUser: ben.person.user, consentToken: token, demandedCustody: undefined, deviceIds: [] })
    trial.answered('DIP-155', await bundles(ana), 'bundles', 'the first of the hour')
    const over = trial.answered('DIP-155', await bundles(second), 'throttled', 'another user of the party had one')
    trial.judge('DIP-155', 'scope PARTY', over.scope === 'party', over)
  }),
  pushing('agreements/suspension-outlives', ['DIP-181'], 'A suspended user who leaves and comes back under the id is suspended.', ['core', 'operator'], async (trial) => {
    const { ana, ben } = await couple(trial)
    await trial.operator.suspendUser(ana.person.party.keys.party, ana.person.user, REASON)
    trial.answered('DIP-182', await ana.link.ask({ kind: 'unenlist', userId: ana.person.user }), 'erased', 'leaving is never refused')
    await trial.enlist(ana.link, ana.person)
    trial.refused('DIP-181', await ana.link.ask({ kind: 'requestContact', fromUser: ana.person.user, toAddress: ben.person.reachableAt, purposes: ['chat'] }), 'USER_SUSPENDED', 'it is what it was')
  }),
  pushing('agreements/user-suspended', ['DIP-161', 'DIP-160', 'DIP-162'], 'Nothing passes to or from a suspended user; its own party is told, others see somebody who cannot be reached.', ['core', 'operator'], async (trial) => {
    const { ana, ben } = await couple(trial)
    await trial.operator.suspendUser(ana.person.party.keys.party, ana.person.user, REASON)
    const { enforcement } = await ana.link.take('EnforcementChanged', ({ body }) => (body.kind === 'enforcementChanged' && body.enforcement.user === ana.person.user ? body : undefined))
    trial.judge('DIP-162', 'the step with its reason', enforcement.reason === REASON, enforcement)
    trial.refused('DIP-161', await ana.link.ask({ kind: 'submit', submission: messageOf(ana, ben.person) }), 'USER_SUSPENDED', 'to its own party')
    trial.refused('DIP-160', await ben.link.ask({ kind: 'submit', submission: messageOf(ben, ana.person) }), 'NOT_PERMITTED', 'to others it looks like anybody who cannot be reached')
  }),
  pushing('agreements/appeal', ['DIP-164', 'DIP-162'], 'A step can be appealed once, by its own party.', ['core', 'other', 'operator'], async (trial) => {
    const { ana } = await couple(trial)
    await trial.operator.suspendUser(ana.person.party.keys.party, ana.person.user, REASON)
    const { steps } = trial.answered('DIP-162', await ana.link.ask({ kind: 'listEnforcement' }), 'enforcementList', 'a party sees its own steps')
    const step = steps.find(({ user }) => user === ana.person.user)
    trial.judge('DIP-162', 'the step against the user', step !== undefined, steps)
    if (step === undefined) return
    const other = await trial.side('other')
    const [foreign, absent] = [
      await other.ask({ kind: 'appeal', enforcementId: step.id, text: 'not ours' }), await other.ask({ kind: 'appeal', enforcementId: enforcementId(randomUUID()), text: 'not ours' }),
    ]
    trial.refused('DIP-164', foreign, 'NOT_FOUND', 'somebody else\'s step')
    trial.judge('DIP-164', `the same as for none: ${inWords(absent)}`, inWords(foreign) === inWords(absent), foreign)
    trial.answered('DIP-164', await ana.link.ask({ kind: 'appeal', enforcementId: step.id, text: 'a rehearsal' }), 'done', 'it was not appealed yet')
    trial.refused('DIP-164', await ana.link.ask({ kind: 'appeal', enforcementId: step.id, text: 'again' }), 'APPEAL_REFUSED', 'it was appealed')
  }),
]
