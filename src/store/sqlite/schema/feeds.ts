// SPDX-License-Identifier: AGPL-3.0-only
import { integer } from 'drizzle-orm/sqlite-core/columns/integer'
import { text } from 'drizzle-orm/sqlite-core/columns/text'
import { sqliteTable } from 'drizzle-orm/sqlite-core/table'
import type { PartyId } from '../../../model/ids.ts'

/** How far a party was offered its events over HTTP, and to whom it is offered now; empty for nobody. */
export const feeds = sqliteTable('feeds', {
  party: text().$type<PartyId>().primaryKey(),
  offered: integer().notNull(),
  reader: text().notNull(),
})
