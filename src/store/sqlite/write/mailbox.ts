// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId, UserId } from '../../../model/ids.ts'
import { MAX_ATTEMPTS } from '../../../model/values.ts'
import type { Ending } from '../../rows.ts'
import type { Dispatched } from '../../transactors.ts'
import type { RecordOf } from '../records.ts'
import type { mailbox as table } from '../schema/messages.ts'
import type { Add, Refusal, WriteContext } from './context.ts'

/** Forgets the lane of an erased user with the last row that waited in it. */
const FORGET_LANE = `
  DELETE FROM lanes WHERE lane = ? AND NOT EXISTS (SELECT 1 FROM mailbox m WHERE m.lane = lanes.lane)
    AND NOT EXISTS (SELECT 1 FROM users u WHERE u.user = lanes.recipientUser)`

/** Takes a party's own row out. */
export const REMOVE_OWN = 'DELETE FROM mailbox WHERE id = ? AND recipientParty = ? RETURNING id, lane, recipientParty, attempt'

/** What of a row that is gone goes into its trace. */
export type Gone = Pick<RecordOf<typeof table>, 'id' | 'lane' | 'recipientParty' | 'attempt'>

/** What becomes of mailbox and event rows after they were stored. */
export const createMailboxWrites = (context: WriteContext) => ({ ...createEndings(context), ...createHolds(context) })

const createEndings = (context: WriteContext) => {
  const { db, effects } = context
  const [addEvent, trace] = [createAddEvent(context), createTrace(context)]
  const removeOwn = db.prepare<[number, PartyId], Gone>(REMOVE_OWN)
  const removeEvent = db.prepare<[number, PartyId]>('DELETE FROM events WHERE id = ? AND party = ?')
  const remove = db.prepare<[number], Gone>('DELETE FROM mailbox WHERE id = ? RETURNING id, lane, recipientParty, attempt')
  const forgetLane = db.prepare<[number]>(FORGET_LANE)

  return {
    acknowledge: (party: PartyId, mailbox: readonly number[], events: readonly number[], dispatched?: Dispatched): void => {
      for (const [index, id] of mailbox.entries()) {
        const gone = removeOwn.get(id, party)
        if (gone && dispatched) trace(gone, 'delivered', dispatched.atMs, dispatched.pushedAtMs[index])
      }
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

/** Leaves a trace of a row that is gone. */
export const createTrace = ({ db }: WriteContext) => {
  const insert = db.prepare<[number, PartyId, Ending, number, number, number]>('INSERT INTO traces (id, recipientParty, ending, attempts, pushedAtMs, endedAtMs) VALUES (?, ?, ?, ?, ?, ?)')
  return ({ id, recipientParty, attempt }: Gone, as: Ending, atMs: number, pushedAtMs = 0): void => {
    insert.run(id, recipientParty, as, attempt, pushedAtMs, atMs)
  }
}

const createHolds = ({ db, effects }: WriteContext) => {
  const attempt = db.prepare<[number, number, PartyId], { readonly withheld: number }>(`
    UPDATE mailbox SET attempt = attempt + 1, withheld = CASE WHEN (attempt + 1) % ? = 0 THEN 2 ELSE 0 END
    WHERE id = ? AND recipientParty = ? AND withheld = 0 RETURNING withheld`)
  const withhold = db.prepare<[number, PartyId]>('UPDATE mailbox SET withheld = 1 WHERE id = ? AND recipientParty = ?')
  const release = db.prepare<[number], PartyId>('UPDATE mailbox SET withheld = 0 WHERE id = ? AND withheld = 2 RETURNING recipientParty').pluck()
  return {
    countAttempt: (party: PartyId, id: number): { readonly parked: boolean } => ({ parked: attempt.get(MAX_ATTEMPTS, id, party)?.withheld === 2 }),
    withhold: (party: PartyId, mailbox: readonly number[]): void => { for (const id of mailbox) withhold.run(id, party) },
    release: (mailbox: readonly number[]): number => {
      const parties = mailbox.map((id) => release.get(id)).filter((party) => party !== undefined)
      for (const party of parties) effects.released(party)
      return parties.length
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
