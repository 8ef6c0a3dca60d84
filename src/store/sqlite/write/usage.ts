// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId } from '../../../model/ids.ts'
import { TARGET_MS } from '../../usage.ts'
import type { Usage, UsageRow } from '../../usage.ts'
import { erasedIdHash } from '../../erasures.ts'
import type { Add, Refusal, WriteContext } from './context.ts'

const WHOLE_PARTY = new Uint8Array(0)
const ADD = `
  INSERT INTO usage (party, subject, dayStart, messages, bytes, targets) VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT (party, subject, dayStart) DO UPDATE SET messages = messages + excluded.messages, bytes = bytes + excluded.bytes, targets = targets + excluded.targets
  RETURNING messages, bytes, targets, enlistments`
const ASKED = `
  INSERT INTO targets (party, targetIndex, askedAt) VALUES (?, ?, ?) ON CONFLICT (party, targetIndex) DO UPDATE SET askedAt = excluded.askedAt`

type AddParameters = [party: PartyId, subject: Uint8Array, dayStart: number, messages: number, bytes: number, targets: number]

/** Adds to what was used in a day. */
export const createUsageWrites = ({ db }: WriteContext) => {
  const add = db.prepare<AddParameters, Usage>(ADD)
  return {
    add: (rows: readonly UsageRow[]): readonly Usage[] => rows.map(({ party, user, dayStart, messages, bytes }) => {
      const now = add.get(party, user === undefined ? WHOLE_PARTY : erasedIdHash(user), dayStart, messages, bytes, 0)
      if (!now) throw new Error('what was added to is there')
      return now
    }),
  }
}

/** Counts the target of a request as one more of the asker's party where it is new; false where that would be one too many, and then nothing is counted. */
export const createCountTarget = ({ db }: WriteContext) => {
  const asked = db.prepare<[PartyId, Uint8Array], number>('SELECT askedAt FROM targets WHERE party = ? AND targetIndex = ?').pluck()
  const used = db.prepare<[PartyId, Uint8Array, number], number>('SELECT targets FROM usage WHERE party = ? AND subject = ? AND dayStart = ?').pluck()
  const [add, note] = [db.prepare<AddParameters, Usage>(ADD), db.prepare<[PartyId, Uint8Array, number]>(ASKED)]
  return ({ row: { targetIndex, createdAt }, targets: { party, perDay, dayStart } }: Add<'request'>): boolean => {
    const isKnown = (asked.get(party, targetIndex) ?? -Infinity) > createdAt - TARGET_MS
    if (!isKnown && (used.get(party, WHOLE_PARTY, dayStart) ?? 0) >= perDay) return false
    if (!isKnown) add.get(party, WHOLE_PARTY, dayStart, 0, 0, 1)
    note.run(party, targetIndex, createdAt)
    return true
  }
}

/** Counts an enlistment of its user and of the party; which limit is used up where one is, and then nothing is counted. */
export const createCountEnlistment = ({ db }: WriteContext) => {
  const used = db.prepare<[PartyId, Uint8Array, number], number>('SELECT enlistments FROM usage WHERE party = ? AND subject = ? AND dayStart = ?').pluck()
  const count = db.prepare<[PartyId, Uint8Array, number]>(`
    INSERT INTO usage (party, subject, dayStart, messages, bytes, targets, enlistments) VALUES (?, ?, ?, 0, 0, 0, 1)
    ON CONFLICT (party, subject, dayStart) DO UPDATE SET enlistments = enlistments + 1`)
  return ({ party, user, dayStart, perUser, perParty }: Add<'enlistment'>): Refusal | undefined => {
    const own = erasedIdHash(user)
    if ((used.get(party, own, dayStart) ?? 0) >= perUser) return { throttled: 'enlistmentsPerUserDay' }
    if ((used.get(party, WHOLE_PARTY, dayStart) ?? 0) >= perParty) return { throttled: 'enlistmentsPerPartyDay' }
    for (const subject of [own, WHOLE_PARTY]) count.run(party, subject, dayStart)
    return undefined
  }
}
