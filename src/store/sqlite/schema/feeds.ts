// SPDX-License-Identifier: AGPL-3.0-only
import { integer, sqliteTable, text } from '../drizzle.ts'
import type { PartyId } from '../../../model/ids.ts'

/** How far a party was offered its events over HTTP, and to whom it is offered now; empty for nobody. */
export const feeds = sqliteTable('feeds', {
  party: text().$type<PartyId>().primaryKey(),
  offered: integer().notNull(),
  reader: text().notNull(),
})
