// SPDX-License-Identifier: AGPL-3.0-only
import { integer } from 'drizzle-orm/pg-core/columns/integer'
import { text } from 'drizzle-orm/pg-core/columns/text'
import { pgTable } from 'drizzle-orm/pg-core/table'
import type { PartyId } from '../../../model/ids.ts'

/** {@link AgreementRow}; `record` is JSON text. */
export const agreements = pgTable('agreements', {
  party: text().$type<PartyId>().primaryKey(),
  version: integer().notNull(),
  record: text().notNull(),
})

/** {@link OfferRow}. */
export const offers = pgTable('offers', {
  number: integer().primaryKey(),
  jws: text().notNull(),
})
