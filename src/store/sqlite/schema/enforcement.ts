// SPDX-License-Identifier: AGPL-3.0-only
import { sql } from '../../drizzle.ts'
import { blob, index, integer, sqliteTable, text } from '../drizzle.ts'
import type { AppealState, EnforcementEnding, EnforcementId, EnforcementStep } from '../../../model/enforcement.ts'
import type { PartyId, UserId } from '../../../model/ids.ts'

/** {@link EnforcementRow}. */
export const enforcement = sqliteTable('enforcement', {
  id: text().$type<EnforcementId>().primaryKey(),
  version: integer().notNull(),
  party: text().$type<PartyId>().notNull(),
  user: text().$type<UserId>(),
  step: text().$type<EnforcementStep>().notNull(),
  rule: text().notNull(),
  reason: text().notNull(),
  actor: text().notNull(),
  startedAt: integer().notNull(),
  endsAt: integer(),
  endedAt: integer(),
  ending: text().$type<EnforcementEnding>(),
  appeal: text().$type<AppealState>().notNull(),
  appealSealed: blob({ mode: 'buffer' }),
  decision: text().notNull(),
}, (table) => [
  index('enforcement_party').on(table.party, table.startedAt), index('enforcement_user').on(table.user),
  index('enforcement_due').on(table.endsAt).where(sql`endedAt IS NULL`), index('enforcement_end').on(table.endedAt),
])
