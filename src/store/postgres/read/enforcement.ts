// SPDX-License-Identifier: AGPL-3.0-only
import type { EnforcementId } from '../../../model/enforcement.ts'
import type { EnforcementFilter, EnforcementRow } from '../../enforcement.ts'
import type { enforcement } from '../schema/enforcement.ts'
import type { Session } from '../session.ts'
import { statement } from '../statement.ts'
import type { RecordOf } from '../statement.ts'

type EnforcementRecord = RecordOf<typeof enforcement>

const ONE = statement<EnforcementRecord>('SELECT * FROM "enforcement" WHERE "id" = $1')
const LIST = statement<EnforcementRecord>(`
  SELECT * FROM "enforcement" WHERE ($1::text IS NULL OR "party" = $1::text) AND ($2::uuid IS NULL OR "user" = $2::uuid)
    AND ($3::boolean IS NULL OR ("endedAt" IS NULL) = $3::boolean) AND ($4::text IS NULL OR "appeal" = $4::text)
  ORDER BY "startedAt" DESC, "id" LIMIT $5`)
const DUE = statement<EnforcementRecord>('SELECT * FROM "enforcement" WHERE "endsAt" <= $1 AND "endedAt" IS NULL ORDER BY "endsAt" LIMIT $2')
const IN_FORCE = statement<EnforcementRecord>('SELECT * FROM "enforcement" WHERE "endedAt" IS NULL AND "id" > $1 ORDER BY "id" LIMIT $2')
const LIFTED = statement<EnforcementRecord>(`SELECT * FROM "enforcement" WHERE "endedAt" >= $1 AND "ending" = 'lifted' AND "id" > $2 ORDER BY "id" LIMIT $3`)

/** Below every id. */
const FIRST = '00000000-0000-0000-0000-000000000000'

/** Reads of enforcement. */
export const createEnforcementReads = ({ one, all }: Session) => ({
  enforcement: async (id: EnforcementId): Promise<EnforcementRow | undefined> => {
    const found = await one(ONE, [id])
    return found && row(found)
  },
  enforcements: async ({ party, user, inForce, appeal }: EnforcementFilter, limit: number): Promise<readonly EnforcementRow[]> =>
    (await all(LIST, [party, user, inForce, appeal, limit])).map(row),
  enforcementDue: async (now: number, limit: number): Promise<readonly EnforcementRow[]> => (await all(DUE, [now, limit])).map(row),
  stepsInForce: async (after: EnforcementId | undefined, limit: number): Promise<readonly EnforcementRow[]> => (await all(IN_FORCE, [after ?? FIRST, limit])).map(row),
  stepsLifted: async (since: number, after: EnforcementId | undefined, limit: number): Promise<readonly EnforcementRow[]> => (await all(LIFTED, [since, after ?? FIRST, limit])).map(row),
})

/** What a store gives for a step: nothing is null. */
const row = (record: RecordOf<typeof enforcement>): EnforcementRow => ({
  ...record, user: record.user ?? undefined, endsAt: record.endsAt ?? undefined, endedAt: record.endedAt ?? undefined, ending: record.ending ?? undefined,
  appealSealed: record.appealSealed ?? undefined,
})
