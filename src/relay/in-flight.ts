// SPDX-License-Identifier: AGPL-3.0-only

/** A pushed row that is not acknowledged yet; only its name, so that a reader who stops costs next to nothing. */
export interface Flight {
  readonly of: 'mailbox' | 'event'
  readonly id: number
  /** How often this link's party refused it. */
  readonly refusals: number
  readonly urgent: boolean
}

/** What one stream has pushed and not heard of again, by stream sequence; sequences start at 1. */
export interface InFlight {
  readonly size: number
  /** Notes a push and gives its stream sequence. */
  add(flight: Flight): number
  /** Whether a push of this row is still to be answered. */
  readonly has: (row: Pick<Flight, 'of' | 'id'>) => boolean
  /** Whether anything urgent is among them. */
  urgent(): boolean
  /** Takes out everything up to `upTo` and in `also`; unknown sequences are ignored. */
  take(upTo: number, also: readonly number[]): readonly Flight[]
}

/** An empty set of flights. */
export const createInFlight = (): InFlight => {
  const flights = new Map<number, Flight>()
  const rows = { mailbox: new Set<number>(), event: new Set<number>() }
  let last = 0
  const takeOne = (sequence: number, into: Flight[]): void => {
    const flight = flights.get(sequence)
    if (!flight) return
    flights.delete(sequence)
    rows[flight.of].delete(flight.id)
    into.push(flight)
  }
  return {
    get size() { return flights.size },
    add: (flight) => {
      last += 1
      flights.set(last, flight)
      rows[flight.of].add(flight.id)
      return last
    },
    urgent: () => flights.values().some(({ urgent }) => urgent),
    has: ({ of, id }) => rows[of].has(id),
    take: (upTo, also) => {
      const taken: Flight[] = []
      // Insertion order is sequence order: the first one above `upTo` ends the walk.
      for (const sequence of flights.keys()) {
        if (sequence > upTo) break
        takeOne(sequence, taken)
      }
      for (const sequence of also) takeOne(sequence, taken)
      return taken
    },
  }
}
