// SPDX-License-Identifier: AGPL-3.0-only
import type { AuditLeaf } from '../../../model/audit/entry.ts'
import type { PartyId, UserId } from '../../../model/ids.ts'
import type { ReportId } from '../../../model/reports.ts'
import type { NewReport, ReportOutcome, ReportQuota } from '../../reports.ts'
import { insertSql } from '../records.ts'
import type { RecordOf } from '../records.ts'
import { reports } from '../schema/reports.ts'
import { createAppendAudit } from './audit.ts'
import type { WriteContext } from './context.ts'

const COUNTED = `
  INSERT INTO reporters (reportedUser, reporterHash, reportedParty, lastAt) VALUES (@reportedUser, @reporterHash, @reportedParty, @receivedAt)
  ON CONFLICT (reportedUser, reporterHash) DO UPDATE SET lastAt = max(lastAt, excluded.lastAt), reportedParty = coalesce(excluded.reportedParty, reportedParty)`

/** Reports as they come and as they are dropped. */
export const createReportWrites = ({ db, effects }: WriteContext) => {
  const before = db.prepare<[ReportId], Uint8Array>('SELECT digest FROM reports WHERE id = ?').pluck()
  const today = db.prepare<[UserId, number], number>('SELECT count(*) FROM reports WHERE reporter = ? AND receivedAt >= ?').pluck()
  const ofParty = db.prepare<[PartyId], number>('SELECT count(*) FROM reports WHERE party = ?').pluck()
  const insert = db.prepare<[RecordOf<typeof reports>]>(insertSql(reports))
  const counted = db.prepare<[Pick<RecordOf<typeof reports>, 'reportedUser' | 'reportedParty' | 'receivedAt'> & { readonly reporterHash: Uint8Array }]>(COUNTED)
  const drop = db.prepare<[ReportId]>('DELETE FROM reports WHERE id = ?')
  const appendAudit = createAppendAudit(db)
  return {
    add: (report: NewReport, { perDay, dayStart, perParty }: ReportQuota): ReportOutcome => {
      const { id, party, reporter, reportedUser, messages, receivedAt, digest, checked, sealed, reporterHash } = report
      const reportedParty = report.reportedParty ?? null
      const earlier = before.get(id)
      const made = today.get(reporter, dayStart) ?? 0
      if (earlier) return Buffer.from(earlier).equals(digest) ? { stored: true, repeated: true, today: made } : { conflict: true }
      if (made >= perDay) return { full: 'user' }
      if ((ofParty.get(party) ?? 0) >= perParty) return { full: 'party' }
      insert.run({
        id, party, reporter, reportedUser, reportedParty, messages, receivedAt, digest: Buffer.from(digest), checked: Buffer.from(checked), sealed: Buffer.from(sealed),
      })
      counted.run({ reportedUser, reporterHash, reportedParty, receivedAt })
      return { stored: true, repeated: false, today: made + 1 }
    },
    drop: (id: ReportId, audit: AuditLeaf): boolean => {
      const isGone = drop.run(id).changes > 0
      if (!isGone) return false
      appendAudit(audit)
      effects.deleted()
      return true
    },
  }
}
