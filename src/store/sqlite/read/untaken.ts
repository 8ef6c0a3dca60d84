// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId } from '../../../model/ids.ts'
import type { UntakenRow } from '../../rows.ts'
import type { Connection } from '../connection.ts'
import { LIMIT } from '../records.ts'

type UntakenRecord = Omit<UntakenRow, 'deadSinceMs'> & { readonly deadSinceMs: number | null }

const ROWS = `
  SELECT u.event, e.user, e.timeMs, u.attempts, u.nextAtMs, u.deadSinceMs, u.reason
  FROM untaken u JOIN events e ON e.id = u.event WHERE u.event > ? AND e.party = ?`

/** Reads of what is noted of events that were not taken. */
export const createUntakenReads = (db: Connection) => {
  const prepare = (which: string) => db.prepare<[number, PartyId, number], UntakenRecord>(`${ROWS} ${which} ORDER BY u.event ${LIMIT}`)
  const [any, dead, alive] = [prepare(''), prepare('AND u.deadSinceMs IS NOT NULL'), prepare('AND u.deadSinceMs IS NULL')]
  return {
    untakenPage: (party: PartyId, after: number, limit: number, isDead?: boolean): UntakenRow[] =>
      (isDead === undefined ? any : isDead ? dead : alive).all(after, party, limit).map((record) => ({ ...record, deadSinceMs: record.deadSinceMs ?? undefined })),
  }
}
