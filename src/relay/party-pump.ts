// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId } from '../model/ids.ts'
import { createAcknowledging } from './acknowledging.ts'
import type { Acknowledging } from './acknowledging.ts'
import { createCourse } from './course.ts'
import type { Course } from './course.ts'
import type { Flight } from './in-flight.ts'
import { Looks } from './looks.ts'
import type { Look } from './looks.ts'
import { createPages } from './pages.ts'
import type { Page, Pages } from './pages.ts'
import type { Positions } from './positions.ts'
import type { PartyStream, RelayDeps, StreamHandle } from './ports.ts'
import { createSeat, rowsToRead } from './seat.ts'
import type { Seat } from './seat.ts'

/** Pause before a page that could not be read is tried again, and before the first repetition of a refused push; each further one waits twice as long. */
const RETRY_MS = 1_000
/** Refusals on one link after which a row rests until the next one: a party that cannot take it now is not asked for ever. */
const MAX_REFUSALS = 5
/** How long the head of a lane may stay unanswered on an open link before that counts as an attempt: a party's slowest disk, and then some. */
const ANSWER_MS = 60_000
/** How often messages are looked at from the oldest again, since nobody may have heard what was put back, and where: as much as a new link reads, two reads where nothing waits. */
const LOOK_AGAIN_MS = 300_000
/** Reads in a row that were overtaken by a change, after which the pump rests: changes come first. */
const MAX_OVERTAKEN = 8
const OVERTAKEN_PAUSE_MS = 50

/** Pushes what waits for one party over its newest link while this node has the duty: in order, standing checked again, never more under way than the reader takes. */
export class PartyPump {
  readonly #party: PartyId
  readonly #deps: RelayDeps
  readonly #positions: Positions
  readonly #acknowledging: Acknowledging
  readonly #pages: Pages
  readonly #looks: Looks
  readonly #seats: Seat[] = []
  readonly #tokens = new Map<Seat, Uint8Array>()
  #course = createCourse()
  #courseSinceMs = 0
  #giveBack: (() => void) | undefined
  #hasDuty = false
  #looking = Promise.resolve()
  #overtaken = 0
  #running = false
  #woken = false
  #stopped = false

  constructor(party: PartyId, deps: RelayDeps, positions: Positions) {
    this.#party = party
    this.#deps = deps
    this.#positions = positions
    this.#acknowledging = createAcknowledging(party, deps)
    this.#pages = createPages(party, deps, this.#acknowledging)
    this.#looks = new Looks(this.#pages, deps, () => { this.wake() })
  }

  /** Whether any link is open, started or not. */
  get linked(): boolean {
    return this.#seats.length > 0
  }

  attach(stream: PartyStream): StreamHandle {
    const seat = createSeat(stream)
    const token = this.#positions.mint()
    this.#seats.push(seat)
    this.#tokens.set(seat, token)
    return {
      resumeToken: token,
      resume: (earlier, upTo, also) => this.#resume(seat, earlier, upTo, also),
      start: () => { this.#start(seat) },
      acknowledge: (upTo, also) => {
        this.#acknowledging.done(this.#answered(seat, upTo, also))
        this.wake()
      },
      goOn: () => { if (this.active() === seat) this.wake() },
      refuse: (sequence, reason, retryable) => {
        const [flight] = this.#answered(seat, 0, [sequence])
        if (flight && retryable) void this.#countRefusal(seat, flight)
        else if (flight) this.#acknowledging.fail(flight, reason)
        this.wake()
      },
      detach: () => { this.#detach(seat) },
    }
  }

  /** There may be something new. */
  wake(): void {
    this.#woken = true
    if (this.#running || this.#stopped) return
    this.#running = true
    void this.#pumpUntilQuiet()
  }

  /** Starts from the oldest row again; what is under way is not pushed again. */
  rewind(): void {
    this.#begin(createCourse())
  }

  /** Counts what the newest link leaves unanswered for too long, and looks now and then for messages that nobody told of. A lost link is no attempt, and only the first of a lane counts. */
  sweep(): void {
    const seat = this.active()
    if (!seat) return
    const now = this.#deps.monotonic()
    for (const flight of seat.flights.overdue(now - ANSWER_MS, now)) void this.#countUnanswered(seat, flight)
    // Events that their party refused too often rest behind the cursor.
    if (now - this.#courseSinceMs >= LOOK_AGAIN_MS) this.#begin({ ...createCourse(), event: this.#course.event })
  }

  /** The newest link that has started carries all pushes, while this node has the duty. */
  active(): Seat | undefined {
    return this.#stopped || !this.#hasDuty ? undefined : this.#seats.findLast((seat) => seat.started)
  }

  /** Pushes no more; keeps where the links stand, and resolves when acknowledgements under way are stored. */
  async stop(): Promise<void> {
    this.#stopped = true
    for (const seat of this.#seats) this.#keep(seat)
    this.#wantDuty()
    await Promise.all([this.#acknowledging.stop(), this.#looking])
  }

  #begin(course: Course): void {
    this.#course = course
    this.#courseSinceMs = this.#deps.monotonic()
    this.wake()
  }

  async #pumpUntilQuiet(): Promise<void> {
    while (this.#woken && !this.#stopped) {
      this.#woken = false
      try {
        await this.#fill()
      } catch (error) {
        this.#deps.events.backgroundFailed('deliver', error)
        this.#deps.timers.after(RETRY_MS, () => { this.wake() })
      }
    }
    // In one breath with the last look at `woken`: a wake in between would be lost.
    this.#running = false
  }

  async #fill(): Promise<void> {
    for (let seat = this.active(); seat !== undefined && rowsToRead(seat) > 0; seat = this.active()) {
      const course = this.#course
      const look = this.#looks.next(seat, course, this.#overtaken)
      const page = await look.read.catch((error: unknown) => {
        look.undo?.()
        throw error
      })
      // Another link carries the pushes now, or everything is looked at anew: what was read must not be used.
      const isMeant = this.active() === seat && this.#course === course
      if (isMeant && page.moment.holds()) {
        this.#overtaken = 0
        if (!await this.#act(seat, page, look)) return
      } else {
        look.undo?.()
        if (isMeant && !await this.#overtake()) return
      }
    }
  }

  async #act(seat: Seat, page: Page, look: Look): Promise<boolean> {
    const before = seat.flights.count
    const goesOn = look.act(page)
    // Not awaited before what passes is pushed: standing may change with every commit.
    const stored = this.#acknowledging.withhold(page.withheld)
    // A long row of what may not pass must not hold up everything else that the process does.
    if (goesOn && seat.flights.count === before) await Promise.all([stored, nextTurn()])
    return goesOn
  }

  /** A change came between reading and pushing. Smaller pages are read then, and after some of them the pump rests. */
  async #overtake(): Promise<boolean> {
    this.#overtaken += 1
    if (this.#overtaken % MAX_OVERTAKEN !== 0) {
      await nextTurn()
      return true
    }
    this.#deps.timers.after(OVERTAKEN_PAUSE_MS, () => { this.wake() })
    return false
  }

  #answered(seat: Seat, upTo: number, also: readonly number[]): readonly Flight[] {
    const flights = seat.flights.take(upTo, also, this.#deps.monotonic())
    if (this.#course.lanes.size > 0 && this.active() === seat) for (const { lane } of flights) this.#course.lanes.answered(lane)
    return flights
  }

  async #countRefusal(seat: Seat, flight: Flight): Promise<void> {
    await this.#acknowledging.countAttempt(flight)
    this.#comeAgain(seat, flight)
  }

  /** A message that parked thereby, or went otherwise, keeps its lane from going on no longer. */
  async #countUnanswered(seat: Seat, flight: Flight): Promise<void> {
    await this.#acknowledging.countAttempt(flight)
    if (await this.#pages.waits(flight)) {
      this.#comeAgain(seat, flight)
      return
    }
    seat.flights.leaveLane(flight, this.#deps.monotonic())
    const turn = seat.again.indexOf(flight)
    if (turn >= 0) seat.again.splice(turn, 1)
    if (this.active() === seat) this.#course.lanes.answered(flight.lane)
    this.wake()
  }

  #comeAgain(seat: Seat, flight: Flight): void {
    if (flight.refusals + 1 >= MAX_REFUSALS) return
    this.#deps.timers.after(RETRY_MS * 2 ** flight.refusals, () => {
      // It may still wait for room since the last time.
      if (!seat.again.includes(flight)) seat.again.push(flight)
      this.wake()
    })
  }

  async #resume(seat: Seat, earlier: Uint8Array, upTo: number, also: readonly number[]): Promise<boolean> {
    const named = await this.#positions.take(this.#party, seat.stream.instance, earlier, upTo, also)
    if (named) this.#acknowledging.done(named)
    return named !== undefined
  }

  #start(seat: Seat): void {
    if (!this.#seats.includes(seat)) return
    seat.started = true
    this.#wantDuty()
    if (this.active() === seat) this.rewind()
  }

  #detach(seat: Seat): void {
    const place = this.#seats.indexOf(seat)
    if (place < 0) return
    const wasActive = this.active() === seat
    this.#seats.splice(place, 1)
    seat.endPatience?.()
    this.#keep(seat)
    this.#wantDuty()
    if (wasActive) this.rewind()
  }

  /** Once for each link. */
  #keep(seat: Seat): void {
    const token = this.#tokens.get(seat)
    if (token === undefined) return
    this.#tokens.delete(seat)
    this.#positions.keep(this.#party, seat.stream.instance, token, seat.flights)
    if (!this.linked) this.#looking = this.#wakeIfUrgent()
  }

  /** The link may have been dead for long when it was found to be: what went into it has reached nobody, nor what had no room in it. */
  async #wakeIfUrgent(): Promise<void> {
    try {
      await this.#acknowledging.idle()
      if (await this.#deps.store.read.urgentWaits(this.#party) && !this.linked) this.#deps.wake.due(this.#party)
    } catch (error) {
      this.#deps.events.backgroundFailed('wake', error)
    }
  }

  /** The duty is wanted while there is a link that has started. */
  #wantDuty(): void {
    const isDue = !this.#stopped && this.#seats.some(({ started }) => started)
    if (isDue === (this.#giveBack !== undefined)) return
    if (isDue) {
      this.#giveBack = this.#deps.store.nodes.want(`deliver:${this.#party}`, (held) => { this.#dutyChanged(held) })
      return
    }
    this.#giveBack?.()
    this.#giveBack = undefined
    this.#hasDuty = false
  }

  /** Whoever had the duty meanwhile may have pushed and removed what was read here: all is looked at anew. */
  #dutyChanged(held: boolean): void {
    this.#hasDuty = held
    this.rewind()
  }
}

const nextTurn = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve) })
