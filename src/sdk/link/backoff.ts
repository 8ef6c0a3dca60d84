// SPDX-License-Identifier: Apache-2.0
import { MAX_RECONNECT_AFTER_SECONDS, RECONNECT_INITIAL_MS, RECONNECT_MAX_MS } from './limits.ts'

/** Pauses before new links. */
export interface ReconnectOptions {
  /** First pause in ms; doubles with each try. */
  readonly initialMs?: number
  /** Longest pause in ms. */
  readonly maxMs?: number
}

/** Extra wait, as a share of what the gateway asked for: parties that were sent away together come back apart. */
const SPREAD = 0.2

/** How long to wait before try `attempt` (from 0); `asked` is what the gateway asked for, 0 if nothing. `random` is in [0, 1). */
export const reconnectMs = (
  attempt: number, asked: number, { initialMs = RECONNECT_INITIAL_MS, maxMs = RECONNECT_MAX_MS }: ReconnectOptions, random: () => number,
): number => {
  if (asked > 0) return Math.min(asked, MAX_RECONNECT_AFTER_SECONDS) * 1_000 * (1 + SPREAD * random())
  const longest = Math.min(initialMs * 2 ** attempt, maxMs)
  return longest * (0.5 + random() / 2)
}
