// SPDX-License-Identifier: AGPL-3.0-only
import { sql } from '../../drizzle.ts'
import { index, integer, pgTable, text, uuid } from '../drizzle.ts'
import type { PartyId, RequestId, UserId } from '../../../model/ids.ts'
import type { InviteId } from '../../../model/invites.ts'
import type { RequestState } from '../../rows.ts'
import { bytea, whole } from './columns.ts'

/** {@link RequestRow}. */
export const requests = pgTable('requests', {
  request: uuid().$type<RequestId>().primaryKey(),
  fromUser: uuid().$type<UserId>().notNull(),
  toParty: text().$type<PartyId>().notNull(),
  targetIndex: bytea().notNull(),
  targetSealed: bytea().notNull(),
  targetUser: uuid().$type<UserId>(),
  purposes: text().notNull(),
  state: text().$type<RequestState>().notNull(),
  inviter: uuid().$type<UserId>(),
  invite: uuid().$type<InviteId>(),
  createdAt: whole().notNull(),
  expiresAt: whole().notNull(),
}, (table) => [
  index('requests_waiting').on(table.request).where(sql`state = 'waiting'`),
  index('requests_target').on(table.targetIndex, table.request).where(sql`state = 'waiting'`),
  index('requests_from').on(table.fromUser, table.createdAt),
  index('requests_target_user').on(table.targetUser).where(sql`"targetUser" IS NOT NULL`),
  index('requests_inviter').on(table.inviter).where(sql`"inviter" IS NOT NULL`),
  index('requests_end').on(table.expiresAt),
])

/** Enlistment tokens that were redeemed. */
export const redeemedTokens = pgTable('redeemedTokens', {
  idHash: bytea().primaryKey(),
  digest: bytea().notNull(),
  expiresAt: whole().notNull(),
}, (table) => [index('redeemed_tokens_end').on(table.expiresAt)])

/** The issuer list in force: one row, `id` 1. */
export const issuerLists = pgTable('issuerLists', {
  id: integer().primaryKey(),
  version: whole().notNull(),
  list: text().notNull(),
})
