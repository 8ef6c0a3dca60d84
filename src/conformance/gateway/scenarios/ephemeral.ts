// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes } from 'node:crypto'
import { inWords } from '../../exchange.ts'
import { acknowledge, couple, envelopeFor, messageOf, nextDelivery, QUIET_MS, say } from '../acquaintance.ts'
import { pushing } from '../scenario.ts'
import type { Scenario } from '../scenario.ts'

/** Over what an EPHEMERAL message may have. */
const TOO_LARGE_BYTES = 4_200
/** One more than may come at once. */
const AT_ONCE = 31
const fleeting = { messageClass: 'ephemeral' } as const

/** Messages that are never stored: docs/protocol.md section 4. */
export const ephemeral: readonly Scenario[] = [
  pushing('ephemeral/pushed', ['DIP-81'], 'An EPHEMERAL message is pushed with stream and lane sequence 0, and has no place and no frank.', ['core'], async (trial) => {
    const { ana, ben } = await couple(trial)
    const { accepted } = await say(trial, ana, ben.person, fleeting)
    trial.judge('DIP-81', 'Accepted without places and frank', accepted.places.length === 0 && accepted.frank === undefined, accepted)
    const { streamSequence, laneSequence } = await nextDelivery(ben.link, ben.person)
    trial.judge('DIP-81', 'sequences 0', streamSequence === 0 && laneSequence === 0, { streamSequence, laneSequence })
  }),
  pushing('ephemeral/not-stored', ['DIP-81', 'DIP-82'], 'An EPHEMERAL message to somebody who is away is answered the same, and gone.', ['core'], async (trial) => {
    const { ana, ben } = await couple(trial)
    const { accepted: there } = await say(trial, ana, ben.person, fleeting)
    await nextDelivery(ben.link, ben.person)
    await ben.link.close()
    const { accepted: away } = await say(trial, ana, ben.person, fleeting)
    trial.judge('DIP-82', `the same but for the time: ${inWords(there)}`, inWords({ ...away, gatewayTimeMs: 0 }) === inWords({ ...there, gatewayTimeMs: 0 }), away)
    const { submission } = await say(trial, ana, ben.person)
    const link = await trial.side('core')
    const first = await nextDelivery(link, ben.person)
    trial.judge('DIP-81', 'the stored message, and not the EPHEMERAL one', first.submissionId === submission.submissionId, first)
    acknowledge(link, first)
  }),
  pushing('ephemeral/without-capability', ['DIP-81'], 'A link without the capability msg.ephemeral/1 gets none.', ['core'], async (trial) => {
    const { ana, ben } = await couple(trial)
    await ben.link.close()
    const link = await trial.open(trial.party('core'), { capabilities: ['msg.text/1'] })
    await say(trial, ana, ben.person, fleeting)
    const { submission } = await say(trial, ana, ben.person)
    const first = await nextDelivery(link, ben.person)
    trial.judge('DIP-81', 'the stored message, and not the EPHEMERAL one', first.submissionId === submission.submissionId, first)
    acknowledge(link, first)
  }),
  pushing('ephemeral/too-large', ['DIP-81'], 'An EPHEMERAL envelope over 4,096 bytes is refused.', ['core'], async (trial) => {
    const { ana, ben } = await couple(trial)
    const envelopes = [envelopeFor(ben.person, 1, new Uint8Array(randomBytes(TOO_LARGE_BYTES)))]
    trial.refused('DIP-81', await ana.link.ask({ kind: 'submit', submission: messageOf(ana, ben.person, { ...fleeting, envelopes }) }), 'ENVELOPE_TOO_LARGE', 'it has more than 4,096 bytes')
  }),
  pushing('ephemeral/judged', ['DIP-81', 'DIP-46'], 'An EPHEMERAL message without consent gets the answer that a stored one gets.', ['core'], async (trial) => {
    const { ana, ben } = await couple(trial)
    const consentToken = randomBytes(32)
    const [stored, passing] = [
      await ana.link.ask({ kind: 'submit', submission: messageOf(ana, ben.person, { consentToken }) }),
      await ana.link.ask({ kind: 'submit', submission: messageOf(ana, ben.person, { ...fleeting, consentToken }) }),
    ]
    trial.refused('DIP-81', passing, 'NOT_PERMITTED', 'the token is wrong')
    trial.judge('DIP-81', `the same as for a stored one: ${inWords(stored)}`, inWords(stored) === inWords(passing), passing)
    trial.judge('DIP-81', 'nothing is pushed', await ben.link.find(({ body }) => (body.kind === 'deliver' ? body : undefined), QUIET_MS) === undefined, 'a Deliver')
  }),
  pushing('ephemeral/throttled', ['DIP-83'], 'More than 30 EPHEMERAL messages at once are throttled.', ['core'], async (trial) => {
    const { ana, ben } = await couple(trial)
    const answers = await Promise.all(Array.from({ length: AT_ONCE + 3 }, () => ana.link.ask({ kind: 'submit', submission: messageOf(ana, ben.person, fleeting) })))
    const taken = answers.filter(({ kind }) => kind === 'accepted').length
    // While they are sent, a second or two may pass.
    trial.judge('DIP-83', '30 are taken, and one more a second', taken >= AT_ONCE - 1 && answers.some(({ kind }) => kind === 'throttled'), `${String(taken)} of ${String(answers.length)} taken`)
  }),
]
