// SPDX-License-Identifier: AGPL-3.0-only
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Numbers that only rise; `version` is the source of every version stamp. */
export const counters = sqliteTable('counters', {
  name: text().primaryKey(),
  value: integer().notNull(),
})
