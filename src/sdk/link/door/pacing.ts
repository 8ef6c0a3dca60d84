// SPDX-License-Identifier: Apache-2.0
import type { Timers } from '../timers.ts'
import { DEVICE_REQUESTS, DEVICE_REQUESTS_MS } from './limits.ts'

/** Lets the requests of one device pass in their order, no more of them in a time than it may have; the others wait, and their credit with them. */
export class Pacing {
  readonly #timers: Timers
  #waiting: (() => void)[] = []
  #left = DEVICE_REQUESTS
  #cancel: (() => void) | undefined

  constructor(timers: Timers) {
    this.#timers = timers
  }

  /** Runs it now, or when its turn comes. */
  pass(run: () => void): void {
    if (this.#left === 0) {
      this.#waiting.push(run)
      return
    }
    this.#left -= 1
    this.#cancel ??= this.#timers.after(DEVICE_REQUESTS_MS, () => this.#renew())
    run()
  }

  /** Nothing more passes. */
  end(): void {
    this.#cancel?.()
    this.#waiting = []
  }

  #renew(): void {
    this.#cancel = undefined
    this.#left = DEVICE_REQUESTS
    // The credit bounds how many wait.
    const waiting = this.#waiting
    this.#waiting = []
    for (const run of waiting) this.pass(run)
  }
}
