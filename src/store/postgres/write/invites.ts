// SPDX-License-Identifier: AGPL-3.0-only
import type { UserId } from '../../../model/ids.ts'
import type { InviteId } from '../../../model/invites.ts'
import type { InviteRow } from '../../invites.ts'
import type { WriteContext } from '../job.ts'
import { invites } from '../schema/invites.ts'
import type { Session } from '../session.ts'
import { insertRecord, statement } from '../statement.ts'
import type { Add, End, Refusal } from './refusal.ts'

const OPEN = statement<{ readonly open: number }>('SELECT count(*)::int AS "open" FROM "invites" WHERE "owner" = $1 AND "usesLeft" > 0 AND "expiresAt" > $2')
const INSERT = insertRecord(invites)

/** Adds an invite, unless its owner has too many that hold. */
export const addInvite = async ({ session }: WriteContext, { row, most, now }: Add<'invite'>): Promise<Refusal | undefined> => {
  if (((await session.one(OPEN, [row.owner, now]))?.open ?? 0) >= most) return { refused: 'invites' }
  await session.run(INSERT.statement, INSERT.values({ ...row, purposes: JSON.stringify(row.purposes) }))
  return undefined
}

const DROP = statement('DELETE FROM "invites" WHERE "invite" = $1 AND "owner" = $2')

/** Ends an invite of its owner. */
export const endInvite = async ({ session, effects }: WriteContext, { invite, owner }: Extract<End, { readonly end: 'invite' }>): Promise<undefined> => {
  effects.deleted()
  await session.run(DROP, [invite, owner])
}

const USE = statement<Pick<InviteRow, 'owner' | 'invite'>>(`
  UPDATE "invites" SET "usesLeft" = "usesLeft" - 1 WHERE "secretHash" = $1 AND "usesLeft" > 0 AND "expiresAt" > $2 RETURNING "owner", "invite"`)

/** Counts one use of the invite that a request names; whose it is, nobody's where none holds. */
export const useInvite = async (session: Session, { row, use }: Add<'request'>): Promise<{ readonly inviter: UserId | null; readonly invite: InviteId | null }> => {
  const found = use && await session.one(USE, [use, row.createdAt])
  return { inviter: found?.owner ?? null, invite: found?.invite ?? null }
}
