// SPDX-License-Identifier: AGPL-3.0-only
import { sql } from 'drizzle-orm/sql/sql'
import { integer } from 'drizzle-orm/sqlite-core/columns/integer'
import { text } from 'drizzle-orm/sqlite-core/columns/text'
import { index } from 'drizzle-orm/sqlite-core/indexes'
import { sqliteTable } from 'drizzle-orm/sqlite-core/table'
import { events } from './messages.ts'

/** What is noted of an event that its reader did not take; see {@link UntakenRow}. It goes with the event, however that goes. */
export const untaken = sqliteTable('untaken', {
  event: integer().primaryKey().references(() => events.id, { onDelete: 'cascade' }),
  attempts: integer().notNull(),
  nextAtMs: integer().notNull(),
  deadSinceMs: integer(),
  reason: text().notNull(),
}, (table) => [index('untaken_dead').on(table.deadSinceMs).where(sql`"deadSinceMs" IS NOT NULL`)])
