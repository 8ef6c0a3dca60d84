// SPDX-License-Identifier: Apache-2.0
import type { Timers } from '../timers.ts'
import { DEVICE_CREDIT, DEVICE_CREDIT_BYTES, DEVICE_REQUESTS, DEVICE_REQUESTS_MS, MAX_DEVICE_NUISANCES } from './limits.ts'

/** A request that waits for its turn, a frame of so many bytes; `run` resolves when the link is done with it, and never rejects. */
interface Turn {
  readonly bytes: number
  readonly run: () => Promise<void>
}

/**
 * What one user may take of what all users share, over all its connections: a connection that is new gives nobody more. Its requests pass in their order, so many of them to
 * the link at once and in a time; the others wait, and the credit of their connection with them.
 */
export class Allowance {
  readonly #timers: Timers
  readonly #whole: () => void
  #waiting: Turn[] = []
  #atLink = 0
  #bytesAtLink = 0
  #left = DEVICE_REQUESTS
  #nuisancesLeft = MAX_DEVICE_NUISANCES
  #cancel: (() => void) | undefined

  /** `whole` is called whenever nothing of it is used any more. */
  constructor(timers: Timers, whole: () => void) {
    this.#timers = timers
    this.#whole = whole
  }

  /** Whether nothing of it is used: another one would be the same. */
  get isWhole(): boolean {
    return this.#cancel === undefined && this.#atLink === 0 && this.#waiting.length === 0
  }

  /** Runs it now, or when its turn comes; who calls bounds how many wait. */
  pass(turn: Turn): void {
    this.#waiting.push(turn)
    this.#go()
  }

  /** Counts what costs the user no credit; false where it is too much. */
  tolerates(): boolean {
    this.#begin()
    this.#nuisancesLeft -= 1
    return this.#nuisancesLeft >= 0
  }

  /** What waits passes no more. What the link has takes its place there until it is done with. */
  forget(): void {
    this.#waiting = []
  }

  /** No time counts any more. */
  end(): void {
    this.forget()
    this.#cancel?.()
  }

  #go(): void {
    while (this.#left > 0 && this.#atLink < DEVICE_CREDIT && this.#bytesAtLink < DEVICE_CREDIT_BYTES) {
      const turn = this.#waiting.shift()
      if (turn === undefined) return
      this.#begin()
      this.#left -= 1
      void this.#run(turn)
    }
  }

  async #run({ bytes, run }: Turn): Promise<void> {
    this.#atLink += 1
    this.#bytesAtLink += bytes
    await run()
    this.#atLink -= 1
    this.#bytesAtLink -= bytes
    this.#go()
    this.#tell()
  }

  #begin(): void {
    this.#cancel ??= this.#timers.after(DEVICE_REQUESTS_MS, () => this.#renew())
  }

  #renew(): void {
    this.#cancel = undefined
    this.#left = DEVICE_REQUESTS
    this.#nuisancesLeft = MAX_DEVICE_NUISANCES
    this.#go()
    this.#tell()
  }

  #tell(): void {
    if (this.isWhole) this.#whole()
  }
}
