// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId } from '../../model/ids.ts'
import type { CoreOutbox, FedEvent, WaitingEvent } from '../../relay/index.ts'
import type { ShownEvent } from '../shown-event.ts'
import type { Called } from './call.ts'
import { WaitingLine } from './line.ts'
import type { Passed } from './line.ts'
import { Receiver } from './receiver.ts'
import type { ReceiverState } from './receiver.ts'
import { pauseAfterTry } from './schedule.ts'

/** What happens to webhooks, for the operator. */
export interface WebhookEvents {
  webhookFailed(reason: string): void
  /** An event was tried for the last time. */
  webhookDead(reason: string): void
  webhookGone(): void
  deadLettersDropped(count: number): void
  backgroundFailed(task: string, error: unknown): void
}

/** What the pump stands on. */
export interface PumpDeps {
  readonly outbox: CoreOutbox
  readonly show: (event: FedEvent) => Promise<ShownEvent | undefined>
  readonly call: (event: ShownEvent, timeMs: number, signal: AbortSignal) => Promise<Called>
  /** One node of all has the turn; returns what gives it back. */
  readonly wantTurn: (changed: (held: boolean) => void) => () => void
  readonly now: () => number
  readonly monotonic: () => number
  readonly random: () => number
  readonly timers: { after(ms: number, task: () => void): () => void }
  readonly events: WebhookEvents
}

/** Rows read in one go; between two of them calls begin. */
const PAGE = 200
/** How often the pump looks without being told to: whether the core is back, what is due, what is to be dropped. */
const LOOK_MS = 30_000
/** How often dead letters are dropped. */
const DROP_MS = 3_600_000
/** After a failure that is neither the event's nor the receiver's. */
const OWN_PAUSE_MS = 5_000
/** Time for calls under way at a stop; what is cut off comes again. */
const DRAIN_MS = 2_000

/** What the pump says of itself; `elsewhere`: another node has the turn. */
export type PumpState = ReceiverState | 'elsewhere'

/** Calls the core's webhook with one event after the other of each conversation, several conversations side by side, until each was taken or is dead. */
export class WebhookPump {
  readonly #deps: PumpDeps
  readonly #receiver: Receiver
  readonly #line = new WaitingLine()
  readonly #calls = new Set<Promise<void>>()
  #turn: AbortController | undefined
  /** Up to where events were read, and whether more may follow. */
  #readUpTo = 0
  #isMore = true
  /** How often reading began anew. */
  #rewinds = 0
  #isLooking = false
  #lookAgain = false
  #droppedAt = -Infinity
  #isStopped = false
  #cancelTimer = (): void => undefined
  #ends: (() => void)[] = []

  constructor(deps: PumpDeps) {
    this.#deps = deps
    this.#receiver = new Receiver(deps)
  }

  get state(): PumpState {
    return this.#turn === undefined ? 'elsewhere' : this.#receiver.state
  }

  start(): void {
    this.#ends = [
      this.#deps.outbox.watch((again) => { this.#hear(again) }),
      this.#deps.wantTurn((held) => { this.#takeTurn(held) }),
    ]
  }

  /** Begins no call; resolves when none is under way. */
  async stop(): Promise<void> {
    this.#isStopped = true
    this.#cancelTimer()
    const cancel = this.#deps.timers.after(DRAIN_MS, () => { this.#turn?.abort() })
    await Promise.all(this.#calls)
    cancel()
    this.#turn?.abort()
    for (const end of this.#ends) end()
  }

  #takeTurn(held: boolean): void {
    this.#turn?.abort()
    this.#turn = held && !this.#isStopped ? new AbortController() : undefined
    this.#line.clear()
    this.#rewind()
    this.#look()
  }

  #rewind(): void {
    this.#readUpTo = 0
    this.#isMore = true
    this.#rewinds += 1
  }

  #hear(again: boolean): void {
    if (again) {
      this.#receiver.revive()
      this.#line.allDue()
      this.#rewind()
    }
    this.#isMore = true
    this.#look()
  }

  #look(): void {
    this.#lookAgain = true
    if (this.#isLooking || this.#turn === undefined || this.#isStopped) return
    this.#isLooking = true
    void this.#lookNow().catch((error: unknown) => {
      this.#deps.events.backgroundFailed('webhook', error)
      this.#lookAgain = false
    }).finally(() => {
      this.#isLooking = false
      this.#rest()
    })
  }

  async #lookNow(): Promise<void> {
    while (this.#lookAgain && !this.#isStopped) {
      this.#lookAgain = false
      const turn = this.#turn
      if (turn === undefined) return
      const core = await this.#deps.outbox.core()
      if (core === undefined) return
      await this.#drop(core)
      await this.#readOn(core, turn.signal)
      this.#callNext(core, turn.signal)
    }
  }

  async #drop(core: PartyId): Promise<void> {
    if (this.#deps.monotonic() - this.#droppedAt < DROP_MS) return
    const count = await this.#deps.outbox.dropDead(core)
    this.#droppedAt = this.#deps.monotonic()
    if (count > 0) this.#deps.events.deadLettersDropped(count)
  }

  async #readOn(core: PartyId, turn: AbortSignal): Promise<void> {
    for (let passed = this.#line.takePassed(); passed; passed = this.#line.takePassed()) await this.#readLane(core, passed)
    if (!this.#isMore || this.#line.isFull) return
    const rewinds = this.#rewinds
    this.#isMore = false
    const { events, last, isMore } = await this.#read(core, this.#readUpTo)
    if (turn.aborted) return
    for (const event of events) this.#line.add(event)
    if (rewinds === this.#rewinds) this.#readUpTo = last
    this.#isMore ||= isMore
    this.#lookAgain ||= this.#isMore
  }

  /** What of one conversation was passed over, as far as everything else was read. */
  async #readLane(core: PartyId, { lane, from }: Passed): Promise<void> {
    for (let [after, isMore] = [from - 1, true]; isMore && after < this.#readUpTo;) {
      const page = await this.#read(core, after)
      for (const event of page.events) if (event.lane === lane && !this.#line.add(event)) return
      ;[after, isMore] = [page.last, page.isMore]
    }
  }

  /** A page; where it cannot be read it stays to be read. */
  async #read(core: PartyId, after: number): ReturnType<CoreOutbox['page']> {
    try {
      return await this.#deps.outbox.page(core, after, PAGE)
    } catch (error) {
      this.#isMore = true
      throw error
    }
  }

  #callNext(core: PartyId, turn: AbortSignal): void {
    while (this.#calls.size < this.#receiver.calls) {
      const now = this.#deps.now()
      const event = this.#receiver.state === 'well' ? this.#line.next(now) : this.#line.nextProbe(now)
      if (event === undefined) return
      const call = this.#callWith(core, event, turn).catch((error: unknown) => {
        this.#deps.events.backgroundFailed('webhook', error)
        this.#again(event)
      }).finally(() => {
        this.#calls.delete(call)
        this.#look()
      })
      this.#calls.add(call)
    }
  }

  async #callWith(core: PartyId, event: WaitingEvent, turn: AbortSignal): Promise<void> {
    const { outbox } = this.#deps
    const found = await outbox.find(core, event.id)
    const shown = found && await this.#deps.show(found)
    if (found && shown) {
      const called = await this.#deps.call(shown, found.timeMs, turn)
      // Another node may call with it already.
      if (turn.aborted && !('taken' in called)) return
      if (!('taken' in called)) {
        await this.#untaken(core, event, called)
        return
      }
      if (this.#receiver.took()) this.#line.hurry()
    }
    // Also what is none of the core's business, as a poll does.
    if (found) await outbox.acknowledge(core, event.id)
    this.#line.done(event)
  }

  async #untaken(core: PartyId, event: WaitingEvent, called: Exclude<Called, { readonly taken: true }>): Promise<void> {
    const { events, now } = this.#deps
    if ('gone' in called) {
      this.#receiver.left()
      events.webhookGone()
      this.#line.failed(event, event)
    } else if ('unsent' in called) {
      events.webhookFailed(called.unsent)
      this.#receiver.failed(OWN_PAUSE_MS)
      this.#line.failed(event, event)
    } else {
      this.#receiver.failed(called.retryAfterMs)
      events.webhookFailed(called.failed)
      // A call before the event's time asked for the receiver only.
      if (event.nextAtMs > now()) this.#line.failed(event, event)
      else await this.#count(core, event, called.failed)
    }
  }

  async #count(core: PartyId, event: WaitingEvent, reason: string): Promise<void> {
    const [attempts, now] = [event.attempts + 1, this.#deps.now()]
    const pause = pauseAfterTry(attempts, this.#deps.random())
    const nextAtMs = pause === undefined ? 0 : now + pause
    await this.#deps.outbox.note(core, { event: event.id, attempts, nextAtMs, deadSinceMs: pause === undefined ? now : undefined, reason })
    if (pause === undefined) {
      this.#deps.events.webhookDead(reason)
      this.#line.done(event)
    } else this.#line.failed(event, { attempts, nextAtMs })
  }

  #again(event: WaitingEvent): void {
    this.#line.failed(event, { attempts: event.attempts, nextAtMs: Math.max(event.nextAtMs, this.#deps.now() + OWN_PAUSE_MS) })
  }

  /** Looks again when something is due. */
  #rest(): void {
    this.#cancelTimer()
    if (this.#isStopped || this.#turn === undefined) return
    if (this.#lookAgain) {
      this.#look()
      return
    }
    const { state, restLeftMs } = this.#receiver
    const due = state === 'well' ? Math.max(0, (this.#line.nextDueMs() ?? Infinity) - this.#deps.now()) : Infinity
    const waits = [LOOK_MS, due, ...(state === 'resting' ? [restLeftMs] : [])]
    // Where all calls are taken the end of one looks again.
    const least = this.#calls.size > 0 && due === 0 ? LOOK_MS : Math.min(...waits)
    this.#cancelTimer = this.#deps.timers.after(least, () => {
      this.#isMore = true
      this.#look()
    })
  }
}
