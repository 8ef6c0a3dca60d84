// SPDX-License-Identifier: AGPL-3.0-only
import { MAX_ENVELOPE_BYTES, PUSH_OVERHEAD_BYTES } from '../model/values.ts'
import { createInFlight } from './in-flight.ts'
import type { Flight, InFlight, Load } from './in-flight.ts'
import type { Waiting } from './pages.ts'
import type { PartyStream, Window } from './ports.ts'

/** Most unacknowledged pushes on one link, whatever the reader offers. */
const MAX_WINDOW = 1_024
/** Rows read in one go: at most 1.6 MB in memory, and other parties have their turn in between. */
const PAGE = 64
/** The most that one push takes of a window. */
const MAX_PUSH_BYTES = MAX_ENVELOPE_BYTES + PUSH_OVERHEAD_BYTES

/**
 * What part of a link's window pushes may take that count in no lane any more, because their row came again or is given up. So a
 * lane that nobody answers for goes on and parks message by message, and the others have the rest of the window whatever it does.
 */
const SPENT_SHARE = 0.5

/** One link's part in the pump. */
export interface Seat {
  readonly stream: PartyStream
  readonly flights: InFlight
  /** Refused and unanswered pushes whose rows' time to come again has come. */
  readonly again: Flight[]
  started: boolean
  drained: boolean
  /** Cancels the wait for a lane that has all it may have under way. */
  endPatience: (() => void) | undefined
}

/** A link that has not started. */
export const createSeat = (stream: PartyStream): Seat =>
  ({ stream, flights: createInFlight(), again: [], started: false, drained: false, endPatience: undefined })

/** What a push takes of the windows. */
export const bytesOf = (item: Waiting): number => (item.of === 'mailbox' ? item.row.envelope.length : 0) + PUSH_OVERHEAD_BYTES

/** Whether a push of so many bytes may go out now, as far as the link's window says. */
export const hasRoom = (seat: Seat, bytes: number): boolean =>
  framesLeft(seat) > 0 && (seat.flights.count === 0 || seat.flights.bytes + bytes <= seat.stream.window.bytes)

/** The same of its lane's share. */
export const laneHasRoom = (seat: Seat, lane: number, bytes: number): boolean => fits(seat.stream.laneWindow, loadOf(seat, lane), bytes)

/** Whether a row that was pushed here before may go out again now; one that is still open has its place in its lane. */
export const mayComeAgain = (seat: Seat, flight: Flight): boolean => {
  if (!hasRoom(seat, flight.bytes)) return false
  const hasPlace = flight.lane === 0 || (sparesSpent(seat) && seat.flights.latest(flight) === flight)
  return hasPlace || laneHasRoom(seat, flight.lane, flight.bytes)
}

const framesOf = ({ stream: { window } }: Seat): number => Math.min(window.frames, MAX_WINDOW)

const framesLeft = (seat: Seat): number => framesOf(seat) - seat.flights.count

/** What of a lane counts in its share: also what is spent, where that takes too much of the link. */
const loadOf = (seat: Seat, lane: number): Load => {
  const load = seat.flights.lane(lane)
  if (!load) return NOTHING
  return sparesSpent(seat) ? load : { count: load.count + load.spent.count, bytes: load.bytes + load.spent.bytes }
}

const NOTHING: Load = { count: 0, bytes: 0 }

const sparesSpent = (seat: Seat): boolean => {
  const { flights: { spent }, stream: { window } } = seat
  return spent.count < framesOf(seat) * SPENT_SHARE && spent.bytes < window.bytes * SPENT_SHARE
}

const fits = (window: Window, load: Load, bytes: number): boolean =>
  load.count === 0 || (load.count < window.frames && load.bytes + bytes <= window.bytes)

/** How many rows to read: what there is room for if all are of the largest, and at least one; 0 when there is no room at all. */
export const rowsToRead = (seat: Seat): number => {
  const { flights, stream: { window } } = seat
  if (seat.stream.isBehind() || !hasRoom(seat, PUSH_OVERHEAD_BYTES)) return 0
  return Math.min(framesLeft(seat), PAGE, Math.max(1, Math.floor((window.bytes - flights.bytes) / MAX_PUSH_BYTES)))
}

/** The same within one lane's share. */
export const rowsOfLane = (seat: Seat, lane: number): number => {
  const { laneWindow } = seat.stream
  if (!laneHasRoom(seat, lane, PUSH_OVERHEAD_BYTES)) return 0
  return Math.min(rowsToRead(seat), laneWindow.frames - loadOf(seat, lane).count)
}

/** Says once that everything that waited was sent. */
export const announceDrained = (seat: Seat): void => {
  if (seat.drained) return
  seat.drained = true
  seat.stream.queueEmpty()
}
