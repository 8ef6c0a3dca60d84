// SPDX-License-Identifier: AGPL-3.0-only
import { sql } from 'drizzle-orm/sql/sql'
import { bigint } from 'drizzle-orm/pg-core/columns/bigint'
import { integer } from 'drizzle-orm/pg-core/columns/integer'
import { text } from 'drizzle-orm/pg-core/columns/text'
import { index } from 'drizzle-orm/pg-core/indexes'
import { pgTable } from 'drizzle-orm/pg-core/table'
import { whole } from './columns.ts'
import { events } from './messages.ts'

/** What is noted of an event that its reader did not take; see {@link UntakenRow}. It goes with the event, however that goes. */
export const untaken = pgTable('untaken', {
  event: bigint({ mode: 'number' }).primaryKey().references(() => events.id, { onDelete: 'cascade' }),
  nextAtMs: whole().notNull(),
  deadSinceMs: bigint({ mode: 'number' }),
  attempts: integer().notNull(),
  reason: text().notNull(),
}, (table) => [index('untaken_dead').on(table.deadSinceMs).where(sql`"deadSinceMs" IS NOT NULL`)])
