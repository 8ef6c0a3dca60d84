// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId, UserId } from '../../../model/ids.ts'
import type { ReportId } from '../../../model/reports.ts'
import { MAX_COUNTED_PAIRS } from '../../reports.ts'
import type { PartyReportCount, ReportCount, ReportRow, StoredReport } from '../../reports.ts'
import type { Connection } from '../connection.ts'
import { LIMIT } from '../records.ts'
import type { RecordOf } from '../records.ts'
import type { reports } from '../schema/reports.ts'

type ReportRecord = Omit<RecordOf<typeof reports>, 'checked' | 'sealed'> & { readonly bytes: number }
type WholeRecord = ReportRecord & Pick<StoredReport, 'checked' | 'sealed'>
type CountRecord = Omit<ReportCount, 'reportedParty'> & { readonly reportedParty: PartyId | null }

const COLUMNS = 'id, party, reporter, reportedUser, reportedParty, messages, receivedAt, length(sealed) AS bytes'
const PAGE = `SELECT ${COLUMNS} FROM reports WHERE id > ? ORDER BY id ${LIMIT}`
const COUNTS = (of: string) => `
  SELECT reportedUser, reportedParty, count(*) AS reporters, max(lastAt) AS lastAt
  FROM (SELECT reportedUser, reportedParty, lastAt FROM reporters WHERE lastAt >= @since ${of} ORDER BY lastAt DESC LIMIT ${String(MAX_COUNTED_PAIRS)})
  GROUP BY reportedUser ORDER BY reporters DESC, reportedUser LIMIT (@limit + 0)`
const REPORTED = `
  SELECT reportedUser, max(reportedParty) AS reportedParty, count(*) AS reporters, max(lastAt) AS lastAt FROM reporters WHERE reportedUser > @after AND lastAt >= @since
  GROUP BY reportedUser HAVING count(*) >= @least ORDER BY reportedUser LIMIT (@limit + 0)`
const OF_PARTY = 'SELECT count(DISTINCT reporterHash) AS reporters, count(DISTINCT reportedUser) AS users FROM reporters WHERE reportedParty = ? AND lastAt >= ?'

/** Reads of reports and of who was reported. */
export const createReportReads = (db: Connection) => {
  const one = db.prepare<[ReportId], WholeRecord>(`SELECT ${COLUMNS}, checked, sealed FROM reports WHERE id = ?`)
  const page = db.prepare<[string, number], ReportRecord>(PAGE)
  const counts = db.prepare<[{ readonly since: number; readonly limit: number }], CountRecord>(COUNTS(''))
  const countsOf = db.prepare<[{ readonly since: number; readonly limit: number; readonly party: PartyId }], CountRecord>(COUNTS('AND reportedParty = @party'))
  const reported = db.prepare<[{ readonly since: number; readonly least: number; readonly after: string; readonly limit: number }], CountRecord>(REPORTED)
  const ofUser = db.prepare<[UserId, number], number>('SELECT count(*) FROM reporters WHERE reportedUser = ? AND lastAt >= ?').pluck()
  const ofParty = db.prepare<[PartyId, number], PartyReportCount>(OF_PARTY)
  return {
    report: (id: ReportId): StoredReport | undefined => {
      const found = one.get(id)
      return found && { ...reportRow(found), checked: found.checked, sealed: found.sealed }
    },
    reports: (after: ReportId | undefined, limit: number): ReportRow[] => page.all(after ?? '', limit).map(reportRow),
    reportCounts: ({ party }: { readonly party?: PartyId | undefined }, since: number, limit: number): ReportCount[] =>
      (party === undefined ? counts.all({ since, limit }) : countsOf.all({ since, limit, party })).map(countRow),
    reportedUsers: (since: number, least: number, after: UserId | undefined, limit: number): ReportCount[] => reported.all({ since, least, after: after ?? '', limit }).map(countRow),
    reportersOfUser: (user: UserId, since: number): number => ofUser.get(user, since) ?? 0,
    reportersOfParty: (party: PartyId, since: number): PartyReportCount => ofParty.get(party, since) ?? { reporters: 0, users: 0 },
  }
}

const reportRow = ({ id, party, reporter, reportedUser, reportedParty, messages, receivedAt, bytes }: ReportRecord): ReportRow =>
  ({ id, party, reporter, reportedUser, reportedParty: reportedParty ?? undefined, messages, receivedAt, bytes })

const countRow = (record: CountRecord): ReportCount => ({ ...record, reportedParty: record.reportedParty ?? undefined })
