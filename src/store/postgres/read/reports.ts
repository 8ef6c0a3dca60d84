// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId, UserId } from '../../../model/ids.ts'
import type { ReportId } from '../../../model/reports.ts'
import { MAX_COUNTED_PAIRS } from '../../reports.ts'
import type { PartyReportCount, ReportCount, ReportRow, StoredReport } from '../../reports.ts'
import type { reports } from '../schema/reports.ts'
import type { Session } from '../session.ts'
import { statement } from '../statement.ts'
import type { RecordOf } from '../statement.ts'

type ReportRecord = Omit<RecordOf<typeof reports>, 'digest' | 'checked' | 'sealed'> & { readonly bytes: number }
type CountRecord = Omit<ReportCount, 'reportedParty'> & { readonly reportedParty: PartyId | null }

const COLUMNS = '"id", "party", "reporter", "reportedUser", "reportedParty", "messages", "receivedAt", length("sealed") AS "bytes"'
const ONE = statement<ReportRecord & Pick<StoredReport, 'checked' | 'sealed'>>(`SELECT ${COLUMNS}, "checked", "sealed" FROM "reports" WHERE "id" = $1`)
const PAGE = statement<ReportRecord>(`SELECT ${COLUMNS} FROM "reports" WHERE "id" > $1 ORDER BY "id" LIMIT $2`)
const countsOf = (of: string) => statement<CountRecord>(`
  SELECT "reportedUser", max("reportedParty") AS "reportedParty", count(*)::int AS "reporters", max("lastAt") AS "lastAt"
  FROM (SELECT "reportedUser", "reportedParty", "lastAt" FROM "reporters" WHERE "lastAt" >= $1 ${of} ORDER BY "lastAt" DESC LIMIT ${String(MAX_COUNTED_PAIRS)}) AS newest
  GROUP BY "reportedUser" ORDER BY 3 DESC, "reportedUser" LIMIT $2`)
const [COUNTS, COUNTS_OF] = [countsOf(''), countsOf('AND "reportedParty" = $3')]
const REPORTED = statement<CountRecord>(`
  SELECT "reportedUser", max("reportedParty") AS "reportedParty", count(*)::int AS "reporters", max("lastAt") AS "lastAt" FROM "reporters" WHERE "reportedUser" > $1 AND "lastAt" >= $2
  GROUP BY "reportedUser" HAVING count(*) >= $3 ORDER BY "reportedUser" LIMIT $4`)
const OF_USER = statement<{ readonly reporters: number }>('SELECT count(*)::int AS "reporters" FROM "reporters" WHERE "reportedUser" = $1 AND "lastAt" >= $2')
const OF_PARTY = statement<PartyReportCount>(`
  SELECT count(DISTINCT "reporterHash")::int AS "reporters", count(DISTINCT "reportedUser")::int AS "users" FROM "reporters" WHERE "reportedParty" = $1 AND "lastAt" >= $2`)

/** Below every id. */
const FIRST = '00000000-0000-0000-0000-000000000000'

/** Reads of reports and of who was reported. */
export const createReportReads = ({ all, one }: Session) => ({
  report: async (id: ReportId): Promise<StoredReport | undefined> => {
    const found = await one(ONE, [id])
    return found && { ...reportRow(found), checked: found.checked, sealed: found.sealed }
  },
  reports: async (after: ReportId | undefined, limit: number): Promise<ReportRow[]> => (await all(PAGE, [after ?? FIRST, limit])).map(reportRow),
  reportCounts: async ({ party }: { readonly party?: PartyId | undefined }, since: number, limit: number): Promise<ReportCount[]> =>
    (party === undefined ? await all(COUNTS, [since, limit]) : await all(COUNTS_OF, [since, limit, party])).map(countRow),
  reportedUsers: async (since: number, least: number, after: UserId | undefined, limit: number): Promise<ReportCount[]> => (await all(REPORTED, [after ?? FIRST, since, least, limit])).map(countRow),
  reportersOfUser: async (user: UserId, since: number): Promise<number> => (await one(OF_USER, [user, since]))?.reporters ?? 0,
  reportersOfParty: async (party: PartyId, since: number): Promise<PartyReportCount> => await one(OF_PARTY, [party, since]) ?? { reporters: 0, users: 0 },
})

const reportRow = ({ id, party, reporter, reportedUser, reportedParty, messages, receivedAt, bytes }: ReportRecord): ReportRow =>
  ({ id, party, reporter, reportedUser, reportedParty: reportedParty ?? undefined, messages, receivedAt, bytes })

const countRow = (record: CountRecord): ReportCount => ({ ...record, reportedParty: record.reportedParty ?? undefined })
