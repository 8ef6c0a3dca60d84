// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import { enforcementId } from '../../../model/enforcement.ts'
import { createPartyKeys } from '../../../sdk/link/index.ts'
import { inWords } from '../../exchange.ts'
import { acknowledge, couple, messageOf, nextDelivery, say } from '../acquaintance.ts'
import { authOf, greet, open } from '../opening.ts'
import { playParty } from '../party.ts'
import { pushing } from '../scenario.ts'
import type { Scenario } from '../scenario.ts'
import type { Trial } from '../trial.ts'

const REASON = 'conformance: a rehearsal'
/** Messages of a pair at once in the scenario of limits. */
const FEW = 2

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
  pushing('agreements/limits-changed', ['DIP-151', 'DIP-150'], 'Limits that change are told on open links, draw down, and name what is used up.', ['core', 'operator'], async (trial) => {
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
    // A party of its own: how often links are opened in a minute goes by the same limit.
    const { keys, application } = await createPartyKeys({ party: `egret-${randomUUID().slice(0, 8)}.example`, role: 'provider', displayName: 'Egret' })
    const { url, tls } = trial.party('provider')
    const party = playParty(keys, await trial.operator.add(application), url, tls)
    await trial.operator.setLimits(keys.party, { linksPerParty: 1 })
    const first = await trial.open(party)
    const second = await trial.dial(party)
    second.send(0, authOf(second, await greet(second)))
    await trial.ends('DIP-156', second, 'THROTTLED', 'one link is allowed')
    await trial.serves('DIP-156', first, 'the first link stays')
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
