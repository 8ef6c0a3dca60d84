// SPDX-License-Identifier: AGPL-3.0-only

/** What else an event is counted by. Both are closed: parties are those that the operator admitted, labels are words of the source. */
export interface CountedBy {
  readonly party?: string | undefined
  readonly label?: string | undefined
}

/** How often an event happened by one party and one label; empty for neither. */
export interface Count {
  readonly event: string
  readonly party: string
  readonly label: string
  readonly count: number
}

/** How often each business event happened since the start. Names are words of the source, so the set is closed. */
export interface Counters {
  add(event: string, count?: number, by?: CountedBy): void
  /** All events, each with its label behind a dot where it has one, in order of name. */
  snapshot(): Readonly<Record<string, number>>
  /** The same by party as well, in no order. */
  counts(): readonly Count[]
}

/** Parties, or labels of one event, that are counted apart: far more than there are. What is beyond them is counted together, so that a mistake in a name costs a number and not the memory. */
export const MAX_APART = 500
/** Under this the rest is counted; no party can have this name, and no word of the source is this. */
export const TOGETHER = '_other'

interface Tally { count: number }
type Nested = Map<string, Map<string, Map<string, Tally>>>

/** Counters at zero. */
export const createCounters = (): Counters => {
  const events: Nested = new Map()
  const counts = (): readonly Count[] => [...events].flatMap(([event, parties]) =>
    [...parties].flatMap(([party, labels]) => [...labels].map(([label, { count }]) => ({ event, party, label, count }))))
  return Object.freeze({
    add: (event: string, count = 1, { party = '', label = '' }: CountedBy = {}) => { tallyOf(apart(apart(events, event), party), label).count += count },
    snapshot: () => {
      const sums = new Map<string, number>()
      for (const { event, label, count } of counts()) {
        const name = label === '' ? event : `${event}.${label}`
        sums.set(name, (sums.get(name) ?? 0) + count)
      }
      return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)))
    },
    counts,
  })
}

const apart = <T>(maps: Map<string, Map<string, T>>, name: string): Map<string, T> => maps.get(name) ?? begin(maps, name, () => new Map<string, T>())

const tallyOf = (tallies: Map<string, Tally>, name: string): Tally => tallies.get(name) ?? begin(tallies, name, () => ({ count: 0 }))

const begin = <T>(all: Map<string, T>, name: string, make: () => T): T => {
  const place = all.size < MAX_APART ? name : TOGETHER
  const found = all.get(place) ?? make()
  all.set(place, found)
  return found
}
