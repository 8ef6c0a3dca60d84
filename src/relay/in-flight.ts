// SPDX-License-Identifier: AGPL-3.0-only
import type { MailboxRow } from '../store/rows.ts'

/** A pushed row that is not acknowledged yet. */
export type Flight =
  | { readonly of: 'mailbox'; readonly row: MailboxRow }
  | { readonly of: 'event'; readonly id: number }

/** What one stream has pushed and not heard of again, by stream sequence; sequences start at 1. */
export interface InFlight {
  readonly size: number
  /** Notes a push and gives its stream sequence. */
  add(flight: Flight): number
  /** Takes out everything up to `upTo` and in `also`; unknown sequences are ignored. */
  take(upTo: number, also: readonly number[]): readonly Flight[]
}

/** An empty set of flights. */
export const createInFlight = (): InFlight => {
  const flights = new Map<number, Flight>()
  let last = 0
  const takeOne = (sequence: number, into: Flight[]): void => {
    const flight = flights.get(sequence)
    if (flight && flights.delete(sequence)) into.push(flight)
  }
  return {
    get size() { return flights.size },
    add: (flight) => {
      last += 1
      flights.set(last, flight)
      return last
    },
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
