// SPDX-License-Identifier: AGPL-3.0-only
import { index, pgTable, primaryKey, text } from '../drizzle.ts'
import type { PartyId } from '../../../model/ids.ts'
import { bytea, whole } from './columns.ts'

/** {@link UsageRow}. `subject` is SHA-256 of the user's id, so that who was erased begins no new day; empty for the party as a whole. */
export const usage = pgTable('usage', {
  party: text().$type<PartyId>().notNull(),
  subject: bytea().notNull(),
  dayStart: whole().notNull(),
  messages: whole().notNull(),
  bytes: whole().notNull(),
  targets: whole().notNull(),
  enlistments: whole().notNull().default(0),
}, (table) => [primaryKey({ columns: [table.party, table.subject, table.dayStart] }), index('usage_end').on(table.dayStart)])

/** Addresses that users of a party asked for, by keyed hash, whether or not anybody has them. */
export const targets = pgTable('targets', {
  party: text().$type<PartyId>().notNull(),
  targetIndex: bytea().notNull(),
  askedAt: whole().notNull(),
}, (table) => [primaryKey({ columns: [table.party, table.targetIndex] }), index('targets_end').on(table.askedAt)])
