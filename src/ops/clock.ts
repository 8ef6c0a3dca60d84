// SPDX-License-Identifier: AGPL-3.0-only
import { performance } from 'node:perf_hooks'

/** Where time comes from; injected, so that tests own it. */
export interface Clock {
  /** Wall time in ms since the epoch: for what is stored or told, never for measuring (it jumps). */
  now(): number
  /** Ms that only rise: for timeouts and durations. */
  monotonic(): number
}

/** The machine's clocks. */
export const systemClock: Clock = Object.freeze({ now: () => Date.now(), monotonic: () => performance.now() })
