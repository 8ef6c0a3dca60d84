// SPDX-License-Identifier: AGPL-3.0-only
import { integer, sqliteTable, text } from '../drizzle.ts'

/** Single numbers; `version` only rises and is the source of every version stamp. */
export const counters = sqliteTable('counters', {
  name: text().primaryKey(),
  value: integer().notNull(),
})
