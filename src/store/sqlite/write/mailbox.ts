// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId, UserId } from '../../../model/ids.ts'
import type { Add, Refusal, WriteContext } from './context.ts'

/** Forgets the lane of an erased user with the last row that waited in it. */
const FORGET_LANE = `
  DELETE FROM lanes WHERE lane = ? AND NOT EXISTS (SELECT 1 FROM mailbox m WHERE m.lane = lanes.lane)
    AND NOT EXISTS (SELECT 1 FROM users u WHERE u.user = lanes.recipientUser)`

/** What becomes of mailbox and event rows after they were stored. */
export const createMailboxWrites = (context: WriteContext) => {
  const { db, effects } = context
  const addEvent = createAddEvent(context)
  const removeOwn = db.prepare<[number, PartyId]>('DELETE FROM mailbox WHERE id = ? AND recipientParty = ?')
  const removeEvent = db.prepare<[number, PartyId]>('DELETE FROM events WHERE id = ? AND party = ?')
  const attempt = db.prepare<[number, PartyId]>('UPDATE mailbox SET attempt = attempt + 1 WHERE id = ? AND recipientParty = ?')
  const withhold = db.prepare<[number, PartyId]>('UPDATE mailbox SET withheld = 1 WHERE id = ? AND recipientParty = ?')
  const remove = db.prepare<[number], number>('DELETE FROM mailbox WHERE id = ? RETURNING lane').pluck()
  const forgetLane = db.prepare<[number]>(FORGET_LANE)

  return {
    acknowledge: (party: PartyId, mailbox: readonly number[], events: readonly number[]): void => {
      for (const id of mailbox) removeOwn.run(id, party)
      for (const id of events) removeEvent.run(id, party)
      effects.deleted()
    },
    countAttempt: (party: PartyId, id: number): void => { attempt.run(id, party) },
    withhold: (party: PartyId, mailbox: readonly number[]): void => { for (const id of mailbox) withhold.run(id, party) },
    conclude: (mailbox: readonly number[], events: readonly Add<'event'>[]): void => {
      const removed = mailbox.map((id) => remove.get(id)).filter((lane) => lane !== undefined)
      for (const lane of new Set(removed)) forgetLane.run(lane)
      effects.deleted()
      // All were acknowledged or concluded meanwhile: there is nothing to tell any more.
      if (mailbox.length > 0 && removed.length === 0) return
      for (const event of events) addEvent(event)
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
