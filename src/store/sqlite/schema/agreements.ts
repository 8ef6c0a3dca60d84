// SPDX-License-Identifier: AGPL-3.0-only
import { integer } from 'drizzle-orm/sqlite-core/columns/integer'
import { text } from 'drizzle-orm/sqlite-core/columns/text'
import { sqliteTable } from 'drizzle-orm/sqlite-core/table'
import type { PartyId } from '../../../model/ids.ts'

/** {@link AgreementRow}; `record` is JSON text. */
export const agreements = sqliteTable('agreements', {
  party: text().$type<PartyId>().primaryKey(),
  version: integer().notNull(),
  record: text().notNull(),
})

/** {@link OfferRow}. */
export const offers = sqliteTable('offers', {
  number: integer().primaryKey(),
  jws: text().notNull(),
})
