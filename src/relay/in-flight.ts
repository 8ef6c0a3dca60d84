// SPDX-License-Identifier: AGPL-3.0-only

/** A pushed row that is not acknowledged yet; only its name and measure, so that a reader who stops costs next to nothing. */
export interface Flight {
  readonly of: 'mailbox' | 'event'
  readonly id: number
  /** Of a message: its lane; 0 of an event. */
  readonly lane: number
  /** What the push takes of a window. */
  readonly bytes: number
  /** By a clock that never jumps: it measures how long the reader takes. */
  readonly pushedAtMs: number
  /** How often this link's party refused it, or left it unanswered. */
  readonly refusals: number
}

/** Names a row. */
export type RowName = Pick<Flight, 'of' | 'id'>

/** What of one lane is under way. */
export interface LaneLoad {
  readonly count: number
  readonly bytes: number
  /** When the lane was last answered for, or began to wait. */
  readonly sinceMs: number
}

/** What one stream has pushed and not heard of again, by stream sequence; sequences start at 1. */
export interface InFlight {
  readonly size: number
  readonly bytes: number
  /** Notes a push and gives its stream sequence. */
  add(flight: Flight): number
  /** Whether a push of this row is still to be answered, and was not given up. */
  readonly has: (row: RowName) => boolean
  readonly lane: (lane: number) => LaneLoad | undefined
  /** Takes out everything up to `upTo` and in `also`, answered at `nowMs`; unknown sequences are ignored. */
  take(upTo: number, also: readonly number[], nowMs: number): readonly Flight[]
  /**
   * Gives up the oldest push of each lane that was not answered for since `beforeMs`, and returns them. They may be pushed
   * again; in the window they stay until they are answered, since for the reader they are open.
   */
  giveUp(beforeMs: number, nowMs: number): readonly Flight[]
  /** Stream sequence and row of each. */
  entries(): Iterable<readonly [number, RowName]>
}

interface Lane { count: number; bytes: number; sinceMs: number }

/** An empty set of flights. */
export const createInFlight = (): InFlight => {
  const flights = new Map<number, Flight>()
  /** The sequence under which a row is under way. */
  const claims = { mailbox: new Map<number, number>(), event: new Map<number, number>() }
  const lanes = new Map<number, Lane>()
  let last = 0
  let bytes = 0

  const load = ({ lane: id, bytes: more, pushedAtMs }: Flight): void => {
    if (id === 0) return
    const lane = lanes.get(id)
    if (lane === undefined) {
      lanes.set(id, { count: 1, bytes: more, sinceMs: pushedAtMs })
      return
    }
    lane.count += 1
    lane.bytes += more
  }
  const unload = (flight: Flight, nowMs: number): void => {
    const lane = lanes.get(flight.lane)
    if (lane === undefined) return
    lane.count -= 1
    lane.bytes -= flight.bytes
    lane.sinceMs = nowMs
    if (lane.count === 0) lanes.delete(flight.lane)
  }
  const takeOne = (sequence: number, nowMs: number, into: Flight[]): void => {
    const flight = flights.get(sequence)
    if (!flight) return
    flights.delete(sequence)
    if (claims[flight.of].get(flight.id) === sequence) claims[flight.of].delete(flight.id)
    bytes -= flight.bytes
    unload(flight, nowMs)
    into.push(flight)
  }

  return {
    get size() { return flights.size },
    get bytes() { return bytes },
    add: (flight) => {
      last += 1
      flights.set(last, flight)
      claims[flight.of].set(flight.id, last)
      bytes += flight.bytes
      load(flight)
      return last
    },
    has: ({ of, id }) => claims[of].has(id),
    lane: (lane) => lanes.get(lane),
    take: (upTo, also, nowMs) => {
      const taken: Flight[] = []
      // Insertion order is sequence order: the first one above `upTo` ends the walk.
      for (const sequence of flights.keys()) {
        if (sequence > upTo) break
        takeOne(sequence, nowMs, taken)
      }
      for (const sequence of also) takeOne(sequence, nowMs, taken)
      return taken
    },
    giveUp: (beforeMs, nowMs) => {
      const overdue = new Set<number>()
      for (const [id, { sinceMs }] of lanes) if (sinceMs <= beforeMs) overdue.add(id)
      const given: Flight[] = []
      if (overdue.size === 0) return given
      for (const [sequence, flight] of flights) {
        if (!overdue.has(flight.lane) || claims.mailbox.get(flight.id) !== sequence) continue
        overdue.delete(flight.lane)
        const lane = lanes.get(flight.lane)
        if (lane === undefined || flight.pushedAtMs > beforeMs) continue
        lane.sinceMs = nowMs
        claims.mailbox.delete(flight.id)
        given.push(flight)
      }
      return given
    },
    entries: () => flights.entries(),
  }
}
