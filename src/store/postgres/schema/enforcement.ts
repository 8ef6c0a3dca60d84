// SPDX-License-Identifier: AGPL-3.0-only
import { sql } from '../../drizzle.ts'
import { index, integer, pgTable, text, uuid } from '../drizzle.ts'
import type { AppealState, EnforcementEnding, EnforcementId, EnforcementStep } from '../../../model/enforcement.ts'
import type { PartyId, UserId } from '../../../model/ids.ts'
import { bytea, whole } from './columns.ts'

/** {@link EnforcementRow}. */
export const enforcement = pgTable('enforcement', {
  id: uuid().$type<EnforcementId>().primaryKey(),
  version: integer().notNull(),
  party: text().$type<PartyId>().notNull(),
  user: uuid().$type<UserId>(),
  step: text().$type<EnforcementStep>().notNull(),
  rule: text().notNull(),
  reason: text().notNull(),
  actor: text().notNull(),
  startedAt: whole().notNull(),
  endsAt: whole(),
  endedAt: whole(),
  ending: text().$type<EnforcementEnding>(),
  appeal: text().$type<AppealState>().notNull(),
  appealSealed: bytea(),
  decision: text().notNull(),
}, (table) => [
  index('enforcement_party').on(table.party, table.startedAt), index('enforcement_user').on(table.user),
  index('enforcement_due').on(table.endsAt).where(sql`"endedAt" IS NULL`), index('enforcement_end').on(table.endedAt),
])
