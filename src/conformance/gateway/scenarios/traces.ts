// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes, randomUUID } from 'node:crypto'
import { submissionId } from '../../../model/ids.ts'
import { reportId } from '../../../model/reports.ts'
import type { Report } from '../../../model/reports.ts'
import { inWords } from '../../exchange.ts'
import { acknowledge, couple, nextDelivery, say } from '../acquaintance.ts'
import type { Couple } from '../acquaintance.ts'
import type { RawLink } from '../raw-link.ts'
import { pushing } from '../scenario.ts'
import type { Scenario } from '../scenario.ts'
import type { Trial } from '../trial.ts'

/** How often the trace is asked for until an acknowledgement, which has no answer, has arrived. */
const LOOKS = 20

const stages = async (trial: Trial, link: RawLink, { ana }: Couple, id: string): Promise<readonly (string | undefined)[]> => {
  const traced = trial.answered('DIP-86', await link.ask({ kind: 'trace', senderUser: ana.person.user, submissionId: submissionId(id) }), 'traced', 'a Trace is answered')
  return traced.messages.flatMap(({ places }) => places.map(({ stage }) => stage))
}

/** A message that was delivered, and the report of its recipient about it. */
const reported = async (trial: Trial): Promise<Couple & { readonly report: Report }> => {
  const met = await couple(trial)
  const { ana, ben } = met
  await say(trial, ana, ben.person)
  const { frank, ...delivery } = await nextDelivery(ben.link, ben.person)
  acknowledge(ben.link, delivery)
  trial.judge('DIP-72', 'a frank', frank !== undefined, frank)
  const { senderDevice, gatewayTimeMs, commitment, submissionId: id } = delivery
  const message = { senderDevice, submissionId: id, gatewayTimeMs, commitment, keyEpoch: frank?.keyEpoch ?? 0, mac: frank?.mac ?? new Uint8Array(32) }
  return { ...met, report: { reportId: reportId(randomUUID()), reporter: ben.person.user, reportedUser: ana.person.user, messages: [message], sealed: randomBytes(600) } }
}

/** A report that differs from an honest one in what `change` says. */
const refusedReport = (name: string, title: string, change: (report: Report) => Report): Scenario => pushing(`reports/${name}`, ['DIP-132'], title, ['core'], async (trial) => {
  const { ben, report } = await reported(trial)
  trial.refused('DIP-132', await ben.link.ask({ kind: 'report', ...change(report) }), 'REPORT_REFUSED', title)
})

const altered = (bytes: Uint8Array): Uint8Array => Uint8Array.from(bytes, (byte, index) => (index === 0 ? byte ^ 1 : byte))

/** What became of a message: docs/protocol.md section 4. */
export const traces: readonly Scenario[] = [
  pushing('traces/recipient', ['DIP-86'], 'The recipient\'s home is told that a message waits, and then that it was delivered.', ['core'], async (trial) => {
    const met = await couple(trial)
    const { submission } = await say(trial, met.ana, met.ben.person)
    const before = await stages(trial, met.ben.link, met, submission.submissionId)
    trial.judge('DIP-86', 'WAITING', inWords(before) === '["waiting"]', before)
    acknowledge(met.ben.link, await nextDelivery(met.ben.link, met.ben.person))
    let after = before
    for (let look = 0; look < LOOKS && after[0] === 'waiting'; look += 1) after = await stages(trial, met.ben.link, met, submission.submissionId)
    trial.judge('DIP-86', 'DELIVERED after the acknowledgement', inWords(after) === '["delivered"]', after)
  }),
  pushing('traces/sender', ['DIP-88'], 'The sender\'s home is told ACCEPTED, before and after the delivery.', ['core'], async (trial) => {
    const met = await couple(trial)
    const { submission } = await say(trial, met.ana, met.ben.person)
    const before = await met.ana.link.ask({ kind: 'trace', senderUser: met.ana.person.user, submissionId: submission.submissionId })
    acknowledge(met.ben.link, await nextDelivery(met.ben.link, met.ben.person))
    for (let look = 0; look < LOOKS && inWords(await stages(trial, met.ben.link, met, submission.submissionId)) === '["waiting"]'; look += 1);
    const after = await met.ana.link.ask({ kind: 'trace', senderUser: met.ana.person.user, submissionId: submission.submissionId })
    trial.judge('DIP-88', 'ACCEPTED and nothing else', before.kind === 'traced' && before.messages.every(({ places }) => places.every(({ stage }) => stage === 'accepted')), before)
    trial.judge('DIP-88', `the same before and after: ${inWords(before)}`, inWords(before) === inWords(after), after)
  }),
  pushing('traces/stranger', ['DIP-87'], 'A message of others is the same bytes as one that never was.', ['core', 'other'], async (trial) => {
    const { ana, ben } = await couple(trial)
    const { submission } = await say(trial, ana, ben.person)
    const other = await trial.side('other')
    const [foreign, absent] = [
      await other.ask({ kind: 'trace', senderUser: ana.person.user, submissionId: submission.submissionId }), await other.ask({ kind: 'trace', senderUser: ana.person.user, submissionId: submissionId(randomUUID()) }),
    ]
    trial.judge('DIP-87', `the same as for a message that never was: ${inWords(absent)}`, inWords(foreign) === inWords(absent), foreign)
    acknowledge(ben.link, await nextDelivery(ben.link, ben.person))
  }),
]

/** Reports of a user in a day. */
const REPORTS_A_DAY = 20

/** Reports to the operator: docs/protocol.md section 12. */
export const reports: readonly Scenario[] = [
  pushing('reports/taken', ['DIP-132', 'DIP-135'], 'A report with the gateway\'s own frank is taken, and answered again as before.', ['core'], async (trial) => {
    const { ben, report } = await reported(trial)
    const first = trial.answered('DIP-132', await ben.link.ask({ kind: 'report', ...report }), 'reported', 'the frank is the gateway\'s own')
    const again = await ben.link.ask({ kind: 'report', ...report })
    trial.judge('DIP-135', `the same answer: ${inWords(first)}`, inWords(again) === inWords(first), again)
    trial.refused('DIP-135', await ben.link.ask({ kind: 'report', ...report, sealed: randomBytes(600) }), 'CONFLICT', 'the id was used with other bytes')
  }),
  refusedReport('forged-mac', 'A report with a forged MAC is refused.', (report) => ({ ...report, messages: report.messages.map((one) => ({ ...one, mac: altered(one.mac) })) })),
  refusedReport('other-commitment', 'A report of another commitment is refused.', (report) => ({ ...report, messages: report.messages.map((one) => ({ ...one, commitment: altered(one.commitment) })) })),
  refusedReport('other-time', 'A report with another time is refused.', (report) => ({ ...report, messages: report.messages.map((one) => ({ ...one, gatewayTimeMs: one.gatewayTimeMs + 1 })) })),
  pushing('reports/by-the-sender', ['DIP-132'], 'A sender cannot report the recipient with the frank of its own message.', ['core'], async (trial) => {
    const { ana, ben, report } = await reported(trial)
    trial.refused('DIP-132', await ana.link.ask({ kind: 'report', ...report, reporter: ana.person.user, reportedUser: ben.person.user }), 'REPORT_REFUSED', 'the frank is over the other direction')
  }),
  pushing('reports/of-the-same', ['DIP-183'], 'A report of messages that were all reported before is a conflict.', ['core'], async (trial) => {
    const { ben, report } = await reported(trial)
    trial.answered('DIP-132', await ben.link.ask({ kind: 'report', ...report }), 'reported', 'the frank is the gateway\'s own')
    trial.refused('DIP-183', await ben.link.ask({ kind: 'report', ...report, reportId: reportId(randomUUID()) }), 'CONFLICT', 'nothing in it is new')
  }),
  pushing('reports/too-many', ['DIP-134'], 'A user makes 20 reports in a day; the next one has to wait.', ['core'], async (trial) => {
    const { ana, ben, report } = await reported(trial)
    const again = async (): Promise<Report> => {
      const { accepted, submission } = await say(trial, ana, ben.person)
      acknowledge(ben.link, await nextDelivery(ben.link, ben.person))
      const message = { ...report.messages[0], senderDevice: submission.senderDevice, submissionId: submission.submissionId, gatewayTimeMs: accepted.gatewayTimeMs, commitment: submission.commitment, keyEpoch: accepted.frank?.keyEpoch ?? 0, mac: accepted.frank?.mac ?? new Uint8Array(32) }
      return { ...report, reportId: reportId(randomUUID()), messages: [message] }
    }
    let left = REPORTS_A_DAY
    for (let one = report; left > 0; one = await again()) {
      const { leftToday } = trial.answered('DIP-134', await ben.link.ask({ kind: 'report', ...one }), 'reported', `it is one of ${String(REPORTS_A_DAY)}`)
      left -= 1
      trial.judge('DIP-134', `${String(left)} left today`, leftToday === left, { leftToday })
    }
    const over = trial.answered('DIP-134', await ben.link.ask({ kind: 'report', ...await again() }), 'throttled', 'it is one more')
    trial.judge('DIP-134', 'scope USER', over.scope === 'user', over)
  }),
  pushing('reports/foreign-reporter', ['DIP-133'], 'A report in the name of another home\'s user is refused.', ['core'], async (trial) => {
    const { ana, report } = await reported(trial)
    trial.refused('DIP-133', await ana.link.ask({ kind: 'report', ...report }), 'NOT_YOURS', 'the reporter is the core\'s user')
  }),
]
