// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId } from '../../../model/ids.ts'
import { loadOf } from '../../load.ts'
import type { LoadBounds, MeasuredLoad, QueueLoad } from '../../load.ts'
import type { Connection } from '../connection.ts'

type Measured = Pick<MeasuredLoad, 'measured' | 'bytes' | 'oldestMs'>
type Events = Pick<MeasuredLoad, 'events' | 'oldestEventMs'>

// Counted in an index alone; the length of an envelope is in the head of its row.
const COUNTED = (withheld: number): string => `SELECT count(*) FROM (SELECT 1 FROM mailbox WHERE recipientParty = ? AND withheld = ${String(withheld)} LIMIT ?)`
const MEASURED = `
  SELECT count(*) AS measured, ifnull(sum(bytes), 0) AS bytes, min(gatewayTimeMs) AS oldestMs
  FROM (SELECT length(envelope) AS bytes, gatewayTimeMs FROM mailbox WHERE recipientParty = ? AND withheld = 0 ORDER BY id LIMIT ?)`
// What says that an event is set aside stands behind its body, so the index is asked.
const EVENTS = `
  SELECT count(*) AS events, min(w.timeMs) AS oldestEventMs FROM (SELECT id, timeMs FROM events WHERE party = @party ORDER BY id LIMIT @most) w
  WHERE w.id NOT IN (SELECT id FROM events WHERE party = @party AND aside = 1) AND NOT EXISTS (SELECT 1 FROM untaken u WHERE u.event = w.id AND u.deadSinceMs IS NOT NULL)`

/** Reads of how much there is. */
export const createLoadReads = (db: Connection) => {
  const [waiting, parked] = [db.prepare<[PartyId, number], number>(COUNTED(0)).pluck(), db.prepare<[PartyId, number], number>(COUNTED(2)).pluck()]
  const measured = db.prepare<[PartyId, number], Measured>(MEASURED)
  const events = db.prepare<[{ party: PartyId; most: number }], Events>(EVENTS)
  return {
    queueLoad: (party: PartyId, { count, measure }: LoadBounds): QueueLoad => loadOf({
      count: waiting.get(party, count) ?? 0, parked: parked.get(party, count) ?? 0,
      ...measured.get(party, measure) ?? { measured: 0, bytes: 0, oldestMs: null },
      ...events.get({ party, most: count }) ?? { events: 0, oldestEventMs: null },
    }),
  }
}
