// SPDX-License-Identifier: AGPL-3.0-only
// What vaults keep here: all of it sealed by them, and gone with its user.
import { blob } from 'drizzle-orm/sqlite-core/columns/blob'
import { integer } from 'drizzle-orm/sqlite-core/columns/integer'
import { text } from 'drizzle-orm/sqlite-core/columns/text'
import { index } from 'drizzle-orm/sqlite-core/indexes'
import { primaryKey } from 'drizzle-orm/sqlite-core/primary-keys'
import { sqliteTable } from 'drizzle-orm/sqlite-core/table'
import type { UserId } from '../../../model/ids.ts'
import type { VaultPrekeyName } from '../../rows.ts'
import { users } from './people.ts'

/** {@link VaultAccountRow}. */
export const vaultAccounts = sqliteTable('vaultAccounts', {
  user: text().$type<UserId>().primaryKey().references(() => users.user, { onDelete: 'cascade' }),
  version: integer().notNull(),
  wrappedKey: blob({ mode: 'buffer' }).notNull(),
  state: blob({ mode: 'buffer' }).notNull(),
  lastingAt: integer().notNull().default(0),
}, (table) => [index('vaultAccounts_lasting').on(table.lastingAt), index('vaultAccounts_wrapping').on(table.wrappedKey)])

/** {@link VaultPrekeyRow}. */
export const vaultPrekeys = sqliteTable('vaultPrekeys', {
  user: text().$type<UserId>().notNull().references(() => vaultAccounts.user, { onDelete: 'cascade' }),
  kind: text().$type<VaultPrekeyName['kind']>().notNull(),
  id: integer().notNull(),
  bytes: blob({ mode: 'buffer' }).notNull(),
}, (table) => [primaryKey({ columns: [table.user, table.kind, table.id] })])

/** {@link VaultConversationRow}. */
export const vaultConversations = sqliteTable('vaultConversations', {
  user: text().$type<UserId>().notNull().references(() => vaultAccounts.user, { onDelete: 'cascade' }),
  peer: text().$type<UserId>().notNull(),
  version: integer().notNull(),
  state: blob({ mode: 'buffer' }).notNull(),
}, (table) => [primaryKey({ columns: [table.user, table.peer] }), index('vaultConversations_peer').on(table.peer)])
