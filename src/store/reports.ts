// SPDX-License-Identifier: AGPL-3.0-only
import type { AuditLeaf } from '../model/audit/entry.ts'
import type { PartyId, UserId } from '../model/ids.ts'
import type { ReportId } from '../model/reports.ts'

/** What is known of a report, without what is sealed in it. */
export interface ReportRow {
  readonly id: ReportId
  /** Home of the reporter. */
  readonly party: PartyId
  readonly reporter: UserId
  readonly reportedUser: UserId
  /** Home of the reported user; undefined if nobody knows it any more. */
  readonly reportedParty: PartyId | undefined
  /** How many messages it is about. */
  readonly messages: number
  readonly receivedAt: number
  /** Of what is sealed. */
  readonly bytes: number
}

/** A report with what is sealed in it. */
export interface StoredReport extends ReportRow {
  /** SHA-256 over the contexts of the franks that were checked, in their order. */
  readonly checked: Uint8Array
  readonly sealed: Uint8Array
}

/** A report to be stored. */
export interface NewReport extends Omit<StoredReport, 'bytes'> {
  /** SHA-256 over the context of each message's frank, which names its recipient: so one message is reported by one person. */
  readonly contexts: readonly Uint8Array[]
  /** SHA-256 over all that the reporter sent: the same report comes again with the same. */
  readonly digest: Uint8Array
  /** Keyed hash of the reporter: what is kept of who it was in the counts. */
  readonly reporterHash: Uint8Array
}

/** Most reports: of the reporter since the day began and that are stored, and of all users of a party that are stored. */
export interface ReportQuota {
  readonly perReporter: number
  readonly perDay: number
  readonly dayStart: number
  readonly perParty: number
}

/** What was made of a report that is dropped. */
export interface Judged { readonly founded: boolean; readonly reporterHash: Uint8Array }

/** What became of a report; nothing was stored unless `stored`. */
export type ReportOutcome =
  /** `today`: how many the reporter has made since the day began, with this one. */
  | { readonly stored: true; readonly repeated: boolean; readonly today: number }
  | { readonly conflict: true }
  /** Each of its messages was reported before, whatever became of that report. */
  | { readonly nothingNew: true }
  /** `user`: of the day; `reporter`: of those that are stored. */
  | { readonly full: 'user' | 'reporter' | 'party' }

/** Pairs of a reported user and a reporter that a list of counts looks at, the newest: more is read by nobody, and a list takes a few ms. */
export const MAX_COUNTED_PAIRS = 10_000

/** How many different people reported somebody, and when one last did. */
export interface ReportCount {
  readonly reportedUser: UserId
  readonly reportedParty: PartyId | undefined
  readonly reporters: number
  readonly lastAt: number
}

/** How many different people reported users of a party, and how many of its users. */
export interface PartyReportCount {
  readonly reporters: number
  readonly users: number
}

/** Reads about reports. */
export interface ReportReaders {
  report(id: ReportId): Promise<StoredReport | undefined>
  /** Reports with an id above `after`, or from the first, in the order of ids. */
  reports(after: ReportId | undefined, limit: number): Promise<readonly ReportRow[]>
  /** The most reported users of all, or of one party, with reporters since `since`, among the newest `MAX_COUNTED_PAIRS`; most reporters first. */
  reportCounts(of: { readonly party?: PartyId | undefined }, since: number, limit: number): Promise<readonly ReportCount[]>
  /** Every user with at least `least` reporters since `since` and an id above `after`, or from the first, in the order of ids. */
  reportedUsers(since: number, least: number, after: UserId | undefined, limit: number): Promise<readonly ReportCount[]>
  /** Different people who reported this user since then. */
  reportersOfUser(user: UserId, since: number): Promise<number>
  /** The same of all users of a party together: who reported two of them counts once. */
  reportersOfParty(party: PartyId, since: number): Promise<PartyReportCount>
}

/** Changes of reports; each answers after its commit. The sweep forgets reports and counts that are older than `REPORT_MS`. */
export interface ReportTransactors {
  /** Stores a report and counts its reporter, once for each reported user. Counted against the quota in the same transaction. */
  addReport(report: NewReport, quota: ReportQuota): Promise<ReportOutcome>
  /**
   * False if it was not there. Unless it was `founded` its reporter counts no more, but for other reports of the same user that are stored; `reporterHash` is as in {@link NewReport}.
   */
  dropReport(id: ReportId, judged: Judged, audit: AuditLeaf): Promise<boolean>
}
