// SPDX-License-Identifier: AGPL-3.0-only
import type { Timers } from '../../../../src/sdk/link/timers.ts'

interface Timer { readonly due: number; readonly milliseconds: number; readonly run: () => void }

/** Timers that run when the test says so. */
export class ManualTimers implements Timers {
  #now = 0
  readonly #timers = new Set<Timer>()
  readonly #awaited = new Set<{ readonly milliseconds: number; readonly resolve: () => void }>()

  after(milliseconds: number, run: () => void): () => void {
    const timer = { due: this.#now + milliseconds, milliseconds, run }
    this.#timers.add(timer)
    for (const awaited of this.#awaited) if (awaited.milliseconds === milliseconds) awaited.resolve()
    return () => void this.#timers.delete(timer)
  }

  /** How long each timer was set for, oldest first. */
  get set(): readonly number[] {
    return [...this.#timers].map(({ milliseconds }) => milliseconds)
  }

  /** Resolves as soon as a timer of this length is set. */
  async waitFor(milliseconds: number): Promise<void> {
    if (this.set.includes(milliseconds)) return
    const { promise, resolve } = Promise.withResolvers<undefined>()
    const awaited = { milliseconds, resolve: () => resolve(undefined) }
    this.#awaited.add(awaited)
    await promise
    this.#awaited.delete(awaited)
  }

  /** Lets time pass; timers run in the order in which they are due. */
  advance(milliseconds: number): void {
    const until = this.#now + milliseconds
    for (let next = this.#next(until); next !== undefined; next = this.#next(until)) {
      this.#timers.delete(next)
      this.#now = next.due
      next.run()
    }
    this.#now = until
  }

  #next(until: number): Timer | undefined {
    return [...this.#timers].filter(({ due }) => due <= until).sort((a, b) => a.due - b.due)[0]
  }
}
