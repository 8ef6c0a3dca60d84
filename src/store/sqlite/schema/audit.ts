// SPDX-License-Identifier: AGPL-3.0-only
import { blob, integer, sqliteTable, text } from '../drizzle.ts'

/** {@link AuditRow}. Triggers refuse to update or delete one. */
export const auditEntries = sqliteTable('auditEntries', {
  entry: integer().primaryKey(),
  leaf: blob({ mode: 'buffer' }).notNull(),
  hash: blob({ mode: 'buffer' }).notNull(),
})

/** {@link AuditHead}: one row, `id` 1, once there is an entry. */
export const auditHead = sqliteTable('auditHead', {
  id: integer().primaryKey(),
  size: integer().notNull(),
  frontier: blob({ mode: 'buffer' }).notNull(),
})

/** {@link CheckpointRow}. */
export const auditCheckpoints = sqliteTable('auditCheckpoints', {
  size: integer().primaryKey(),
  note: text().notNull(),
})
