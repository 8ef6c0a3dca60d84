// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId } from '../../../model/ids.ts'
import { NO_USAGE } from '../../usage.ts'
import type { Usage, UsageOf } from '../../usage.ts'
import type { Connection } from '../connection.ts'
import { erasedIdHash } from '../../erasures.ts'

/** Reads of what is used up. */
export const createUsageReads = (db: Connection) => {
  const find = db.prepare<[PartyId, Uint8Array, number], Usage>('SELECT messages, bytes, targets, enlistments FROM usage WHERE party = ? AND subject = ? AND dayStart = ?')
  const active = db.prepare<[PartyId], number>("SELECT count(DISTINCT subject) FROM usage WHERE party = ? AND subject > x'' AND messages > 0").pluck()
  return {
    usage: ({ party, user, dayStart }: UsageOf): Usage => find.get(party, user === undefined ? new Uint8Array(0) : erasedIdHash(user), dayStart) ?? NO_USAGE,
    activeUsers: (party: PartyId): number => active.get(party) ?? 0,
  }
}
