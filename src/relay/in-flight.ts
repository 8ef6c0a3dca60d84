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
  /** When the gateway accepted a message, by the wall clock; 0 of an event. */
  readonly acceptedAtMs: number
  /** How often this link's party refused it, or left it unanswered. */
  readonly refusals: number
}

/** Names a row. */
export type RowName = Pick<Flight, 'of' | 'id'>

/** Pushes under way. */
export interface Load {
  readonly count: number
  readonly bytes: number
}

/** What of one lane is under way. */
export interface LaneLoad extends Load {
  /** When the lane was last answered for, or began to wait. */
  readonly sinceMs: number
  /** Its part of {@link InFlight.spent}. */
  readonly spent: Load
}

/**
 * What one stream has pushed and not heard of again, by stream sequence; sequences start at 1. For the reader every push is
 * open until it is answered. In its lane a row has one place, where it was pushed first, however often it is pushed.
 */
export interface InFlight extends Load {
  /** Open pushes of all lanes that stand for no row any more: it was pushed again, or its place is given up. */
  readonly spent: Load
  /** Notes a push and gives its stream sequence. */
  push(flight: Flight): number
  /** The last push of this row that is still to be answered. */
  latest(row: Pick<Flight, 'id' | 'lane'>): Flight | undefined
  lane(lane: number): LaneLoad | undefined
  /** Takes out everything up to `upTo` and in `also`, answered at `nowMs`; unknown sequences are ignored. */
  take(upTo: number, also: readonly number[], nowMs: number): readonly Flight[]
  /** The first of each lane that has been the first, and unanswered, since `beforeMs`: once, and again when as much time has passed from `nowMs`. */
  overdue(beforeMs: number, nowMs: number): readonly Flight[]
  /** Gives up a message's place in its lane; its pushes stay open. */
  leaveLane(row: Pick<Flight, 'id' | 'lane'>, nowMs: number): void
  /** Stream sequence and row of each. */
  entries(): Iterable<readonly [number, RowName]>
}

/** Counts pushes. */
class Tally implements Load {
  count = 0
  bytes = 0

  add({ bytes }: Flight): void {
    this.count += 1
    this.bytes += bytes
  }

  remove({ bytes }: Flight): void {
    this.count -= 1
    this.bytes -= bytes
  }
}

class Lane extends Tally implements LaneLoad {
  /** The sequence of each row's last push, in the order of their first ones. */
  readonly rows = new Map<number, number>()
  readonly spent = new Tally()
  sinceMs: number
  /** Since when its first row is the first, or was last pushed or overdue. */
  firstSinceMs: number

  constructor(nowMs: number) {
    super()
    this.sinceMs = nowMs
    this.firstSinceMs = nowMs
  }

  get first(): readonly [id: number, sequence: number] | undefined {
    for (const row of this.rows) return row
    return undefined
  }

  vacate(id: number, nowMs: number): void {
    if (this.first?.[0] === id) this.firstSinceMs = nowMs
    this.rows.delete(id)
  }
}

/** An empty set of flights. */
export const createInFlight = (): InFlight => new Flights()

class Flights extends Tally implements InFlight {
  readonly spent = new Tally()
  readonly #flights = new Map<number, Flight>()
  readonly #lanes = new Map<number, Lane>()
  #last = 0

  push(flight: Flight): number {
    const { id, lane: laneId, pushedAtMs } = flight
    const lane = this.#lanes.get(laneId) ?? new Lane(pushedAtMs)
    this.#lanes.set(laneId, lane)
    const earlier = lane.rows.get(id)
    if (earlier !== undefined) this.#spend(lane, earlier)
    this.#last += 1
    this.#flights.set(this.#last, flight)
    this.add(flight)
    lane.add(flight)
    // A row that is there already keeps its place among the others.
    lane.rows.set(id, this.#last)
    if (lane.first?.[0] === id) lane.firstSinceMs = pushedAtMs
    return this.#last
  }

  latest({ lane, id }: Pick<Flight, 'id' | 'lane'>): Flight | undefined {
    const sequence = this.#lanes.get(lane)?.rows.get(id)
    return sequence === undefined ? undefined : this.#flights.get(sequence)
  }

  lane(lane: number): LaneLoad | undefined {
    return this.#lanes.get(lane)
  }

  take(upTo: number, also: readonly number[], nowMs: number): readonly Flight[] {
    const taken: Flight[] = []
    // Insertion order is sequence order: the first one above `upTo` ends the walk.
    for (const sequence of this.#flights.keys()) {
      if (sequence > upTo) break
      this.#takeOne(sequence, nowMs, taken)
    }
    for (const sequence of also) this.#takeOne(sequence, nowMs, taken)
    return taken
  }

  overdue(beforeMs: number, nowMs: number): readonly Flight[] {
    const found: Flight[] = []
    for (const [id, lane] of this.#lanes) {
      // Events have no lane: none waits for another.
      if (id === 0 || lane.firstSinceMs > beforeMs) continue
      const flight = this.#flights.get(lane.first?.[1] ?? 0)
      if (!flight) continue
      lane.firstSinceMs = nowMs
      found.push(flight)
    }
    return found
  }

  leaveLane({ lane: laneId, id }: Pick<Flight, 'id' | 'lane'>, nowMs: number): void {
    const lane = this.#lanes.get(laneId)
    const sequence = lane?.rows.get(id)
    if (!lane || sequence === undefined) return
    lane.vacate(id, nowMs)
    this.#spend(lane, sequence)
  }

  entries(): Iterable<readonly [number, RowName]> {
    return this.#flights.entries()
  }

  #spend(lane: Lane, sequence: number): void {
    const flight = this.#flights.get(sequence)
    if (!flight) return
    lane.remove(flight)
    lane.spent.add(flight)
    this.spent.add(flight)
  }

  #takeOne(sequence: number, nowMs: number, into: Flight[]): void {
    const flight = this.#flights.get(sequence)
    const lane = flight && this.#lanes.get(flight.lane)
    if (!lane) return
    this.#flights.delete(sequence)
    this.remove(flight)
    into.push(flight)
    lane.sinceMs = nowMs
    if (lane.rows.get(flight.id) === sequence) {
      lane.vacate(flight.id, nowMs)
      lane.remove(flight)
    } else {
      lane.spent.remove(flight)
      this.spent.remove(flight)
    }
    if (lane.rows.size === 0 && lane.spent.count === 0) this.#lanes.delete(flight.lane)
  }
}
