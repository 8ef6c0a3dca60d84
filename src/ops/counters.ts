// SPDX-License-Identifier: AGPL-3.0-only

/** How often each business event happened since the start. Names are words of the source, so the set is closed. */
export interface Counters {
  add(name: string, count?: number): void
  /** All counters, in order of name. */
  snapshot(): Readonly<Record<string, number>>
}

/** Counters at zero. */
export const createCounters = (): Counters => {
  const counts = new Map<string, number>()
  return Object.freeze({
    add: (name: string, count = 1) => { counts.set(name, (counts.get(name) ?? 0) + count) },
    snapshot: () => Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
  })
}
