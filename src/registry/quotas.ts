// SPDX-License-Identifier: AGPL-3.0-only
import type { LimitName } from '../model/agreement-limits.ts'
import type { ThrottleScope } from '../model/answers.ts'
import { arrive, roomOf } from '../policy/rate.ts'
import type { Rate } from '../policy/rate.ts'
import { throttleOf } from '../policy/throttle.ts'
import type { Draw, Throttle } from '../policy/throttle.ts'

/** Keys remembered at once: about 20 MB. Over it the oldest is forgotten, which can only be generous. */
const MAX_KEYS = 100_000

/** Rates per key in memory; a restart forgives. */
export interface Quotas {
  /** Spends one of what `named` says the rate is; undefined, or why it has to wait. */
  spend(key: string, rate: Rate, named: Named): Throttle | undefined
  /** How one more would fare; spends nothing. */
  look(key: string, rate: Rate, named: Named): Draw
  /** Takes one, whether or not there is one. */
  take(key: string, rate: Rate): void
}

/** Which limit a rate is, and whose. */
export interface Named { readonly limit: LimitName; readonly scope: ThrottleScope }

/** When the next one is due, and the interval that it was counted with. */
interface Kept { readonly next: number; readonly intervalMs: number }

/** Quotas on a clock that never jumps (`monotonic`, ms). When a rate is changed, as many units as were used up still are. */
export const createQuotas = (monotonic: () => number): Quotas => {
  const arrivals = new Map<string, Kept>()

  const arrivalOf = (key: string, { intervalMs }: Rate, now: number): number | undefined => {
    const kept = arrivals.get(key)
    if (kept === undefined || kept.intervalMs === intervalMs) return kept?.next
    return now + Math.max(0, kept.next - now) * intervalMs / kept.intervalMs
  }
  const keep = (key: string, next: number, { intervalMs }: Rate): void => {
    arrivals.delete(key)
    arrivals.set(key, { next, intervalMs })
    if (arrivals.size > MAX_KEYS) arrivals.delete(arrivals.keys().next().value ?? key)
  }
  const look = (key: string, rate: Rate, named: Named): Draw => {
    const now = monotonic()
    const arrival = arrivalOf(key, rate, now)
    const outcome = arrive(rate, arrival, now)
    return { ...named, ...roomOf(rate, arrival, now), waitMs: 'waitMs' in outcome ? outcome.waitMs : 0 }
  }

  return {
    look,
    take: (key, rate) => {
      const now = monotonic()
      keep(key, Math.max(arrivalOf(key, rate, now) ?? now, now) + rate.intervalMs, rate)
    },
    spend: (key, rate, named) => {
      const now = monotonic()
      const outcome = arrive(rate, arrivalOf(key, rate, now), now)
      if ('waitMs' in outcome) return throttleOf([look(key, rate, named)])
      keep(key, outcome.next, rate)
      return undefined
    },
  }
}
