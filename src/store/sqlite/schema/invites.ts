// SPDX-License-Identifier: AGPL-3.0-only
import { blob, index, integer, sqliteTable, text } from '../drizzle.ts'
import type { UserId } from '../../../model/ids.ts'
import type { InviteId } from '../../../model/invites.ts'

/** {@link InviteRow}. */
export const invites = sqliteTable('invites', {
  secretHash: blob({ mode: 'buffer' }).primaryKey(),
  invite: text().$type<InviteId>().notNull(),
  owner: text().$type<UserId>().notNull(),
  purposes: text().notNull(),
  usesLeft: integer().notNull(),
  expiresAt: integer().notNull(),
}, (table) => [index('invites_owner').on(table.owner), index('invites_end').on(table.expiresAt)])
