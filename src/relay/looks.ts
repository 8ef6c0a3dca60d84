// SPDX-License-Identifier: AGPL-3.0-only
import type { Course } from './course.ts'
import type { Flight } from './in-flight.ts'
import type { Page, Pages, Waiting } from './pages.ts'
import type { RelayDeps } from './ports.ts'
import { pushOf } from './push.ts'
import { announceDrained, bytesOf, hasRoom, laneHasRoom, mayComeAgain, rowsOfLane, rowsToRead } from './seat.ts'
import type { Seat } from './seat.ts'

/** How long a link waits for a lane that has its share under way before it passes the lane over: an answer under load, unnoticed by people. */
const LANE_PATIENCE_MS = 100

/** One look at the store. */
export interface Look {
  readonly read: Promise<Page>
  /** Uses what was read; false when the pump has to wait. */
  readonly act: (page: Page) => boolean
  /** What was read is not used: it is to be looked at another time. */
  readonly undo?: () => void
}

/** Looks for what to push on a link, and pushes what was found as far as there is room. */
export class Looks {
  readonly #pages: Pages
  readonly #monotonic: RelayDeps['monotonic']
  readonly #timers: RelayDeps['timers']
  readonly #pushed: RelayDeps['events']['messagePushed']
  readonly #wake: () => void

  /** `wake` is called when there is something to look at that had to wait. */
  constructor(pages: Pages, { monotonic, timers, events }: Pick<RelayDeps, 'monotonic' | 'timers' | 'events'>, wake: () => void) {
    this.#pages = pages
    this.#monotonic = monotonic
    this.#timers = timers
    this.#pushed = (party) => { events.messagePushed(party) }
    this.#wake = wake
  }

  /** What to look at next: what may come again, lanes that were passed over and answered for, then events and messages in their order. */
  next(seat: Seat, course: Course, overtaken: number): Look {
    const most = Math.max(1, rowsToRead(seat) >> overtaken)
    const { flights, again } = seat
    const turn = again.findIndex((flight) => mayComeAgain(seat, flight))
    const [retried] = turn < 0 ? [] : again.splice(turn, 1)
    if (retried) return this.#again(seat, retried)
    const passed = course.lanes.next()
    if (passed) return this.#lane(seat, course, passed, overtaken)
    const read = async (): Promise<{ readonly page: Page; readonly of: 'event' | 'mail' }> => {
      const events = await this.#pages.events(course.event, most, ({ id }) => flights.latest({ id, lane: 0 }) === undefined)
      if (events.rows.length > 0) return { page: events, of: 'event' }
      return { page: await this.#pages.mail(course.mail, most, ({ id, lane }) => !course.lanes.has(lane) && flights.latest({ id, lane }) === undefined), of: 'mail' }
    }
    let of: 'event' | 'mail' = 'event'
    return {
      read: read().then((found) => {
        of = found.of
        return found.page
      }),
      act: (page) => (of === 'event' ? this.#takeEvents(seat, course, page) : this.#takeMail(seat, course, page)),
    }
  }

  #again(seat: Seat, flight: Flight): Look {
    return {
      read: this.#pages.one(flight),
      undo: () => { seat.again.unshift(flight) },
      act: ({ rows: [row] }) => {
        // Another link may have come and gone meanwhile, and the row been read anew.
        const open = seat.flights.latest(flight)
        if (row?.item && (open === undefined || open === flight)) this.#push(seat, row.item, flight.refusals + 1)
        return true
      },
    }
  }

  #lane(seat: Seat, course: Course, { lane, upTo }: { readonly lane: number; readonly upTo: number }, overtaken: number): Look {
    const most = Math.max(1, rowsOfLane(seat, lane) >> overtaken)
    return {
      read: this.#pages.lane(lane, upTo, most, ({ id }) => id <= course.mail && seat.flights.latest({ id, lane }) === undefined),
      undo: () => { course.lanes.answered(lane) },
      act: (page) => {
        for (const { id, item } of page.rows) {
          // From here on it is read with the others.
          if (id > course.mail) break
          if (item && !laneHasRoom(seat, lane, bytesOf(item))) return true
          if (item && !hasRoom(seat, bytesOf(item))) {
            course.lanes.answered(lane)
            return false
          }
          if (item) this.#push(seat, item, 0)
          course.lanes.advance(lane, id)
        }
        if (page.isLast || (page.rows.at(-1)?.id ?? 0) > course.mail) course.lanes.rejoin(lane)
        else if (rowsOfLane(seat, lane) > 0) course.lanes.answered(lane)
        return true
      },
    }
  }

  #takeEvents(seat: Seat, course: Course, { rows }: Page): boolean {
    for (const { id, item } of rows) {
      if (item && !hasRoom(seat, bytesOf(item))) return false
      if (item) this.#push(seat, item, 0)
      course.event = id
    }
    return true
  }

  /** False when the pump has to wait for an answer, or when nothing is left. */
  #takeMail(seat: Seat, course: Course, { rows, isLast }: Page): boolean {
    for (const { id, item } of rows) {
      if (item?.of === 'mailbox') {
        const { lane } = item.row
        const bytes = bytesOf(item)
        const isFull = !laneHasRoom(seat, lane, bytes)
        if (isFull && !course.lanes.has(lane) && !this.#passOver(seat, course, lane, id - 1)) return false
        if (!isFull && !course.lanes.has(lane)) {
          if (!hasRoom(seat, bytes)) return false
          this.#push(seat, item, 0)
        }
      }
      course.mail = id
    }
    if (isLast && course.lanes.size === 0) announceDrained(seat)
    return !isLast
  }

  /** A lane with its share under way is passed over once its reader has left it unanswered for a while; false until then. */
  #passOver(seat: Seat, course: Course, lane: number, upTo: number): boolean {
    const now = this.#monotonic()
    const waited = now - (seat.flights.lane(lane)?.sinceMs ?? now)
    if (waited >= LANE_PATIENCE_MS) return course.lanes.pass(lane, upTo)
    seat.endPatience ??= this.#timers.after(LANE_PATIENCE_MS - waited, () => {
      seat.endPatience = undefined
      this.#wake()
    })
    return false
  }

  #push(seat: Seat, item: Waiting, refusals: number): void {
    const lane = item.of === 'mailbox' ? item.row.lane : 0
    const acceptedAtMs = item.of === 'mailbox' ? item.row.gatewayTimeMs : 0
    const flight = { of: item.of, id: item.row.id, lane, bytes: bytesOf(item), pushedAtMs: this.#monotonic(), acceptedAtMs, refusals }
    seat.stream.push(pushOf(item, seat.flights.push(flight)))
    if (item.of === 'mailbox') this.#pushed(seat.stream.party)
  }
}
