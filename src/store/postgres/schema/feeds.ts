// SPDX-License-Identifier: AGPL-3.0-only
import { pgTable, text } from '../drizzle.ts'
import type { PartyId } from '../../../model/ids.ts'
import { whole } from './columns.ts'

/** How far a party was offered its events over HTTP, and to whom it is offered now; empty for nobody. */
export const feeds = pgTable('feeds', {
  party: text().$type<PartyId>().primaryKey(),
  offered: whole().notNull(),
  reader: text().notNull(),
})
