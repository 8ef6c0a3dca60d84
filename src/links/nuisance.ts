// SPDX-License-Identifier: AGPL-3.0-only
import { MAX_NUISANCES, NUISANCE_MS } from './limits.ts'

/** Counts what a link sends that costs nobody but the gateway; answers whether it is too much now. */
export type Nuisances = () => boolean

/**
 * Pings need no credit, and a request that is refused unread frees its own at once, so nothing else slows them down: more of them than
 * {@link MAX_NUISANCES} in {@link NUISANCE_MS} are a flood. `now` is wall time in ms: a step of the clock begins a new count.
 */
export const createNuisances = (now: () => number): Nuisances => {
  let since = 0
  let count = 0
  return () => {
    const time = now()
    if (time - since >= NUISANCE_MS || time < since) {
      since = time
      count = 0
    }
    count += 1
    return count > MAX_NUISANCES
  }
}
