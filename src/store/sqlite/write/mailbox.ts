// SPDX-License-Identifier: AGPL-3.0-only
import type { AuditLeaf } from '../../../model/audit/entry.ts'
import type { PartyId, UserId } from '../../../model/ids.ts'
import { MAX_ATTEMPTS } from '../../../model/values.ts'
import type { Ending } from '../../rows.ts'
import type { Dispatched, DroppedRow, ParkedOutcome } from '../../transactors.ts'
import type { RecordOf } from '../records.ts'
import type { mailbox as table } from '../schema/messages.ts'
import { createAppendAudit } from './audit.ts'
import type { Add, Refusal, WriteContext } from './context.ts'

/** Forgets the lane of an erased user with the last row that waited in it. */
const FORGET_LANE = `
  DELETE FROM lanes WHERE lane = ? AND NOT EXISTS (SELECT 1 FROM mailbox m WHERE m.lane = lanes.lane)
    AND NOT EXISTS (SELECT 1 FROM users u WHERE u.user = lanes.recipientUser)`

// One statement for all rows of an acknowledgement, and one for their traces: a third less than two for each row.
const TRACE_OWN = `
  INSERT INTO traces (id, recipientParty, ending, attempts, pushedAtMs, endedAtMs)
  SELECT m.id, m.recipientParty, 'delivered', m.attempt, ifnull(a.value ->> 1, 0), @atMs
  FROM json_each(@rows) a CROSS JOIN mailbox m ON m.id = a.value ->> 0 WHERE m.recipientParty = @party
  ON CONFLICT (id) DO NOTHING`
// Tells the lanes of rows that were withheld meanwhile: one of an erased user ends with its last row.
const REMOVE_OWN = `
  DELETE FROM mailbox WHERE id IN (SELECT value ->> 0 FROM json_each(@rows)) AND recipientParty = @party RETURNING iif(withheld = 1, lane, NULL)`

/** What of a row that is gone goes into its trace. */
type Gone = Pick<RecordOf<typeof table>, 'id' | 'lane' | 'recipientParty' | 'attempt'>

/** What becomes of mailbox and event rows after they were stored. */
export const createMailboxWrites = (context: WriteContext) => {
  const endings = createEndings(context)
  return { ...endings, ...createHolds(context), ...createParkedWrites(context, endings) }
}

const createEndings = (context: WriteContext) => {
  const { db, effects } = context
  const [addEvent, trace] = [createAddEvent(context), createTrace(context)]
  const traceOwn = db.prepare<[{ readonly party: PartyId; readonly rows: string; readonly atMs: number }]>(TRACE_OWN)
  const removeOwn = db.prepare<[{ readonly party: PartyId; readonly rows: string }], number | null>(REMOVE_OWN).pluck()
  const removeEvent = db.prepare<[number, PartyId]>('DELETE FROM events WHERE id = ? AND party = ?')
  const remove = db.prepare<[number], Gone>('DELETE FROM mailbox WHERE id = ? RETURNING id, lane, recipientParty, attempt')
  const forgetLane = db.prepare<[number]>(FORGET_LANE)

  return {
    acknowledge: (party: PartyId, mailbox: readonly number[], events: readonly number[], dispatched?: Dispatched): void => {
      const rows = JSON.stringify(mailbox.map((id, index) => [id, dispatched?.pushedAtMs[index]]))
      if (dispatched) traceOwn.run({ party, rows, atMs: dispatched.atMs })
      for (const lane of new Set(removeOwn.all({ party, rows }))) if (lane !== null) forgetLane.run(lane)
      for (const id of events) removeEvent.run(id, party)
      effects.deleted()
    },
    conclude: (mailbox: readonly number[], events: readonly Add<'event'>[], ended?: { readonly as: Ending; readonly atMs: number }): void => {
      const removed = mailbox.map((id) => remove.get(id)).filter((gone) => gone !== undefined)
      for (const lane of new Set(removed.map((gone) => gone.lane))) forgetLane.run(lane)
      if (ended) for (const gone of removed) trace(gone, ended.as, ended.atMs)
      effects.deleted()
      // All were acknowledged or concluded meanwhile: there is nothing to tell any more.
      if (mailbox.length > 0 && removed.length === 0) return
      for (const event of events) addEvent(event)
    },
  }
}

const createTrace = ({ db }: WriteContext) => {
  const insert = db.prepare<[number, PartyId, Ending, number, number, number]>('INSERT INTO traces (id, recipientParty, ending, attempts, pushedAtMs, endedAtMs) VALUES (?, ?, ?, ?, ?, ?)')
  return ({ id, recipientParty, attempt }: Gone, as: Ending, atMs: number): void => { insert.run(id, recipientParty, as, attempt, 0, atMs) }
}

const createHolds = ({ db }: WriteContext) => {
  const attempt = db.prepare<[number, number, PartyId], { readonly withheld: number }>(`
    UPDATE mailbox SET attempt = attempt + 1, withheld = CASE WHEN (attempt + 1) % ? = 0 THEN 2 ELSE 0 END
    WHERE id = ? AND recipientParty = ? AND withheld = 0 RETURNING withheld`)
  const withhold = db.prepare<[number, PartyId]>('UPDATE mailbox SET withheld = 1 WHERE id = ? AND recipientParty = ?')
  return {
    countAttempt: (party: PartyId, id: number): { readonly parked: boolean } => ({ parked: attempt.get(MAX_ATTEMPTS, id, party)?.withheld === 2 }),
    withhold: (party: PartyId, mailbox: readonly number[]): void => { for (const id of mailbox) withhold.run(id, party) },
  }
}

/** What the operator does about parked rows: looked at and changed in one transaction, so that of a drop and a retry one wins. */
const createParkedWrites = ({ db, effects }: WriteContext, { conclude }: Pick<ReturnType<typeof createEndings>, 'conclude'>) => {
  const parked = db.prepare<[number], PartyId>('SELECT recipientParty FROM mailbox WHERE id = ? AND withheld = 2').pluck()
  const release = db.prepare<[number]>('UPDATE mailbox SET withheld = 0 WHERE id = ?')
  const appendAudit = createAppendAudit(db)

  const change = (ids: readonly number[], audit: AuditLeaf, apply: (parties: readonly PartyId[]) => void): ParkedOutcome => {
    const parties: PartyId[] = []
    for (const id of ids) {
      const party = parked.get(id)
      if (party === undefined) return { notParked: id }
      parties.push(party)
    }
    apply(parties)
    appendAudit(audit)
    return { changed: true }
  }

  return {
    release: (mailbox: readonly number[], audit: AuditLeaf): ParkedOutcome => change(mailbox, audit, (parties) => {
      for (const id of mailbox) release.run(id)
      for (const party of parties) effects.released(party)
    }),
    drop: (rows: readonly DroppedRow[], atMs: number, audit: AuditLeaf): ParkedOutcome => {
      const ids = rows.map(({ id }) => id)
      return change(ids, audit, () => { conclude(ids, rows.flatMap(({ events }) => events), { as: 'dropped', atMs }) })
    },
  }
}

/** Adds an event for a party. */
export const createAddEvent = ({ db, effects }: WriteContext) => {
  const insert = db.prepare<[PartyId, UserId, number, Uint8Array, UserId | undefined]>('INSERT INTO events (party, user, timeMs, bodySealed, about) VALUES (?, ?, ?, ?, ?)')
  return ({ party, user, timeMs, bodySealed, about }: Add<'event'>): Refusal | undefined => {
    insert.run(party, user, timeMs, bodySealed, about)
    effects.added(party)
    return undefined
  }
}
