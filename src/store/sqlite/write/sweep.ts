// SPDX-License-Identifier: AGPL-3.0-only
import { REPORT_MS } from '../../../model/reports.ts'
import { TRACE_MS } from '../../transactors.ts'
import { ENFORCEMENT_MS } from '../../enforcement.ts'
import { TARGET_MS, USAGE_MS } from '../../usage.ts'
import { LIMIT } from '../records.ts'
import { createUsage } from './attachment-usage.ts'
import type { WriteContext } from './context.ts'

/** Forgets what is over; returns how many rows of all kinds. */
export const createSweep = ({ db, effects }: WriteContext) => {
  const usage = createUsage(db)
  const statements = SWEPT.map(({ sql, ageMs = 0 }) => ({ statement: db.prepare<[number, number]>(sql), ageMs }))

  return (now: number, limit: number): number => {
    const forgotten = statements.reduce((sum, { statement, ageMs }) => sum + statement.run(now - ageMs, limit).changes, usage.sweep(now, limit))
    if (forgotten > 0) effects.deleted()
    return forgotten
  }
}

/** What is deleted once its time is over, or `ageMs` after it. */
const SWEPT: readonly { readonly sql: string; readonly ageMs?: number }[] = [
  {
    sql: `DELETE FROM submissions WHERE (senderUser, senderDevice, submissionId) IN
      (SELECT senderUser, senderDevice, submissionId FROM submissions WHERE rememberUntil <= ? ORDER BY rememberUntil ${LIMIT})`,
  },
  { sql: `DELETE FROM redeemedTokens WHERE idHash IN (SELECT idHash FROM redeemedTokens WHERE expiresAt <= ? ORDER BY expiresAt ${LIMIT})` },
  { sql: `DELETE FROM requests WHERE request IN (SELECT request FROM requests WHERE expiresAt <= ? ORDER BY expiresAt ${LIMIT})` },
  { sql: `DELETE FROM traces WHERE id IN (SELECT id FROM traces WHERE endedAtMs <= ? ORDER BY endedAtMs ${LIMIT})`, ageMs: TRACE_MS },
  {
    sql: `DELETE FROM positions WHERE (party, instance) IN
      (SELECT party, instance FROM positions WHERE keepUntil <= ? ORDER BY keepUntil ${LIMIT})`,
  },
  { sql: `DELETE FROM usage WHERE rowid IN (SELECT rowid FROM usage WHERE dayStart <= ? ORDER BY dayStart ${LIMIT})`, ageMs: USAGE_MS },
  { sql: `DELETE FROM targets WHERE rowid IN (SELECT rowid FROM targets WHERE askedAt <= ? ORDER BY askedAt ${LIMIT})`, ageMs: TARGET_MS },
  { sql: `DELETE FROM invites WHERE secretHash IN (SELECT secretHash FROM invites WHERE expiresAt <= ? ORDER BY expiresAt ${LIMIT})` },
  { sql: `DELETE FROM enforcement WHERE id IN (SELECT id FROM enforcement WHERE endedAt <= ? ORDER BY endedAt ${LIMIT})`, ageMs: ENFORCEMENT_MS },
  { sql: `DELETE FROM attachmentTickets WHERE hash IN (SELECT hash FROM attachmentTickets WHERE expiresAt <= ? ORDER BY expiresAt ${LIMIT})` },
  { sql: `DELETE FROM attachments WHERE id IN (SELECT id FROM attachments WHERE hasBytes = 0 AND expiresAt <= ? ORDER BY expiresAt ${LIMIT})` },
  { sql: `DELETE FROM reports WHERE id IN (SELECT id FROM reports WHERE receivedAt <= ? ORDER BY receivedAt ${LIMIT})`, ageMs: REPORT_MS },
  { sql: `DELETE FROM takenReports WHERE id IN (SELECT id FROM takenReports WHERE receivedAt <= ? ORDER BY receivedAt ${LIMIT})`, ageMs: REPORT_MS },
  { sql: `DELETE FROM reportedMessages WHERE rowid IN (SELECT rowid FROM reportedMessages WHERE reportedAt <= ? ORDER BY reportedAt ${LIMIT})`, ageMs: REPORT_MS },
  { sql: `DELETE FROM reporters WHERE rowid IN (SELECT rowid FROM reporters WHERE lastAt <= ? ORDER BY lastAt ${LIMIT})`, ageMs: REPORT_MS },
]
