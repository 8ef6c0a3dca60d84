// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId } from '../../model/ids.ts'
import type { CoreOutbox, FedEvent, WaitingEvent } from '../../relay/index.ts'
import type { ShownEvent } from '../shown-event.ts'
import type { Called } from './call.ts'
import type { WaitingLine } from './line.ts'
import { Reading } from './reading.ts'
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

/** How often the pump looks without being told to: whether the core is back, what is due, what is to be dropped. */
const LOOK_MS = 30_000
/** How often dead letters are dropped. */
const DROP_MS = 3_600_000
/** After a failure that is neither the event's nor the receiver's. */
const OWN_PAUSE_MS = 5_000
/** Time for calls under way at a stop; what is cut off comes again. */
const DRAIN_MS = 2_000

/** This node's turn to call; what was begun in one does nothing to the next. */
interface Turn { readonly end: AbortController; readonly reading: Reading }

/** What the pump says of itself; `elsewhere`: another node has the turn. */
export type PumpState = ReceiverState | 'elsewhere'

/** Calls the core's webhook with one event after the other of each conversation, several conversations side by side, until each was taken or is dead. */
export class WebhookPump {
  readonly #deps: PumpDeps
  readonly #receiver: Receiver
  readonly #calls = new Set<Promise<void>>()
  #turn: Turn | undefined
  #looking: Promise<void> = Promise.resolve()
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
    const cancel = this.#deps.timers.after(DRAIN_MS, () => { this.#turn?.end.abort() })
    await Promise.all([this.#looking, ...this.#calls])
    cancel()
    this.#turn?.end.abort()
    for (const end of this.#ends) end()
  }

  #takeTurn(held: boolean): void {
    this.#turn?.end.abort()
    this.#turn = held && !this.#isStopped ? { end: new AbortController(), reading: new Reading(this.#deps.outbox) } : undefined
    this.#look()
  }

  #hear(again: boolean): void {
    if (again) {
      this.#receiver.revive()
      this.#turn?.reading.line.allDue()
      this.#turn?.reading.rewind()
    }
    this.#turn?.reading.hint()
    this.#look()
  }

  #look(): void {
    this.#lookAgain = true
    if (this.#isLooking || this.#turn === undefined || this.#isStopped) return
    this.#isLooking = true
    this.#looking = this.#lookNow().catch((error: unknown) => {
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
      if (await turn.reading.readOn(core)) this.#lookAgain = true
      this.#callNext(core, turn)
    }
  }

  async #drop(core: PartyId): Promise<void> {
    if (this.#deps.monotonic() - this.#droppedAt < DROP_MS) return
    const count = await this.#deps.outbox.dropDead(core)
    this.#droppedAt = this.#deps.monotonic()
    if (count > 0) this.#deps.events.deadLettersDropped(count)
  }

  #callNext(core: PartyId, turn: Turn): void {
    const { line } = turn.reading
    while (this.#calls.size < this.#receiver.calls && !this.#isStopped && !turn.end.signal.aborted) {
      const now = this.#deps.now()
      const event = this.#receiver.state === 'well' ? line.next(now) : line.nextProbe(now)
      if (event === undefined) return
      const call = this.#callWith(core, event, turn).catch((error: unknown) => {
        this.#deps.events.backgroundFailed('webhook', error)
        line.failed(event, { attempts: event.attempts, nextAtMs: Math.max(event.nextAtMs, this.#deps.now() + OWN_PAUSE_MS) })
      }).finally(() => {
        this.#calls.delete(call)
        this.#look()
      })
      this.#calls.add(call)
    }
  }

  async #callWith(core: PartyId, event: WaitingEvent, { end, reading: { line } }: Turn): Promise<void> {
    const { outbox } = this.#deps
    const found = await outbox.find(core, event.id)
    const shown = found && await this.#deps.show(found)
    if (found && shown) {
      const called = await this.#deps.call(shown, found.timeMs, end.signal)
      // Another node may call with it already.
      if (end.signal.aborted && !('taken' in called)) return
      if (!('taken' in called)) {
        await this.#untaken(core, event, line, called)
        return
      }
      if (this.#receiver.took()) line.hurry()
    }
    // Also what is none of the core's business, as a poll does.
    if (found) await outbox.acknowledge(core, event.id)
    line.done(event)
  }

  async #untaken(core: PartyId, event: WaitingEvent, line: WaitingLine, called: Exclude<Called, { readonly taken: true }>): Promise<void> {
    const { events, now } = this.#deps
    if ('gone' in called) {
      this.#receiver.left()
      events.webhookGone()
      line.failed(event, event)
    } else if ('unsent' in called) {
      events.webhookFailed(called.unsent)
      this.#receiver.failed(OWN_PAUSE_MS)
      line.failed(event, event)
    } else {
      this.#receiver.failed(called.retryAfterMs)
      events.webhookFailed(called.failed)
      // A call before the event's time asked for the receiver only.
      if (event.nextAtMs > now()) line.failed(event, event)
      else await this.#count(core, event, line, called.failed)
    }
  }

  async #count(core: PartyId, event: WaitingEvent, line: WaitingLine, reason: string): Promise<void> {
    const [attempts, now] = [event.attempts + 1, this.#deps.now()]
    const pause = pauseAfterTry(attempts, this.#deps.random())
    const nextAtMs = pause === undefined ? 0 : now + pause
    await this.#deps.outbox.note(core, { event: event.id, attempts, nextAtMs, deadSinceMs: pause === undefined ? now : undefined, reason })
    if (pause === undefined) {
      this.#deps.events.webhookDead(reason)
      line.done(event)
    } else line.failed(event, { attempts, nextAtMs })
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
    const due = state === 'well' ? Math.max(0, (this.#turn.reading.line.nextDueMs() ?? Infinity) - this.#deps.now()) : Infinity
    const waits = [LOOK_MS, due, ...(state === 'resting' ? [restLeftMs] : [])]
    // Where all calls are taken the end of one looks again.
    const least = this.#calls.size > 0 && due === 0 ? LOOK_MS : Math.min(...waits)
    this.#cancelTimer = this.#deps.timers.after(least, () => {
      this.#turn?.reading.hint()
      this.#look()
    })
  }
}
