// SPDX-License-Identifier: AGPL-3.0-only
import type { Headroom, LimitName } from '../model/agreement-limits.ts'
import type { ThrottleScope } from '../model/answers.ts'

/** What a request wants of one limit, and how that limit stands. */
export interface Draw {
  readonly limit: LimitName
  readonly scope: ThrottleScope
  /** Whole units that are left. */
  readonly left: number
  /** Ms until what is wanted would pass; 0 where it passes now. */
  readonly waitMs: number
  /** Ms until all of it is there again if nothing more is spent; 0 where nothing was, or that is up to somebody else. */
  readonly wholeMs: number
}

/** Why a request has to wait. */
export interface Throttle {
  readonly retryAfterSeconds: number
  readonly scope: ThrottleScope
  readonly headroom: readonly Headroom[]
}

/** A day of UTC in ms. */
export const DAY_MS = 86_400_000

/** When the UTC day of a time began. */
export const dayStartOf = (timeMs: number): number => timeMs - timeMs % DAY_MS

/** A draw of `wanted` units on a limit of `most` in a UTC day, of which `used` are gone; `unit` of them are one of the limit's own. */
export const drawOnDay = (
  { limit, scope, most, used, wanted, unit = 1 }: { readonly limit: LimitName; readonly scope: ThrottleScope; readonly most: number; readonly used: number; readonly wanted: number; readonly unit?: number },
  nowMs: number,
): Draw => {
  const [room, untilMs] = [most * unit - used, dayStartOf(nowMs) + DAY_MS - nowMs]
  return { limit, scope, left: Math.max(0, Math.floor(room / unit)), waitMs: wanted > room ? untilMs : 0, wholeMs: used > 0 ? untilMs : 0 }
}

/**
 * Why a request with these draws must wait; undefined where all of them pass. It must wait for the longest, whose scope is told; the headroom begins with
 * those that are used up, the longest wait first.
 */
export const throttleOf = (draws: readonly Draw[]): Throttle | undefined => {
  const sorted = draws.toSorted((a, b) => b.waitMs - a.waitMs)
  const [longest] = sorted
  if (longest === undefined || longest.waitMs <= 0) return undefined
  return { retryAfterSeconds: secondsOf(longest.waitMs), scope: longest.scope, headroom: sorted.map(({ limit, left, wholeMs }) => ({ limit, left, wholeAfterSeconds: secondsOf(wholeMs) })) }
}

const secondsOf = (ms: number): number => Math.ceil(ms / 1_000)
