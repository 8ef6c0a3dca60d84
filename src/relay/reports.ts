// SPDX-License-Identifier: AGPL-3.0-only
import { hash, timingSafeEqual } from 'node:crypto'
import type { Answer } from '../model/answers.ts'
import { GatewayError } from '../model/errors.ts'
import type { UserId } from '../model/ids.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import { REPORT_MS, REPORTS_PER_DAY } from '../model/reports.ts'
import type { FrankedMessage, Report } from '../model/reports.ts'
import { requireOwnUser } from '../registry/own-users.ts'
import { frankContext, lengthPrefixed } from '../wire/transcript.ts'
import type { RelayDeps } from './ports.ts'

const DAY_MS = 86_400_000
/** Reports that are stored of one party's users: at the largest 1.6 GB, which a moderator has read long before. */
const MAX_STORED_PER_PARTY = 10_000
/** And of one user: five days of the most that one may send in a day, and a hundredth of what is stored for all. */
const MAX_STORED_PER_REPORTER = 100
/** Seconds after which one who has reported too much may try again: the window moves on, and the answer need not say how far. */
const RETRY_SECONDS = 3_600

type ReportDeps = Pick<RelayDeps, 'store' | 'frank' | 'blindIndex' | 'events' | 'now'>

/**
 * Takes a report (PROTOCOL section 6). All that is checked is the gateway's own MAC over what each message was accepted with: no mailbox, no submission and
 * no user is looked up for it, so what is forged, foreign, absent or too old gets one answer. What is sealed stays sealed.
 */
export const createReports = ({ store, frank, blindIndex, events, now }: ReportDeps) =>
  async (caller: VerifiedParty, report: Report): Promise<Answer> => {
    await requireOwnUser(store, caller, report.reporter)
    const receivedAt = now()
    // Each is judged, so that how long it takes does not say which one failed.
    const judged = report.messages.map((message) => judge(frank, report, message, receivedAt))
    if (judged.some(({ holds }) => !holds)) throw new GatewayError('REPORT_REFUSED')
    const contexts = judged.map(({ context }) => context)
    const { reportId: id, reporter, reportedUser, sealed } = report
    // Both, whichever is there: how long it takes does not say who left.
    const [there, formerHome] = await Promise.all([store.read.user(reportedUser), store.read.formerHome(reportedUser)])
    const outcome = await store.write.addReport({
      id, party: caller.party, reporter, reportedUser, reportedParty: there?.party ?? formerHome, messages: report.messages.length, receivedAt, sealed, contexts: contexts.map((context) => hash('sha256', context, 'buffer')),
      checked: hash('sha256', lengthPrefixed(contexts), 'buffer'), digest: hash('sha256', lengthPrefixed([reporter, ...contexts, sealed]), 'buffer'),
      reporterHash: reporterHashOf(blindIndex, reporter),
    }, { perDay: REPORTS_PER_DAY, dayStart: receivedAt - DAY_MS, perReporter: MAX_STORED_PER_REPORTER, perParty: MAX_STORED_PER_PARTY })
    if ('conflict' in outcome) throw new GatewayError('CONFLICT')
    if ('nothingNew' in outcome) throw new GatewayError('CONFLICT', 'these messages were reported before')
    if ('full' in outcome) return throttled(outcome.full)
    if (!outcome.repeated) events.reportTaken(caller.party)
    return { kind: 'reported', reportId: id, leftToday: Math.max(0, REPORTS_PER_DAY - outcome.today) }
  }

/** What is kept of a reporter in the counts. */
export const reporterHashOf = (blindIndex: ReportDeps['blindIndex'], reporter: UserId): Uint8Array => blindIndex('reporter', reporter)

/** A day's reports come back one by one; room among those that wait is up to whoever decides about them. */
const throttled = (full: keyof typeof FULL): Answer => ({
  kind: 'throttled', retryAfterSeconds: RETRY_SECONDS, scope: FULL[full].scope, headroom: [{ limit: FULL[full].limit, left: 0, wholeAfterSeconds: full === 'user' ? DAY_MS / 1_000 : 0 }],
})
const FULL = {
  user: { scope: 'user', limit: 'reportsPerUser' }, reporter: { scope: 'user', limit: 'reportsWaitingPerUser' }, party: { scope: 'party', limit: 'reportsPerParty' },
} as const

/** Whether this gateway vouched for the message, from the reported user to the reporter, and not too long ago. */
const judge = (frank: ReportDeps['frank'], { reporter, reportedUser }: Report, { mac, ...message }: FrankedMessage, now: number) => {
  const context = frankContext({ ...message, senderUser: reportedUser, recipientUser: reporter })
  const isOwn = timingSafeEqual(frank.mac(context), mac)
  return { context, holds: isOwn && message.keyEpoch === frank.epoch && now - message.gatewayTimeMs < REPORT_MS }
}
