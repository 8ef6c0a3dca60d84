// SPDX-License-Identifier: AGPL-3.0-only
import { bigint, integer, pgTable, text } from '../drizzle.ts'
import { bytea, whole } from './columns.ts'

/** {@link AuditRow}. Triggers refuse to update or delete one. */
export const auditEntries = pgTable('auditEntries', {
  entry: bigint({ mode: 'number' }).primaryKey(),
  leaf: bytea().notNull(),
  hash: bytea().notNull(),
})

/** {@link AuditHead}: one row, `id` 1, once there is an entry. Locked by whoever appends, until the commit. */
export const auditHead = pgTable('auditHead', {
  id: integer().primaryKey(),
  size: whole().notNull(),
  frontier: bytea().notNull(),
})

/** {@link CheckpointRow}. */
export const auditCheckpoints = pgTable('auditCheckpoints', {
  size: bigint({ mode: 'number' }).primaryKey(),
  note: text().notNull(),
})
