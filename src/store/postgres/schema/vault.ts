// SPDX-License-Identifier: AGPL-3.0-only
// What vaults keep here: all of it sealed by them, and gone with its user.
import { integer } from 'drizzle-orm/pg-core/columns/integer'
import { text } from 'drizzle-orm/pg-core/columns/text'
import { uuid } from 'drizzle-orm/pg-core/columns/uuid'
import { index } from 'drizzle-orm/pg-core/indexes'
import { primaryKey } from 'drizzle-orm/pg-core/primary-keys'
import { pgTable } from 'drizzle-orm/pg-core/table'
import type { UserId } from '../../../model/ids.ts'
import type { VaultPrekeyName } from '../../rows.ts'
import { bytea, whole } from './columns.ts'
import { users } from './people.ts'

/** {@link VaultAccountRow}. */
export const vaultAccounts = pgTable('vaultAccounts', {
  user: uuid().$type<UserId>().primaryKey().references(() => users.user, { onDelete: 'cascade' }),
  version: whole().notNull(),
  wrappedKey: bytea().notNull(),
  state: bytea().notNull(),
  lastingAt: whole().notNull().default(0),
}, (table) => [index('vaultAccounts_lasting').on(table.lastingAt), index('vaultAccounts_wrapping').on(table.wrappedKey)])

/** {@link VaultPrekeyRow}. */
export const vaultPrekeys = pgTable('vaultPrekeys', {
  user: uuid().$type<UserId>().notNull().references(() => vaultAccounts.user, { onDelete: 'cascade' }),
  kind: text().$type<VaultPrekeyName['kind']>().notNull(),
  id: integer().notNull(),
  bytes: bytea().notNull(),
}, (table) => [primaryKey({ columns: [table.user, table.kind, table.id] })])

/** {@link VaultConversationRow}. */
export const vaultConversations = pgTable('vaultConversations', {
  user: uuid().$type<UserId>().notNull().references(() => vaultAccounts.user, { onDelete: 'cascade' }),
  peer: uuid().$type<UserId>().notNull(),
  version: whole().notNull(),
  state: bytea().notNull(),
}, (table) => [primaryKey({ columns: [table.user, table.peer] }), index('vaultConversations_peer').on(table.peer)])
