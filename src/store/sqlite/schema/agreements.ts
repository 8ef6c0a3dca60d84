// SPDX-License-Identifier: AGPL-3.0-only
import { integer, sqliteTable, text } from '../drizzle.ts'
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
