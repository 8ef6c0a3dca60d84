// SPDX-License-Identifier: AGPL-3.0-only

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Between the tries of one event: the schedule that Standard Webhooks recommends, ten tries in a good three days. */
export const PAUSES_MS: readonly number[] = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR]

/** A pause is up to so much longer, so that what failed together is not tried together. */
const JITTER = 0.1
/** Pause of a receiver that fails; it doubles with each further one up to {@link MAX_REST_MS}. */
const REST_MS = SECOND
/** Longest of them: so much later than the receiver everything goes on. */
const MAX_REST_MS = MINUTE
/** The longest that a receiver may ask for with Retry-After. */
const MAX_RETRY_AFTER_MS = HOUR

/** Pause after the try of that number, from 1; undefined after the last. `random` is from 0 up to 1. */
export const pauseAfterTry = (attempts: number, random: number): number | undefined => {
  const pause = PAUSES_MS[attempts - 1]
  return pause === undefined ? undefined : Math.round(pause * (1 + JITTER * random))
}

/** How long a receiver rests that failed for the time of that number in a row, from 1, and perhaps asked for a pause. */
export const restAfter = (rests: number, retryAfterMs: number | undefined, random: number): number => {
  const rest = Math.min(REST_MS * 2 ** (rests - 1), MAX_REST_MS) * (1 + JITTER * random)
  return Math.round(Math.max(rest, Math.min(retryAfterMs ?? 0, MAX_RETRY_AFTER_MS)))
}

/** What `Retry-After` asks for (RFC 9110 section 10.2.3), in ms from now; undefined for what is neither seconds nor a date to come. */
export const readRetryAfter = (text: string | undefined, now: number): number | undefined => {
  if (text === undefined) return undefined
  if (/^\d{1,9}$/.test(text)) return Number(text) * SECOND
  const at = Date.parse(text)
  return Number.isNaN(at) || at <= now ? undefined : at - now
}
