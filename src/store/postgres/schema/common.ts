// SPDX-License-Identifier: AGPL-3.0-only
import { index, pgSequence, pgTable, text, timestamp, uuid } from '../drizzle.ts'
import { whole } from './columns.ts'

/** Single numbers; `version` only rises and is the source of every version stamp. */
export const counters = pgTable('counters', {
  name: text().primaryKey(),
  value: whole().notNull(),
})

/** What belongs to the whole database, such as the check value of the keys that its rows are sealed with. */
export const meta = pgTable('meta', {
  name: text().primaryKey(),
  value: text().notNull(),
})

/** The running daemons. A batch of a node that has no row here is refused. */
export const nodes = pgTable('nodes', {
  node: uuid().primaryKey(),
  expiresAt: timestamp({ withTimezone: true }).notNull(),
})

/** Which node may do what; gone with the node. */
export const leases = pgTable('leases', {
  duty: text().primaryKey(),
  node: uuid().notNull().references(() => nodes.node, { onDelete: 'cascade' }),
}, (table) => [index('leases_node').on(table.node)])

/** Orders what nodes do that leaves no row, such as opening a link. */
export const nodeNumbers = pgSequence('nodeNumbers')
