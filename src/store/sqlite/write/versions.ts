// SPDX-License-Identifier: AGPL-3.0-only
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

/** Statements kept by the kinds of stamps they compare; decisions come in a handful of shapes. */
const MAX_SHAPES = 64

const HOLDS: Readonly<Record<VersionStamp['of'], string>> = {
  party: 'ifnull((SELECT version FROM parties WHERE party = ?), 0) = ?',
  person: 'ifnull((SELECT version FROM persons WHERE person = ?), 0) = ?',
  user: 'ifnull((SELECT version FROM users WHERE user = ?), 0) = ?',
  consent: 'ifnull((SELECT version FROM consents WHERE owner = ? AND peer = ?), 0) = ?',
}

/** Versions of the rows of this database. */
export const createVersions = (db: Connection, changed: () => void): Versions => {
  const rise = db.prepare<[], RecordOf<typeof counters>['value']>("UPDATE counters SET value = value + 1 WHERE name = 'version' RETURNING value").pluck()

  const next = (): number => {
    const value = rise.get()
    if (value === undefined) throw new Error('the version counter is missing')
    changed()
    return value
  }

  return { next, hold: createHold(db) }
}

// One statement for all stamps: each call into SQLite costs more than the look-up it does.
const createHold = (db: Connection): Versions['hold'] => {
  const prepare = (stamps: readonly VersionStamp[]) =>
    db.prepare<(string | number)[], 0 | 1>(`SELECT ${stamps.map(({ of }) => HOLDS[of]).join(' AND ')}`).pluck()
  const byShape = new Map<string, ReturnType<typeof prepare>>()

  return (stamps) => {
    if (stamps.length === 0) return true
    const shape = stamps.map(({ of }) => of).join()
    const statement = byShape.get(shape) ?? prepare(stamps)
    if (byShape.size < MAX_SHAPES) byShape.set(shape, statement)
    return statement.get(...stamps.flatMap(boundValues)) === 1
  }
}

const boundValues = (stamp: VersionStamp): (string | number)[] => {
  switch (stamp.of) {
    case 'party': return [stamp.party, stamp.version]
    case 'person': return [stamp.person, stamp.version]
    case 'user': return [stamp.user, stamp.version]
    case 'consent': return [stamp.owner, stamp.peer, stamp.version]
  }
}
