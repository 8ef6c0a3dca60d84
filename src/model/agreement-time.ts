// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from './errors.ts'

/** Article 7(5) of the Digital Markets Act: within three months of a request what was asked for is operational. */
export const MONTHS_TO_COMPLY = 3
/** How the three months are counted, for whoever reads a date. */
export const COUNTING_RULE = 'calendar months in UTC, the day of the request not counted; where the last month has no such day, its last day (Regulation 1182/71, Article 3(2)(c)); never moved past a weekend or holiday'

const DAY_MS = 86_400_000

/** A UTC day: `2026-11-30`. */
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** The last day of the three months after a request of this moment (ms). 30 November is due on the last day of February. */
export const lastDayToComply = (requestedAt: number): string => {
  const from = new Date(requestedAt)
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + MONTHS_TO_COMPLY]
  // Day 0 of a month is the last one of the month before.
  const daysThen = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return dayOf(Date.UTC(year, month, Math.min(from.getUTCDate(), daysThen)))
}

/** Whole days from the day of `now` (ms) to a UTC day: 0 on that day, negative afterwards. */
export const daysUntil = (day: string, now: number): number => Math.round((Date.parse(day) - Date.parse(dayOf(now))) / DAY_MS)

/** The moment (ms) that a UTC day is over. */
export const endOfDay = (day: string): number => Date.parse(day) + DAY_MS

/** The moment (ms) that a UTC day begins. Throws `MALFORMED` for another form, for a day that does not exist, and for one before 1970. */
export const parseDay = (text: string): number => {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(ms) || ms < 0 || dayOf(ms) !== text) throw new GatewayError('MALFORMED', `a day is written as 2026-11-30, not ${text.slice(0, 32)}`)
  return ms
}
