// SPDX-License-Identifier: AGPL-3.0-only
import { FRAME_MS } from './limits.ts'
import type { Timers } from './ports.ts'

/** Watches that what a party begins to send becomes whole. */
export interface WholeFrames {
  /** So many bytes are kept of a message that is not whole. */
  arriving(bytes: number): void
  /** A message came whole, or the link is read again after it was not. */
  progressed(): void
  stop(): void
}

/**
 * Calls `late` once when a message is not whole `FRAME_MS` after its first byte came, or twice as long where another one came
 * whole before it: one timer stands for all frames of that time, so that a busy link pays for none. `isExcused`: we do not read.
 */
export const createWholeFrames = (timers: Timers, isExcused: () => boolean, late: () => void): WholeFrames => {
  let isArriving = false
  let hasProgressed = false
  let cancel: (() => void) | undefined
  const start = (): void => {
    hasProgressed = false
    cancel = timers.after(FRAME_MS, () => {
      cancel = undefined
      if (!isArriving) return
      if (hasProgressed || isExcused()) start()
      else late()
    })
  }
  return {
    arriving: (bytes) => {
      isArriving = bytes > 0
      if (isArriving && cancel === undefined) start()
    },
    progressed: () => { hasProgressed = true },
    stop: () => {
      cancel?.()
      cancel = undefined
    },
  }
}
