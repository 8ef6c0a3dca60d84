// SPDX-License-Identifier: AGPL-3.0-only
import { arrive } from '../policy/rate.ts'
import type { Rate } from '../policy/rate.ts'

/** Keys remembered at once: about 10 MB. Over it the oldest is forgotten, which can only be generous. */
const MAX_KEYS = 100_000

/** Rates per key in memory; a restart forgives. */
export interface Quotas {
  /** Spends one; undefined, or the seconds to wait. */
  spend(key: string, rate: Rate): number | undefined
}

/** Quotas on a clock that never jumps (`monotonic`, ms). */
export const createQuotas = (monotonic: () => number): Quotas => {
  const arrivals = new Map<string, number>()
  return {
    spend: (key, rate) => {
      const outcome = arrive(rate, arrivals.get(key), monotonic())
      if ('waitMs' in outcome) return Math.ceil(outcome.waitMs / 1000)
      arrivals.delete(key)
      arrivals.set(key, outcome.next)
      if (arrivals.size > MAX_KEYS) arrivals.delete(arrivals.keys().next().value ?? key)
      return undefined
    },
  }
}
