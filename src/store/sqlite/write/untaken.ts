// SPDX-License-Identifier: AGPL-3.0-only
import type { AuditLeaf } from '../../../model/audit/entry.ts'
import type { PartyId } from '../../../model/ids.ts'
import type { UntakenNote } from '../../transactors.ts'
import { createAppendAudit } from './audit.ts'
import type { WriteContext } from './context.ts'

const NOTE = `
  INSERT INTO untaken (event, attempts, nextAtMs, deadSinceMs, reason)
  SELECT id, @attempts, @nextAtMs, @deadSinceMs, @reason FROM events WHERE id = @event AND party = @party
  ON CONFLICT (event) DO UPDATE SET attempts = excluded.attempts, nextAtMs = excluded.nextAtMs, deadSinceMs = excluded.deadSinceMs, reason = excluded.reason`
const OWN = 'DELETE FROM untaken WHERE event IN (SELECT id FROM events WHERE party = @party)'
const SURPLUS = `
  SELECT s.deadSinceMs FROM untaken s JOIN events f ON f.id = s.event WHERE s.deadSinceMs > 0 AND f.party = @party
  ORDER BY s.deadSinceMs DESC LIMIT 1 OFFSET @keep`
const DROP = `
  DELETE FROM events WHERE id IN (
    SELECT u.event FROM untaken u JOIN events e ON e.id = u.event
    WHERE u.deadSinceMs < max(@before, ifnull((${SURPLUS}), 0) + 1) AND e.party = @party ORDER BY u.deadSinceMs, u.event LIMIT @limit)`

/** What becomes of events that were not taken. */
export const createUntakenWrites = ({ db, effects }: WriteContext) => {
  const note = db.prepare<[Omit<UntakenNote, 'deadSinceMs'> & { readonly party: PartyId; readonly deadSinceMs: number | null }]>(NOTE)
  const offerAll = db.prepare<[{ readonly party: PartyId }]>(OWN)
  const offer = db.prepare<[{ readonly party: PartyId; readonly events: string }]>(`${OWN} AND event IN (SELECT value FROM json_each(@events))`)
  const drop = db.prepare<[{ readonly party: PartyId; readonly before: number; readonly keep: number; readonly limit: number }]>(DROP)
  const appendAudit = createAppendAudit(db)
  return {
    note: (party: PartyId, noted: UntakenNote): void => { note.run({ ...noted, party, deadSinceMs: noted.deadSinceMs ?? null }) },
    offerAgain: (party: PartyId, events: readonly number[] | undefined, audit: AuditLeaf): number => {
      const { changes } = events === undefined ? offerAll.run({ party }) : offer.run({ party, events: JSON.stringify(events) })
      appendAudit(audit)
      effects.released(party)
      return changes
    },
    dropDead: (party: PartyId, before: number, keep: number, limit: number): number => {
      const { changes } = drop.run({ party, before, keep, limit })
      if (changes > 0) effects.deleted()
      return changes
    },
  }
}
