// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId } from '../model/ids.ts'
import { createAcknowledging } from './acknowledging.ts'
import type { Acknowledging } from './acknowledging.ts'
import { createInFlight } from './in-flight.ts'
import type { Flight, InFlight } from './in-flight.ts'
import { createPages } from './pages.ts'
import type { Pages, Waiting } from './pages.ts'
import type { Positions } from './positions.ts'
import type { PartyStream, RelayDeps, StreamHandle } from './ports.ts'
import { pushOf } from './push.ts'

/** Most unacknowledged pushes on one link, whatever the reader offers. */
const MAX_WINDOW = 1_024
/** Rows read in one go: at most 1.5 MB in memory, and other parties have their turn in between. */
const PAGE = 64
/** Pause before a page that could not be read is tried again, and before the first repetition of a refused push; each further one waits twice as long. */
const RETRY_MS = 1_000
/** Refusals on one link after which a row rests until the next one: a party that cannot take it now is not asked for ever. */
const MAX_REFUSALS = 5

/** One link's part in the pump. */
interface Seat {
  readonly stream: PartyStream
  readonly flights: InFlight
  readonly window: number
  /** Refused rows whose time to be pushed again has come. */
  readonly again: Flight[]
  started: boolean
  drained: boolean
}

/** Pushes what waits for one party over its newest link: in order, standing checked again, never more under way than the reader takes. */
export class PartyPump {
  readonly #party: PartyId
  readonly #deps: RelayDeps
  readonly #positions: Positions
  readonly #acknowledging: Acknowledging
  readonly #pages: Pages
  readonly #seats: Seat[] = []
  #running = false
  #woken = false
  #stopped = false

  constructor(party: PartyId, deps: RelayDeps, positions: Positions) {
    this.#party = party
    this.#deps = deps
    this.#positions = positions
    this.#acknowledging = createAcknowledging(party, deps)
    this.#pages = createPages(party, deps, this.#acknowledging)
  }

  /** Whether any link is open, started or not. */
  get linked(): boolean {
    return this.#seats.length > 0
  }

  attach(stream: PartyStream): StreamHandle {
    const seat: Seat = {
      stream, flights: createInFlight(), window: Math.min(stream.window, MAX_WINDOW), again: [], started: false, drained: false,
    }
    this.#seats.push(seat)
    return this.#handleOf(seat)
  }

  /** There may be something new. */
  wake(): void {
    this.#woken = true
    if (this.#running || this.#stopped) return
    this.#running = true
    void this.#pumpUntilQuiet()
  }

  /** Pushes no more; resolves when acknowledgements under way are stored. */
  stop(): Promise<void> {
    this.#stopped = true
    return this.#acknowledging.idle()
  }

  /** The newest link that has started carries all pushes. */
  #active(): Seat | undefined {
    return this.#stopped ? undefined : this.#seats.findLast((seat) => seat.started)
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
    for (;;) {
      const seat = this.#active()
      const room = seat ? Math.min(seat.window - seat.flights.size, PAGE) : 0
      if (!seat || room <= 0) return
      const refused = seat.again.shift()
      const waiting = refused ? await this.#refusedOnce(seat, refused) : await this.#fresh(seat, room)
      if (waiting === undefined || this.#active() !== seat) continue
      if (waiting.length === 0) {
        announceDrained(seat)
        return
      }
      for (const { item, refusals } of waiting) seat.stream.push(pushOf(item, seat.flights.add({ of: item.of, id: item.row.id, refusals, urgent: isUrgent(item) })))
    }
  }

  async #fresh(seat: Seat, room: number): Promise<readonly Ready[] | undefined> {
    const page = await this.#pages.next(room, seat.flights.has)
    return page?.map((item) => ({ item, refusals: 0 }))
  }

  async #refusedOnce(seat: Seat, flight: Flight): Promise<readonly Ready[] | undefined> {
    const item = await this.#pages.again(flight)
    // Another link may have come and gone meanwhile, and the row been read anew.
    return item && !seat.flights.has(flight) ? [{ item, refusals: flight.refusals }] : undefined
  }

  async #refuse(seat: Seat, flight: Flight): Promise<void> {
    await this.#acknowledging.countAttempt(flight)
    if (flight.refusals + 1 >= MAX_REFUSALS) return
    this.#deps.timers.after(RETRY_MS * 2 ** flight.refusals, () => {
      seat.again.push({ ...flight, refusals: flight.refusals + 1 })
      this.wake()
    })
  }

  #restart(): void {
    this.#pages.rewind()
    this.wake()
  }

  #handleOf(seat: Seat): StreamHandle {
    const token = this.#positions.mint()
    const { instance } = seat.stream
    return {
      resumeToken: token,
      resume: (earlier, upTo, also) => {
        const flights = this.#positions.take(this.#party, instance, earlier)
        if (flights) this.#acknowledging.done(flights.take(upTo, also))
        return flights !== undefined
      },
      start: () => {
        seat.started = true
        if (this.#active() === seat) this.#restart()
      },
      acknowledge: (upTo, also) => {
        this.#acknowledging.done(seat.flights.take(upTo, also))
        this.wake()
      },
      refuse: (sequence, reason, retryable) => {
        const [flight] = seat.flights.take(0, [sequence])
        if (flight && retryable) void this.#refuse(seat, flight)
        else if (flight) this.#acknowledging.fail(flight, reason)
        this.wake()
      },
      detach: () => { this.#detach(seat, token) },
    }
  }

  #detach(seat: Seat, token: Uint8Array): void {
    const place = this.#seats.indexOf(seat)
    if (place < 0) return
    const wasActive = this.#active() === seat
    this.#seats.splice(place, 1)
    this.#positions.keep(this.#party, seat.stream.instance, token, seat.flights)
    if (wasActive) this.#restart()
    // The link may have been dead for long when it was found to be: what went into it has reached nobody.
    if (!this.linked && seat.flights.urgent()) this.#deps.wake.due(this.#party)
  }
}

/** A row on its way to the socket. */
interface Ready { readonly item: Waiting; readonly refusals: number }

const isUrgent = (item: Waiting): boolean => item.of === 'mailbox' && item.row.urgent

const announceDrained = (seat: Seat): void => {
  if (seat.drained) return
  seat.drained = true
  seat.stream.queueEmpty()
}
