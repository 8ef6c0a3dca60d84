// SPDX-License-Identifier: AGPL-3.0-only
import { restAfter } from './schedule.ts'

/** Calls under way to a receiver that is well: as many as the connector lets go to one host. */
const WEBHOOK_CALLS = 4
/** Failures in a row that say something of the receiver and not of one event. */
const FAILURES_IN_A_ROW = 2
/** Rests after which it was down, and not a few events were at fault: what failed meanwhile is tried at once. */
const RESTS_OF_DOWN = 2

/** `resting`: it fails and is left alone for a while. `gone`: it said so, and is not called until the operator says otherwise. */
export type ReceiverState = 'well' | 'resting' | 'probed' | 'gone'

/** What a receiver stands on. */
export interface ReceiverDeps {
  readonly monotonic: () => number
  /** From 0 up to 1. */
  readonly random: () => number
}

/** How the receiver is: one that fails again and again is left alone, then asked with one call whether it is back. */
export class Receiver {
  readonly #deps: ReceiverDeps
  #failures = 0
  /** Rests since it last took something. */
  #rests = 0
  #restsUntil = 0
  #isGone = false

  constructor(deps: ReceiverDeps) {
    this.#deps = deps
  }

  get state(): ReceiverState {
    if (this.#isGone) return 'gone'
    if (this.#rests === 0) return 'well'
    return this.restLeftMs > 0 ? 'resting' : 'probed'
  }

  /** Calls that may be under way now. */
  get calls(): number {
    return { well: WEBHOOK_CALLS, probed: 1, resting: 0, gone: 0 }[this.state]
  }

  /** 0 when the rest is over. */
  get restLeftMs(): number {
    return Math.max(0, this.#restsUntil - this.#deps.monotonic())
  }

  /** It took something: it is well. Tells whether it was down. */
  took(): boolean {
    const wasDown = this.#rests >= RESTS_OF_DOWN
    this.#failures = this.#rests = this.#restsUntil = 0
    return wasDown
  }

  /** It did not take something, and perhaps asked for a pause. What began before its rest says nothing new. */
  failed(retryAfterMs: number | undefined): void {
    this.#failures += 1
    if (this.state === 'resting' && retryAfterMs === undefined) return
    if (this.#rests === 0 && this.#failures < FAILURES_IN_A_ROW && retryAfterMs === undefined) return
    this.#rests += 1
    this.#restsUntil = this.#deps.monotonic() + restAfter(this.#rests, retryAfterMs, this.#deps.random())
  }

  /** It wants no more calls. */
  left(): void {
    this.#isGone = true
  }

  /** The operator says that it is back. */
  revive(): void {
    this.#isGone = false
    this.took()
  }
}
