// SPDX-License-Identifier: AGPL-3.0-only
import type { Admitted } from '../../../model/proofs/admitted.ts'
import type { VersionStamp } from '../../../model/standing.ts'
import type { Connection } from '../connection.ts'
import type { RecordOf } from '../records.ts'
import type { counters } from '../schema/common.ts'

/** Row versions, inside a transaction. */
export interface Versions {
  /** A transaction begins, anew or once more. */
  readonly begin: () => void
  /** The next number of the one counter, for a row that is being written. */
  next(): number
  /** A row that has a version was deleted. */
  deleted(): void
  /** True while every row still has the version that a decision was taken on; an absent row has 0. */
  hold(stamps: readonly VersionStamp[]): boolean
  /** The same of a decision about a pair; compared once for all in the transaction that rest on the same, until a row changes. */
  holdOf(proof: Admitted): boolean
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

  const hold = createHold(db)
  /** What was found to hold in this transaction since the last change, by pair. Nobody else writes while it is under way. */
  const held = new Map<string, readonly VersionStamp[]>()

  const deleted = (): void => {
    held.clear()
    changed()
  }
  const next = (): number => {
    const value = rise.get()
    if (value === undefined) throw new Error('the version counter is missing')
    deleted()
    return value
  }
  const holdOf = ({ sender, recipient, versions }: Admitted): boolean => {
    const pair = sender + recipient
    const known = held.get(pair)
    if (known && areSame(known, versions)) return true
    if (!hold(versions)) return false
    held.set(pair, versions)
    return true
  }

  return { begin: () => { held.clear() }, next, deleted, hold, holdOf }
}

const areSame = (some: readonly VersionStamp[], others: readonly VersionStamp[]): boolean =>
  some === others || (some.length === others.length && some.every((stamp, index) => isSame(stamp, others[index])))

const isSame = (one: VersionStamp, other: VersionStamp | undefined): boolean => {
  if (one.version !== other?.version) return false
  switch (one.of) {
    case 'party': return other.of === 'party' && one.party === other.party
    case 'person': return other.of === 'person' && one.person === other.person
    case 'user': return other.of === 'user' && one.user === other.user
    case 'consent': return other.of === 'consent' && one.owner === other.owner && one.peer === other.peer
  }
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
