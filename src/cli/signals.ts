// SPDX-License-Identifier: AGPL-3.0-only
import type { Io, StopSignal } from './io.ts'

/** What the process ends with when a second signal cuts a stop short: 128 and the number of SIGTERM. */
export const CUT_SHORT = 143

/** Waits for signals; a second one ends the process at once. */
export interface Ending {
  readonly first: Promise<StopSignal>
  /** Aborted by the first. */
  readonly signal: AbortSignal
  /** Signals mean what they usually do again. */
  forget(): void
}

/** Takes the signals that ask to end. */
export const abortOnSignal = (io: Io): Ending => {
  const first = Promise.withResolvers<StopSignal>()
  const controller = new AbortController()
  const forget = io.onStopSignal((signal) => {
    if (controller.signal.aborted) io.exitNow(CUT_SHORT)
    controller.abort(new Error(signal))
    first.resolve(signal)
  })
  return { first: first.promise, signal: controller.signal, forget }
}
