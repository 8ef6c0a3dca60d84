// SPDX-License-Identifier: AGPL-3.0-only

/** Runs work about one thing one after the other, in the order in which it came; work about different things side by side. */
export type Turns = <T>(key: string, work: () => Promise<T>) => Promise<T>

/** Turns by key; a key costs something only while work about it goes on. */
export const createTurns = (): Turns => {
  const last = new Map<string, Promise<unknown>>()
  return async (key, work) => {
    const turn = (last.get(key) ?? Promise.resolve()).then(work)
    const over = turn.catch(() => undefined)
    last.set(key, over)
    try {
      return await turn
    } finally {
      if (last.get(key) === over) last.delete(key)
    }
  }
}
