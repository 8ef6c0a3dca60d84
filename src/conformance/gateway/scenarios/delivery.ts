// SPDX-License-Identifier: AGPL-3.0-only
import { instanceName } from '../../../model/ids.ts'
import type { Delivery } from '../../../model/answers.ts'
import { PUSH_OVERHEAD_BYTES } from '../../../model/values.ts'
import { acknowledge, couple, nextDelivery, QUIET_MS, say } from '../acquaintance.ts'
import type { Couple } from '../acquaintance.ts'
import type { RawLink } from '../raw-link.ts'
import { pushing } from '../scenario.ts'
import type { Scenario } from '../scenario.ts'
import type { Trial } from '../trial.ts'

/** Three more than the window of the scenario. */
const [WINDOW, SENT] = [2, 5]
/** Attempts after which a message parks: DIP-80. */
const ATTEMPTS = 5
/** Longest wait for an attempt: the pause before each may be twice that before the last. */
const ATTEMPT_MS = 20_000
const INSTANCE = instanceName('conformance-resuming')

/** A couple whose core has no link open any more, and what was sent to it meanwhile. */
const waiting = async (trial: Trial, count: number): Promise<Couple & { readonly sent: readonly string[] }> => {
  const met = await couple(trial)
  await met.ben.link.close()
  const sent: string[] = []
  for (let index = 0; index < count; index += 1) sent.push((await say(trial, met.ana, met.ben.person)).submission.submissionId)
  return { ...met, sent }
}

/** What is pushed until the answer to a question that is asked now: nothing, if the window is full. */
const pushedMeanwhile = async (link: RawLink): Promise<number> => {
  await link.ask({ kind: 'getIssuerList' })
  return (await link.find(({ body }) => (body.kind === 'deliver' ? 1 : undefined), QUIET_MS)) ?? 0
}

const inOrder = async (trial: Trial, link: RawLink, { ben, sent }: Awaited<ReturnType<typeof waiting>>, must: 'DIP-21' | 'DIP-77' | 'DIP-20'): Promise<readonly Delivery[]> => {
  const came: Delivery[] = []
  for (const expected of sent) {
    const delivery = await nextDelivery(link, ben.person)
    trial.judge(must, `message ${expected}`, delivery.submissionId === expected, delivery)
    came.push(delivery)
  }
  return came
}

/** What is pushed, kept and pushed again: docs/protocol.md sections 2 and 4. */
export const delivery: readonly Scenario[] = [
  pushing('delivery/waits', ['DIP-51'], 'A message for somebody whose home has no link waits until it has one.', ['core'], async (trial) => {
    const met = await waiting(trial, 2)
    const link = await trial.side('core')
    acknowledge(link, ...await inOrder(trial, link, met, 'DIP-21'))
  }),
  pushing('delivery/again', ['DIP-21', 'DIP-51'], 'What was not acknowledged is pushed again on the next link, with the same bytes.', ['core'], async (trial) => {
    const met = await waiting(trial, 2)
    const first = await trial.side('core')
    const before = await inOrder(trial, first, met, 'DIP-21')
    first.cut()
    await first.closed
    const second = await trial.side('core')
    const after = await inOrder(trial, second, met, 'DIP-21')
    for (const [index, { envelope }] of after.entries()) trial.judge('DIP-6', 'the same envelope', Buffer.from(envelope).equals(before[index]?.envelope ?? new Uint8Array()), envelope)
    acknowledge(second, ...after)
  }),
  pushing('delivery/acknowledged', ['DIP-51'], 'What was acknowledged is not pushed again.', ['core'], async (trial) => {
    const met = await waiting(trial, 1)
    const first = await trial.side('core')
    acknowledge(first, ...await inOrder(trial, first, met, 'DIP-21'))
    await first.close()
    const { submission } = await say(trial, met.ana, met.ben.person)
    const delivery = await nextDelivery(await trial.side('core'), met.ben.person)
    trial.judge('DIP-51', 'the next message, and not the acknowledged one', delivery.submissionId === submission.submissionId, delivery)
    acknowledge(await trial.side('core'), delivery)
  }),
  pushing('delivery/window', ['DIP-19'], 'A link that takes two pushes has no more of them unacknowledged.', ['core'], async (trial) => {
    const { ben, sent } = await waiting(trial, SENT)
    const link = await trial.open(trial.party('core'), { limits: { ...noLimits, maxUnacknowledged: WINDOW } })
    for (let done = 0; done < sent.length; done += WINDOW) {
      const pushes = [await nextDelivery(link, ben.person), ...(done + 1 < sent.length ? [await nextDelivery(link, ben.person)] : [])]
      trial.judge('DIP-19', `no more than ${String(WINDOW)} unacknowledged pushes`, await pushedMeanwhile(link) === 0, 'one more')
      acknowledge(link, ...pushes)
    }
  }),
  pushing('delivery/window-bytes', ['DIP-74'], 'A link that takes few bytes has one push under way, however large, and no second one.', ['core'], async (trial) => {
    const { ben } = await waiting(trial, 2)
    const link = await trial.open(trial.party('core'), { limits: { ...noLimits, maxUnacknowledgedBytes: PUSH_OVERHEAD_BYTES } })
    const first = await nextDelivery(link, ben.person)
    trial.judge('DIP-74', 'one push at a time: each counts 1,024 and its envelope', await pushedMeanwhile(link) === 0, 'a second push')
    acknowledge(link, first)
    acknowledge(link, await nextDelivery(link, ben.person))
  }),
  pushing('delivery/sequence', ['DIP-51'], 'Stream sequences begin at 1 on each link and rise by one.', ['core'], async (trial) => {
    const met = await waiting(trial, 3)
    for (const link of [await trial.open(trial.party('core')), await trial.open(trial.party('core'))]) {
      const came = await inOrder(trial, link, met, 'DIP-21')
      const first = came[0]?.streamSequence ?? 0
      // Others of this party may have been pushed before.
      trial.judge('DIP-51', 'numbers that rise by one, from 1 on each link', first >= 1 && came.every(({ streamSequence }, index) => streamSequence === first + index), came.map(({ streamSequence }) => streamSequence))
      link.cut()
      await link.closed
    }
  }),
  pushing('delivery/nack', ['DIP-80'], 'A message that is refused comes again as the next attempt, five times in all, then parks, and its lane goes on.', ['core'], async (trial) => {
    const { ana, ben, sent } = await waiting(trial, 2)
    const link = await trial.side('core')
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const delivery = await nextOf(link, ben, sent[0] ?? '')
      trial.judge('DIP-80', `attempt ${String(attempt)}`, delivery.attempt === attempt, delivery)
      link.send(0, { kind: 'nack', streamSequence: delivery.streamSequence, reason: 'conformance', retryable: true })
    }
    acknowledge(link, await nextOf(link, ben, sent[1] ?? ''))
    const { submission } = await say(trial, ana, ben.person)
    const next = await nextDelivery(link, ben.person)
    trial.judge('DIP-80', 'the lane goes on with the next message', next.submissionId === submission.submissionId, next)
    acknowledge(link, next)
  }),
  pushing('delivery/cut-is-no-attempt', ['DIP-80'], 'The end of a link is not an attempt.', ['core'], async (trial) => {
    const met = await waiting(trial, 1)
    for (let count = 0; count < 3; count += 1) {
      const link = await trial.open(trial.party('core'))
      const [delivery] = await inOrder(trial, link, met, 'DIP-21')
      trial.judge('DIP-80', 'attempt 1 each time', delivery?.attempt === 1, delivery)
      link.cut()
      await link.closed
    }
  }),
  pushing('delivery/resume', ['DIP-77'], 'What a Resume names is not pushed again, and everything else is.', ['core'], async (trial) => {
    const met = await waiting(trial, 3)
    const first = await trial.dial(trial.party('core'))
    const { resumeToken } = await trial.openOn(first, { instance: INSTANCE })
    const came = await inOrder(trial, first, met, 'DIP-77')
    first.cut()
    await first.closed
    const second = await trial.dial(trial.party('core'))
    await trial.openOn(second, { instance: INSTANCE })
    const also = came.slice(0, 2).map(({ streamSequence }) => streamSequence)
    const resumed = trial.answered('DIP-77', await second.ask({ kind: 'resume', resumeToken, upTo: 0, also }), 'resumed', 'a Resume is answered')
    const rest = resumed.resumed ? met.sent.slice(2) : met.sent
    const pushed = await inOrder(trial, second, { ...met, sent: rest }, 'DIP-77')
    trial.judge('DIP-77', 'the position of a link that was cut a moment ago is known', resumed.resumed, resumed)
    acknowledge(second, ...pushed)
  }),
  pushing('delivery/foreign-resume', ['DIP-20', 'DIP-77'], 'A resume token of another instance is not honoured: everything comes again.', ['core'], async (trial) => {
    const met = await waiting(trial, 2)
    const first = await trial.dial(trial.party('core'))
    const { resumeToken } = await trial.openOn(first)
    const came = await inOrder(trial, first, met, 'DIP-20')
    first.cut()
    await first.closed
    const second = await trial.dial(trial.party('core'))
    await trial.openOn(second)
    const { resumed } = trial.answered('DIP-20', await second.ask({ kind: 'resume', resumeToken, upTo: came.at(-1)?.streamSequence ?? 0, also: [] }), 'resumed', 'a Resume is answered')
    trial.judge('DIP-20', 'resumed is false', !resumed, { resumed })
    acknowledge(second, ...await inOrder(trial, second, met, 'DIP-20'))
  }),
  pushing('delivery/replaced', ['DIP-18'], 'A newer link of the same instance ends the older with GoAway.', ['core'], async (trial) => {
    const [older, newer] = [await trial.dial(trial.party('core')), await trial.dial(trial.party('core'))]
    await trial.openOn(older, { instance: INSTANCE })
    await trial.openOn(newer, { instance: INSTANCE })
    const { said } = await older.ended()
    trial.judge('DIP-18', 'GoAway with the reason replaced', said.some((body) => body.kind === 'goAway' && body.reason === 'replaced'), said)
    await trial.serves('DIP-18', newer, 'the newer link stays')
  }),
  pushing('delivery/two-instances', ['DIP-18'], 'Links of two instances of a party live side by side.', ['core'], async (trial) => {
    const links = [await trial.open(trial.party('core')), await trial.open(trial.party('core'))]
    for (const link of links) await trial.serves('DIP-18', link, 'another instance does not replace it')
  }),
]

const noLimits = { maxFrameBytes: 0, maxEnvelopeBytes: 0, idleSeconds: 60, maxUnacknowledged: 0, maxUnacknowledgedBytes: 0 } as const

/** A push of just this message; others of the lane stay. */
const nextOf = (link: RawLink, ben: Couple['ben'], submission: string): Promise<Delivery> =>
  link.take(`a Deliver of ${submission}`, ({ body }) => (body.kind === 'deliver' && body.recipientUser === ben.person.user && body.submissionId === submission ? body : undefined), ATTEMPT_MS)
