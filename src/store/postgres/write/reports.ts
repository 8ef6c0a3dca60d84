// SPDX-License-Identifier: AGPL-3.0-only
import type { AuditLeaf } from '../../../model/audit/entry.ts'
import type { ReportId } from '../../../model/reports.ts'
import { REPORT_MS } from '../../../model/reports.ts'
import type { Judged, NewReport, ReportOutcome, ReportQuota } from '../../reports.ts'
import { oneByOne } from '../job.ts'
import type { WriteContext } from '../job.ts'
import { reports, takenReports } from '../schema/reports.ts'
import { insertRecord, statement } from '../statement.ts'
import { appendAudit } from './audit.ts'

// Reports are rare, and what they are counted against must not move under them: one node at a time.
const ALONE = statement('SELECT pg_advisory_xact_lock(7253106412)')
const BEFORE = statement<{ readonly digest: Uint8Array }>('SELECT "digest" FROM "takenReports" WHERE "id" = $1')
const TODAY = statement<{ readonly made: number }>('SELECT count(*)::int AS "made" FROM "takenReports" WHERE "reporter" = $1 AND "receivedAt" >= $2')
const OF_PARTY = statement<{ readonly stored: number }>('SELECT count(*)::int AS "stored" FROM "reports" WHERE "party" = $1')
const STORED = statement<{ readonly stored: number }>('SELECT count(*)::int AS "stored" FROM "reports" WHERE "reporter" = $1')
const KNOWN = statement<{ readonly known: number }>('SELECT count(*)::int AS "known" FROM "reportedMessages" WHERE "contextHash" = ANY ($1::bytea[])')
const NOTE = statement('INSERT INTO "reportedMessages" ("contextHash", "reportedAt") SELECT DISTINCT c, $2::bigint FROM unnest($1::bytea[]) AS c ON CONFLICT DO NOTHING')
const [INSERT, TAKEN] = [insertRecord(reports), insertRecord(takenReports)]
const COUNTED = statement(`
  INSERT INTO "reporters" AS r ("reportedUser", "reporterHash", "reportedParty", "lastAt") VALUES ($1, $2, $3, $4)
  ON CONFLICT ("reportedUser", "reporterHash") DO UPDATE
  SET "lastAt" = greatest(r."lastAt", excluded."lastAt"), "reportedParty" = coalesce(excluded."reportedParty", r."reportedParty")`)

/** Stores a report, counted against its quota, and counts its reporter. */
export const addReport = oneByOne<{ readonly report: NewReport; readonly quota: ReportQuota }, ReportOutcome>(async ({ session }, { report, quota }) => {
  await session.run(ALONE)
  const { id, party, reporter, reportedUser, reportedParty = null, receivedAt, digest, reporterHash } = report
  const earlier = await session.one(BEFORE, [id])
  const made = (await session.one(TODAY, [reporter, quota.dayStart]))?.made ?? 0
  if (earlier) return Buffer.from(earlier.digest).equals(digest) ? { stored: true, repeated: true, today: made } : { conflict: true }
  const different = new Set(report.contexts.map((one) => Buffer.from(one).toString('base64'))).size
  if (((await session.one(KNOWN, [report.contexts]))?.known ?? 0) >= different) return { nothingNew: true }
  if (made >= quota.perDay) return { full: 'user' }
  if (((await session.one(STORED, [reporter]))?.stored ?? 0) >= quota.perReporter) return { full: 'reporter' }
  if (((await session.one(OF_PARTY, [party]))?.stored ?? 0) >= quota.perParty) return { full: 'party' }
  await session.run(INSERT.statement, INSERT.values({ ...report, reportedParty }))
  await session.run(TAKEN.statement, TAKEN.values(report))
  await session.run(NOTE, [report.contexts, receivedAt])
  await session.run(COUNTED, [reportedUser, reporterHash, reportedParty, receivedAt])
  return { stored: true, repeated: false, today: made + 1 }
})

const DROP = statement<Pick<NewReport, 'reporter' | 'reportedUser'>>('DELETE FROM "reports" WHERE "id" = $1 RETURNING "reporter", "reportedUser"')
const LAST_OF = statement<{ readonly last: number | null }>('SELECT max("receivedAt") AS "last" FROM "reports" WHERE "reporter" = $1 AND "reportedUser" = $2')
const UNCOUNT = statement('DELETE FROM "reporters" WHERE "reportedUser" = $1 AND "reporterHash" = $2')
const RECOUNT = statement('UPDATE "reporters" SET "lastAt" = $1 WHERE "reportedUser" = $2 AND "reporterHash" = $3')

/** Removes a report, and unless it was founded its reporter from the counts. */
export const dropReport = oneByOne<{ readonly id: ReportId; readonly judged: Judged; readonly audit: AuditLeaf }, boolean>(async ({ session, effects }, { id, judged: { founded, reporterHash }, audit }) => {
  await session.run(ALONE)
  const gone = await session.one(DROP, [id])
  if (!gone) return false
  const { reporter, reportedUser } = gone
  const last = founded ? undefined : (await session.one(LAST_OF, [reporter, reportedUser]))?.last
  if (last === null) await session.run(UNCOUNT, [reportedUser, reporterHash])
  else if (last !== undefined) await session.run(RECOUNT, [last, reportedUser, reporterHash])
  await appendAudit(session, audit)
  effects.deleted()
  return true
})

const OLD_REPORTS = statement(`
  DELETE FROM "reports" WHERE ctid = ANY (ARRAY(SELECT r.ctid FROM "reports" r WHERE r."receivedAt" <= $1 ORDER BY r."receivedAt" LIMIT $2 FOR UPDATE SKIP LOCKED))`)
const OLD_REPORTERS = statement(`
  DELETE FROM "reporters" WHERE ctid = ANY (ARRAY(SELECT r.ctid FROM "reporters" r WHERE r."lastAt" <= $1 ORDER BY r."lastAt" LIMIT $2 FOR UPDATE SKIP LOCKED))`)

/** Forgets reports and counts whose time is over; how many rows. */
export const sweepReports = async ({ session }: WriteContext, now: number, limit: number): Promise<number> =>
  await session.run(OLD_REPORTS, [now - REPORT_MS, limit]) + await session.run(OLD_REPORTERS, [now - REPORT_MS, limit])
