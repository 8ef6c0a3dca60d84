// SPDX-License-Identifier: AGPL-3.0-only
import type { EnforcementId } from '../../../model/enforcement.ts'
import type { EnforcementFilter, EnforcementRow } from '../../enforcement.ts'
import type { Connection } from '../connection.ts'
import { LIMIT } from '../records.ts'
import type { RecordOf } from '../records.ts'
import type { enforcement } from '../schema/enforcement.ts'

type EnforcementRecord = RecordOf<typeof enforcement>
interface Wanted { readonly party: string | null; readonly user: string | null; readonly inForce: number | null; readonly appeal: string | null; readonly limit: number }

/** A list with the column that an index finds it by, where it is about somebody; only the operator asks about everybody. */
const listBy = (found: string): string => `
  SELECT * FROM enforcement WHERE ${found} AND (@party IS NULL OR party = @party) AND (@user IS NULL OR user = @user)
    AND (@inForce IS NULL OR (endedAt IS NULL) = @inForce) AND (@appeal IS NULL OR appeal = @appeal)
  ORDER BY startedAt DESC, id LIMIT (@limit + 0)`

/** Reads of enforcement. */
export const createEnforcementReads = (db: Connection) => {
  const one = db.prepare<[EnforcementId], EnforcementRecord>('SELECT * FROM enforcement WHERE id = ?')
  const lists = { user: db.prepare<[Wanted], EnforcementRecord>(listBy('user = @user')), party: db.prepare<[Wanted], EnforcementRecord>(listBy('party = @party')), all: db.prepare<[Wanted], EnforcementRecord>(listBy('true')) }
  const listFor = ({ party, user }: EnforcementFilter): keyof typeof lists => {
    if (user !== undefined) return 'user'
    return party === undefined ? 'all' : 'party'
  }
  const due = db.prepare<[number, number], EnforcementRecord>(`SELECT * FROM enforcement WHERE endsAt <= ? AND endedAt IS NULL ORDER BY endsAt ${LIMIT}`)
  const inForce = db.prepare<[string, number], EnforcementRecord>(`SELECT * FROM enforcement WHERE endedAt IS NULL AND id > ? ORDER BY id ${LIMIT}`)
  const lifted = db.prepare<[number, string, number], EnforcementRecord>(`SELECT * FROM enforcement WHERE endedAt >= ? AND ending = 'lifted' AND id > ? ORDER BY id ${LIMIT}`)
  return {
    enforcement: (id: EnforcementId): EnforcementRow | undefined => {
      const found = one.get(id)
      return found && row(found)
    },
    enforcements: (filter: EnforcementFilter, limit: number): readonly EnforcementRow[] => {
      const { party, user, inForce, appeal } = filter
      return lists[listFor(filter)].all({ party: party ?? null, user: user ?? null, inForce: inForce === undefined ? null : Number(inForce), appeal: appeal ?? null, limit }).map(row)
    },
    enforcementDue: (now: number, limit: number): readonly EnforcementRow[] => due.all(now, limit).map(row),
    stepsInForce: (after: EnforcementId | undefined, limit: number): readonly EnforcementRow[] => inForce.all(after ?? '', limit).map(row),
    stepsLifted: (since: number, after: EnforcementId | undefined, limit: number): readonly EnforcementRow[] => lifted.all(since, after ?? '', limit).map(row),
  }
}

/** What a store gives for a step: nothing is null. */
const row = (record: RecordOf<typeof enforcement>): EnforcementRow => ({
  ...record, user: record.user ?? undefined, endsAt: record.endsAt ?? undefined, endedAt: record.endedAt ?? undefined, ending: record.ending ?? undefined,
  appealSealed: record.appealSealed ?? undefined,
})
