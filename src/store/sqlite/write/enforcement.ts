// SPDX-License-Identifier: AGPL-3.0-only
import type { EnforcementId } from '../../../model/enforcement.ts'
import type { UserId } from '../../../model/ids.ts'
import { bit, upsertSql } from '../records.ts'
import { enforcement } from '../schema/enforcement.ts'
import { MOVED } from './context.ts'
import type { Put, Refusal, WriteContext } from './context.ts'

/** Writes of enforcement. */
export const createEnforcementWrites = ({ db, versions }: WriteContext) => {
  const stored = db.prepare<[EnforcementId], number>('SELECT version FROM enforcement WHERE id = ?').pluck()
  const put = db.prepare(upsertSql(enforcement, ['id']))
  const suspend = db.prepare<[0 | 1, number, UserId]>('UPDATE users SET suspended = ?, version = ? WHERE user = ?')
  return {
    step: ({ row }: Put<'enforcement'>): Refusal | undefined => {
      if ((stored.get(row.id) ?? 0) + 1 !== row.version) return MOVED
      put.run({
        ...row, user: row.user ?? null, endsAt: row.endsAt ?? null, endedAt: row.endedAt ?? null, ending: row.ending ?? null, appealSealed: row.appealSealed ?? null,
      })
      return undefined
    },
    suspension: ({ user, suspended }: Put<'suspension'>): Refusal | undefined =>
      (suspend.run(bit(suspended), versions.next(), user).changes === 0 ? MOVED : undefined),
  }
}
