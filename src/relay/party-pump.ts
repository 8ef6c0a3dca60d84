// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId } from '../model/ids.ts'
import { createAcknowledging } from './acknowledging.ts'
import type { Acknowledging } from './acknowledging.ts'
import { createInFlight } from './in-flight.ts'
import type { InFlight } from './in-flight.ts'
import { createPages } from './pages.ts'
import type { Pages, Waiting } from './pages.ts'
import type { Positions } from './positions.ts'
import type { PartyStream, RelayDeps, StreamHandle } from './ports.ts'
import { pushOf } from './push.ts'

/** Most unacknowledged pushes on one link, whatever the reader offers: bounds memory at about 16 MB a link. */
const MAX_WINDOW = 1_024
/** Pause before a refused push, or a page that could not be read, is tried again. */
const RETRY_MS = 1_000

/** One link's part in the pump. */
interface Seat {
  readonly stream: PartyStream
  readonly flights: InFlight
  readonly window: number
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
  readonly #again: Waiting[] = []
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

  attach(stream: PartyStream): StreamHandle {
    const seat: Seat = { stream, flights: createInFlight(), window: Math.min(stream.window, MAX_WINDOW), started: false, drained: false }
    this.#seats.push(seat)
    return this.#handleOf(seat)
  }

  /** There may be something new. */
  wake(): void {
    this.#woken = true
    if (this.#running || this.#stopped) return
    this.#running = true
    void this.#pumpUntilQuiet().finally(() => { this.#running = false })
  }

  /** Pushes no more; resolves when acknowledgements under way are stored. */
  stop(): Promise<void> {
    this.#stopped = true
    return this.#acknowledging.idle()
  }

  #active(): Seat | undefined {
    return this.#seats.findLast((seat) => seat.started)
  }

  async #pumpUntilQuiet(): Promise<void> {
    for (;;) {
      if (!this.#woken || this.#stopped) return
      this.#woken = false
      try {
        await this.#fill()
      } catch (error) {
        this.#deps.events.backgroundFailed('deliver', error)
        this.#deps.timers.after(RETRY_MS, () => { this.wake() })
      }
    }
  }

  async #fill(): Promise<void> {
    for (;;) {
      const seat = this.#active()
      const room = seat ? seat.window - seat.flights.size : 0
      if (!seat || room <= 0) return
      const waiting = this.#again.length > 0 ? this.#again.splice(0, room) : await this.#pages.next(room)
      if (waiting === undefined || this.#active() !== seat) continue
      if (waiting.length === 0) {
        announceDrained(seat)
        return
      }
      for (const item of waiting) seat.stream.push(pushOf(item, seat.flights.add(item.flight)))
    }
  }

  #retryLater(item: Waiting): void {
    const seat = this.#active()
    this.#deps.timers.after(RETRY_MS, () => {
      // On another link the row was read anew already.
      if (seat === this.#active()) this.#again.push(item)
      this.wake()
    })
  }

  #restart(): void {
    this.#again.length = 0
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
        const retry = flight && this.#acknowledging.refuse(flight, reason, retryable)
        if (retry) this.#retryLater(retry)
        this.wake()
      },
      detach: () => {
        const wasActive = this.#active() === seat
        this.#seats.splice(this.#seats.indexOf(seat), 1)
        this.#positions.keep(this.#party, instance, token, seat.flights)
        if (wasActive) this.#restart()
      },
    }
  }
}

const announceDrained = (seat: Seat): void => {
  if (seat.drained) return
  seat.drained = true
  seat.stream.queueEmpty()
}
