// SPDX-License-Identifier: AGPL-3.0-only
import { sql } from '../../drizzle.ts'
import { bigint, index, integer, pgTable, text } from '../drizzle.ts'
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
