// SPDX-License-Identifier: AGPL-3.0-only
import { blob } from 'drizzle-orm/sqlite-core/columns/blob'
import { integer } from 'drizzle-orm/sqlite-core/columns/integer'
import { text } from 'drizzle-orm/sqlite-core/columns/text'
import { index } from 'drizzle-orm/sqlite-core/indexes'
import { sqliteTable } from 'drizzle-orm/sqlite-core/table'
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
