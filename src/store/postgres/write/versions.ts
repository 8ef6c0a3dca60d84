// SPDX-License-Identifier: AGPL-3.0-only
import type { VersionStamp } from '../../../model/standing.ts'
import type { WriteContext } from '../job.ts'
import { statement } from '../statement.ts'

const RISE = statement<{ readonly value: number }>(`UPDATE "counters" SET "value" = "value" + 1 WHERE "name" = 'version' RETURNING "value"`)
const BROKEN = statement<{ readonly broken: boolean }>(`SELECT "brokenStamps"($1::json) <> '{}' AS "broken"`)

/** The next number of the one counter, for a row that is being written. */
export const nextVersion = async ({ session, effects }: WriteContext): Promise<number> => {
  const counter = await session.one(RISE)
  if (counter === undefined) throw new Error('the version counter is missing')
  effects.changed()
  return counter.value
}

/** True while every row still has the version that a decision was taken on; an absent row has 0. */
export const stampsHold = async ({ session }: WriteContext, stamps: readonly VersionStamp[]): Promise<boolean> => {
  if (stamps.length === 0) return true
  const numbered = createNumberedStamps()
  numbered.add(stamps)
  return (await session.one(BROKEN, [numbered.json()]))?.broken === false
}

/** Stamps of many decisions, each once. */
export interface NumberedStamps {
  /** The numbers of a decision's stamps. */
  add(stamps: readonly VersionStamp[]): number[]
  /** All of them, as the database's functions take them. */
  json(): string
}

/** An empty collection of stamps. */
export const createNumberedStamps = (): NumberedStamps => {
  const numbers = new Map<string, number>()
  const byKind: Record<VersionStamp['of'], object[]> = { party: [], person: [], user: [], consent: [] }

  const numberOf = (stamp: VersionStamp): number => {
    const key = keyOf(stamp)
    const known = numbers.get(key)
    if (known !== undefined) return known
    const n = numbers.size
    numbers.set(key, n)
    byKind[stamp.of].push({ ...stamp, n })
    return n
  }

  return { add: (stamps) => stamps.map(numberOf), json: () => JSON.stringify(byKind) }
}

const keyOf = (stamp: VersionStamp): string => {
  switch (stamp.of) {
    case 'party': return `p${String(stamp.version)} ${stamp.party}`
    case 'person': return `n${String(stamp.version)} ${String(stamp.person)}`
    case 'user': return `u${String(stamp.version)} ${stamp.user}`
    case 'consent': return `c${String(stamp.version)} ${stamp.owner} ${stamp.peer}`
  }
}
