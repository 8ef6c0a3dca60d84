// SPDX-License-Identifier: AGPL-3.0-only
import { sql } from '../../drizzle.ts'
import { index, integer, sqliteTable, text } from '../drizzle.ts'
import { events } from './messages.ts'

/** What is noted of an event that its reader did not take; see {@link UntakenRow}. It goes with the event, however that goes. */
export const untaken = sqliteTable('untaken', {
  event: integer().primaryKey().references(() => events.id, { onDelete: 'cascade' }),
  attempts: integer().notNull(),
  nextAtMs: integer().notNull(),
  deadSinceMs: integer(),
  reason: text().notNull(),
}, (table) => [index('untaken_dead').on(table.deadSinceMs).where(sql`"deadSinceMs" IS NOT NULL`)])
