// SPDX-License-Identifier: AGPL-3.0-only
import type { WriteContext } from './context.ts'

/** Forgets what is over; returns how many rows of all three kinds. */
export const createSweep = ({ db, effects }: WriteContext) => {
  const statements = [
    `DELETE FROM submissions WHERE (senderUser, senderDevice, submissionId) IN
      (SELECT senderUser, senderDevice, submissionId FROM submissions WHERE rememberUntil <= ? ORDER BY rememberUntil LIMIT ?)`,
    'DELETE FROM redeemedTokens WHERE idHash IN (SELECT idHash FROM redeemedTokens WHERE expiresAt <= ? ORDER BY expiresAt LIMIT ?)',
    'DELETE FROM requests WHERE request IN (SELECT request FROM requests WHERE expiresAt <= ? ORDER BY expiresAt LIMIT ?)',
  ].map((sql) => db.prepare<[number, number]>(sql))

  return (now: number, limit: number): number => {
    const forgotten = statements.reduce((sum, statement) => sum + statement.run(now, limit).changes, 0)
    if (forgotten > 0) effects.deleted()
    return forgotten
  }
}
