// SPDX-License-Identifier: AGPL-3.0-only
import type { AuditLeaf } from '../../../model/audit/entry.ts'
import type { PartyId, UserId } from '../../../model/ids.ts'
import type { ReportId } from '../../../model/reports.ts'
import type { Judged, NewReport, ReportOutcome, ReportQuota } from '../../reports.ts'
import { insertSql } from '../records.ts'
import type { RecordOf } from '../records.ts'
import { reports, takenReports } from '../schema/reports.ts'
import { createAppendAudit } from './audit.ts'
import type { WriteContext } from './context.ts'

const COUNTED = `
  INSERT INTO reporters (reportedUser, reporterHash, reportedParty, lastAt) VALUES (@reportedUser, @reporterHash, @reportedParty, @receivedAt)
  ON CONFLICT (reportedUser, reporterHash) DO UPDATE SET lastAt = max(lastAt, excluded.lastAt), reportedParty = coalesce(excluded.reportedParty, reportedParty)`

/** Reports as they come and as they are dropped. */
export const createReportWrites = ({ db, effects }: WriteContext) => {
  const before = db.prepare<[ReportId], Uint8Array>('SELECT digest FROM takenReports WHERE id = ?').pluck()
  const today = db.prepare<[UserId, number], number>('SELECT count(*) FROM takenReports WHERE reporter = ? AND receivedAt >= ?').pluck()
  const stored = db.prepare<[UserId], number>('SELECT count(*) FROM reports WHERE reporter = ?').pluck()
  const [known, note] = [db.prepare<[Uint8Array], 1>('SELECT 1 FROM reportedMessages WHERE contextHash = ?').pluck(), db.prepare<[Uint8Array, number]>('INSERT INTO reportedMessages (contextHash, reportedAt) VALUES (?, ?) ON CONFLICT DO NOTHING')]
  const ofParty = db.prepare<[PartyId], number>('SELECT count(*) FROM reports WHERE party = ?').pluck()
  const insert = db.prepare<[RecordOf<typeof reports>]>(insertSql(reports))
  const taken = db.prepare<[RecordOf<typeof takenReports>]>(insertSql(takenReports))
  const counted = db.prepare<[Pick<RecordOf<typeof reports>, 'reportedUser' | 'reportedParty' | 'receivedAt'> & { readonly reporterHash: Uint8Array }]>(COUNTED)
  const drop = db.prepare<[ReportId], Pick<NewReport, 'reporter' | 'reportedUser'>>('DELETE FROM reports WHERE id = ? RETURNING reporter, reportedUser')
  const lastOf = db.prepare<[UserId, UserId], number | null>('SELECT max(receivedAt) FROM reports WHERE reporter = ? AND reportedUser = ?').pluck()
  const [uncount, recount] = [db.prepare<[UserId, Uint8Array]>('DELETE FROM reporters WHERE reportedUser = ? AND reporterHash = ?'), db.prepare<[number, UserId, Uint8Array]>('UPDATE reporters SET lastAt = ? WHERE reportedUser = ? AND reporterHash = ?')]
  const appendAudit = createAppendAudit(db)
  return {
    add: (report: NewReport, { perDay, dayStart, perReporter, perParty }: ReportQuota): ReportOutcome => {
      const { id, party, reporter, reportedUser, messages, receivedAt, digest, checked, sealed, reporterHash } = report
      const reportedParty = report.reportedParty ?? null
      const earlier = before.get(id)
      const made = today.get(reporter, dayStart) ?? 0
      if (earlier) return Buffer.from(earlier).equals(digest) ? { stored: true, repeated: true, today: made } : { conflict: true }
      if (report.contexts.every((one) => known.get(one) !== undefined)) return { nothingNew: true }
      if (made >= perDay) return { full: 'user' }
      if ((stored.get(reporter) ?? 0) >= perReporter) return { full: 'reporter' }
      if ((ofParty.get(party) ?? 0) >= perParty) return { full: 'party' }
      insert.run({
        id, party, reporter, reportedUser, reportedParty, messages, receivedAt, checked: Buffer.from(checked), sealed: Buffer.from(sealed),
      })
      taken.run({ id, reporter, receivedAt, digest: Buffer.from(digest) })
      for (const one of report.contexts) note.run(one, receivedAt)
      counted.run({ reportedUser, reporterHash, reportedParty, receivedAt })
      return { stored: true, repeated: false, today: made + 1 }
    },
    drop: (id: ReportId, { founded, reporterHash }: Judged, audit: AuditLeaf): boolean => {
      const gone = drop.get(id)
      if (!gone) return false
      const { reporter, reportedUser } = gone
      const last = founded ? undefined : lastOf.get(reporter, reportedUser)
      if (last === null) uncount.run(reportedUser, reporterHash)
      else if (last !== undefined) recount.run(last, reportedUser, reporterHash)
      appendAudit(audit)
      effects.deleted()
      return true
    },
  }
}
