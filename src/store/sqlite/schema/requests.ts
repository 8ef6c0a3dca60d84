// SPDX-License-Identifier: AGPL-3.0-only
import { sql } from '../../drizzle.ts'
import { blob, index, integer, sqliteTable, text } from '../drizzle.ts'
import type { PartyId, RequestId, UserId } from '../../../model/ids.ts'
import type { InviteId } from '../../../model/invites.ts'
import type { RequestState } from '../../rows.ts'

/** {@link RequestRow}. */
export const requests = sqliteTable('requests', {
  request: text().$type<RequestId>().primaryKey(),
  fromUser: text().$type<UserId>().notNull(),
  toParty: text().$type<PartyId>().notNull(),
  targetIndex: blob({ mode: 'buffer' }).notNull(),
  targetSealed: blob({ mode: 'buffer' }).notNull(),
  targetUser: text().$type<UserId>(),
  purposes: text().notNull(),
  state: text().$type<RequestState>().notNull(),
  inviter: text().$type<UserId>(),
  invite: text().$type<InviteId>(),
  createdAt: integer().notNull(),
  expiresAt: integer().notNull(),
}, (table) => [
  index('requests_waiting').on(table.request).where(sql`state = 'waiting'`),
  index('requests_target').on(table.targetIndex, table.request).where(sql`state = 'waiting'`),
  index('requests_from').on(table.fromUser, table.createdAt),
  index('requests_target_user').on(table.targetUser).where(sql`targetUser IS NOT NULL`),
  index('requests_inviter').on(table.inviter).where(sql`inviter IS NOT NULL`),
  index('requests_end').on(table.expiresAt),
])

/** Enlistment tokens that were redeemed. */
export const redeemedTokens = sqliteTable('redeemedTokens', {
  idHash: blob({ mode: 'buffer' }).primaryKey(),
  digest: blob({ mode: 'buffer' }).notNull(),
  expiresAt: integer().notNull(),
}, (table) => [index('redeemed_tokens_end').on(table.expiresAt)])

/** The issuer list in force: one row, `id` 1. */
export const issuerLists = sqliteTable('issuerLists', {
  id: integer().primaryKey(),
  version: integer().notNull(),
  list: text().notNull(),
})
