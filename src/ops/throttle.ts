// SPDX-License-Identifier: AGPL-3.0-only
import type { Clock } from './clock.ts'

/** Entries of one kind a minute: enough to see what happens, too few for a stranger to fill a disk with. */
const MAX_A_MINUTE = 30
const MINUTE_MS = 60_000

/** Decides whether an entry of a kind that strangers can cause is written now. Kinds come from the source, so the set is closed. */
export type Throttle = (kind: string) => { readonly write: boolean; readonly suppressed: number }

/** Lets the first entries of each minute through; the next minute's first one tells how many were left out. */
export const createThrottle = (clock: Pick<Clock, 'monotonic'>): Throttle => {
  const windows = new Map<string, { start: number; count: number }>()
  return (kind) => {
    const now = clock.monotonic()
    const window = windows.get(kind)
    if (window === undefined || now - window.start >= MINUTE_MS) {
      windows.set(kind, { start: now, count: 1 })
      return { write: true, suppressed: Math.max(0, (window?.count ?? 0) - MAX_A_MINUTE) }
    }
    window.count += 1
    return { write: window.count <= MAX_A_MINUTE, suppressed: 0 }
  }
}
