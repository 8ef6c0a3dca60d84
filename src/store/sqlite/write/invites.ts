// SPDX-License-Identifier: AGPL-3.0-only
import type { UserId } from '../../../model/ids.ts'
import type { InviteId } from '../../../model/invites.ts'
import type { InviteRow } from '../../invites.ts'
import { insertSql } from '../records.ts'
import { invites } from '../schema/invites.ts'
import type { Add, End, Refusal, WriteContext } from './context.ts'

/** Writes of invites. */
export const createInviteWrites = ({ db, effects }: WriteContext) => {
  const open = db.prepare<[UserId, number], number>('SELECT count(*) FROM invites WHERE owner = ? AND usesLeft > 0 AND expiresAt > ?').pluck()
  const insert = db.prepare(insertSql(invites))
  const drop = db.prepare<[InviteId, UserId]>('DELETE FROM invites WHERE invite = ? AND owner = ?')
  return {
    add: ({ row, most, now }: Add<'invite'>): Refusal | undefined => {
      if ((open.get(row.owner, now) ?? 0) >= most) return { refused: 'invites' }
      insert.run({ ...row, purposes: JSON.stringify(row.purposes) })
      return undefined
    },
    end: ({ invite, owner }: Extract<End, { readonly end: 'invite' }>): void => {
      effects.deleted()
      drop.run(invite, owner)
    },
  }
}

/** Counts one use of the invite that a request names; whose it is, nobody's where none holds. */
export const createUseInvite = ({ db }: WriteContext) => {
  const use = db.prepare<[Uint8Array, number], Pick<InviteRow, 'owner' | 'invite'>>(
    'UPDATE invites SET usesLeft = usesLeft - 1 WHERE secretHash = ? AND usesLeft > 0 AND expiresAt > ? RETURNING owner, invite')
  return ({ row, use: hash }: Add<'request'>): { readonly inviter: UserId | null; readonly invite: InviteId | null } => {
    const found = hash && use.get(hash, row.createdAt)
    return { inviter: found?.owner ?? null, invite: found?.invite ?? null }
  }
}
