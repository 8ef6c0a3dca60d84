// SPDX-License-Identifier: AGPL-3.0-only
import { blob, index, integer, primaryKey, sqliteTable, text } from '../drizzle.ts'
import type { PartyId } from '../../../model/ids.ts'

/** {@link UsageRow}. `subject` is SHA-256 of the user's id, so that who was erased begins no new day; empty for the party as a whole. */
export const usage = sqliteTable('usage', {
  party: text().$type<PartyId>().notNull(),
  subject: blob({ mode: 'buffer' }).notNull(),
  dayStart: integer().notNull(),
  messages: integer().notNull(),
  bytes: integer().notNull(),
  targets: integer().notNull(),
  enlistments: integer().notNull().default(0),
}, (table) => [primaryKey({ columns: [table.party, table.subject, table.dayStart] }), index('usage_end').on(table.dayStart)])

/** Addresses that users of a party asked for, by keyed hash, whether or not anybody has them. */
export const targets = sqliteTable('targets', {
  party: text().$type<PartyId>().notNull(),
  targetIndex: blob({ mode: 'buffer' }).notNull(),
  askedAt: integer().notNull(),
}, (table) => [primaryKey({ columns: [table.party, table.targetIndex] }), index('targets_end').on(table.askedAt)])
