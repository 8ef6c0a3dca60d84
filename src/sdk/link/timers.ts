// SPDX-License-Identifier: Apache-2.0

/** Where waiting comes from; injected, so that tests own it. */
export interface Timers {
  /** Calls `run` once after the time; returns what cancels it. */
  after(milliseconds: number, run: () => void): () => void
}

/** The machine's timers. */
export const systemTimers: Timers = Object.freeze({
  after: (milliseconds: number, run: () => void) => {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  },
})
