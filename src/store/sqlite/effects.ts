// SPDX-License-Identifier: AGPL-3.0-only

/** What a transaction did that somebody waits for; told once it is committed. Hints: a job that was undone may still be in them. */
export interface Effects {
  /** Mailbox or event rows were added for a party. */
  readonly added: (party: string) => void
  /** Rows were deleted whose content must leave the disk. */
  readonly deleted: () => void
  /** Tells all listeners, and starts anew. */
  readonly committed: () => void
  readonly watch: (listener: (party: string) => void) => () => void
}

/** Effects that call `onDeleted` after each commit that deleted something. */
export const createEffects = (onDeleted: () => void): Effects => {
  const listeners = new Set<(party: string) => void>()
  const parties = new Set<string>()
  let anyDeleted = false

  const committed = (): void => {
    if (anyDeleted) onDeleted()
    anyDeleted = false
    const told = [...parties]
    parties.clear()
    // Apart from the commit, so that no listener stands between it and those who wait for it.
    for (const listener of listeners) queueMicrotask(() => told.forEach(listener))
  }

  return {
    added: (party) => { parties.add(party) },
    deleted: () => { anyDeleted = true },
    committed,
    watch: (listener) => {
      const own = (party: string): void => listener(party)
      listeners.add(own)
      return () => { listeners.delete(own) }
    },
  }
}
