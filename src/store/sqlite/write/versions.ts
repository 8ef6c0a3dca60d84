// SPDX-License-Identifier: AGPL-3.0-only
import type { UserId } from '../../../model/ids.ts'
import type { VersionStamp } from '../../../model/standing.ts'
import type { Connection } from '../connection.ts'
import type { RecordOf } from '../records.ts'
import type { counters } from '../schema/common.ts'

/** Row versions, inside a transaction. */
export interface Versions {
  /** The next number of the one counter, for a row that is being written. */
  next(): number
  /** True while every row still has the version that a decision was taken on; an absent row has 0. */
  hold(stamps: readonly VersionStamp[]): boolean
}

/** Versions of the rows of this database. */
export const createVersions = (db: Connection): Versions => {
  const rise = db.prepare<[], RecordOf<typeof counters>['value']>("UPDATE counters SET value = value + 1 WHERE name = 'version' RETURNING value").pluck()
  const party = db.prepare<[string], number>('SELECT version FROM parties WHERE party = ?').pluck()
  const person = db.prepare<[number], number>('SELECT version FROM persons WHERE person = ?').pluck()
  const user = db.prepare<[UserId], number>('SELECT version FROM users WHERE user = ?').pluck()
  const consent = db.prepare<[UserId, UserId], number>('SELECT version FROM consents WHERE owner = ? AND peer = ?').pluck()

  const current = (stamp: VersionStamp): number => {
    switch (stamp.of) {
      case 'party': return party.get(stamp.party) ?? 0
      case 'person': return person.get(stamp.person) ?? 0
      case 'user': return user.get(stamp.user) ?? 0
      case 'consent': return consent.get(stamp.owner, stamp.peer) ?? 0
    }
  }

  const next = (): number => {
    const value = rise.get()
    if (value === undefined) throw new Error('the version counter is missing')
    return value
  }

  return { next, hold: (stamps) => stamps.every((stamp) => current(stamp) === stamp.version) }
}
