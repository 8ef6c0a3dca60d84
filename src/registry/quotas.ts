// SPDX-License-Identifier: AGPL-3.0-only
import type { LimitName } from '../model/agreement-limits.ts'
import type { ThrottleScope } from '../model/answers.ts'
import type { PartyId } from '../model/ids.ts'
import { arrive, roomOf } from '../policy/rate.ts'
import type { Rate } from '../policy/rate.ts'
import { throttleOf } from '../policy/throttle.ts'
import type { Draw, Throttle } from '../policy/throttle.ts'

/** Keys of all parties remembered at once: about 20 MB. For one more the party that has most of them loses its oldest, which can only be generous. */
const MAX_KEYS = 100_000

/** Rates per key of a party in memory; a restart forgives. */
export interface Quotas {
  /** Spends one of what `named` says the rate is; undefined, or why it has to wait. */
  spend(party: PartyId, key: string, rate: Rate, named: Named): Throttle | undefined
  /** How one more would fare; spends nothing. */
  look(party: PartyId, key: string, rate: Rate, named: Named): Draw
  /** Takes one, whether or not there is one. */
  take(party: PartyId, key: string, rate: Rate): void
}

/** Which limit a rate is, and whose. */
export interface Named { readonly limit: LimitName; readonly scope: ThrottleScope }

/** When the next one is due, and the interval that it was counted with. */
interface Kept { readonly next: number; readonly intervalMs: number }

/** Quotas on a clock that never jumps (`monotonic`, ms). When a rate is changed, as many units as were used up still are. */
export const createQuotas = (monotonic: () => number): Quotas => {
  const arrivals = new Map<PartyId, Map<string, Kept>>()
  let size = 0

  const arrivalOf = (party: PartyId, key: string, { intervalMs }: Rate, now: number): number | undefined => {
    const kept = arrivals.get(party)?.get(key)
    if (kept === undefined || kept.intervalMs === intervalMs) return kept?.next
    return now + Math.max(0, kept.next - now) * intervalMs / kept.intervalMs
  }
  /** So that who names ids that nobody has makes nobody else's forgotten. */
  const makeRoom = (): void => {
    const [, most] = [...arrivals].reduce((a, b) => (b[1].size > a[1].size ? b : a))
    const oldest = most.keys().next().value
    if (oldest !== undefined && most.delete(oldest)) size -= 1
  }
  const keep = (party: PartyId, key: string, next: number, { intervalMs }: Rate): void => {
    const own = arrivals.get(party) ?? new Map<string, Kept>()
    arrivals.set(party, own)
    if (!own.delete(key)) size += 1
    own.set(key, { next, intervalMs })
    if (size > MAX_KEYS) makeRoom()
  }
  const look = (party: PartyId, key: string, rate: Rate, named: Named): Draw => {
    const now = monotonic()
    const arrival = arrivalOf(party, key, rate, now)
    const outcome = arrive(rate, arrival, now)
    return { ...named, ...roomOf(rate, arrival, now), waitMs: 'waitMs' in outcome ? outcome.waitMs : 0 }
  }

  return {
    look,
    take: (party, key, rate) => {
      const now = monotonic()
      keep(party, key, Math.max(arrivalOf(party, key, rate, now) ?? now, now) + rate.intervalMs, rate)
    },
    spend: (party, key, rate, named) => {
      const now = monotonic()
      const outcome = arrive(rate, arrivalOf(party, key, rate, now), now)
      if ('waitMs' in outcome) return throttleOf([look(party, key, rate, named)])
      keep(party, key, outcome.next, rate)
      return undefined
    },
  }
}
