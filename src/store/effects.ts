// SPDX-License-Identifier: AGPL-3.0-only
import type { Store, WatchHint } from './port.ts'

type Listener = Parameters<Store['watch']>[0]

/** What a transaction did that somebody waits for; told once it is committed. Hints: a job that was undone may still be in them. */
export interface Effects {
  /** Mailbox or event rows were added for a party. */
  readonly added: (party: string) => void
  /** Mailbox rows of a party that readers passed over are to be delivered after all. */
  readonly released: (party: string) => void
  /** What decisions rest on was changed: moments that began before hold no more. */
  readonly changed: () => void
  /** Rows were deleted whose content must leave the disk. */
  readonly deleted: () => void
  /** Tells all listeners, and starts anew. */
  readonly committed: () => void
  readonly watch: Store['watch']
  readonly moment: Store['moment']
}

/** Effects that call `onDeleted` after each commit that deleted something. */
export const createEffects = (onDeleted: () => void): Effects => {
  const listeners = new Set<Listener>()
  let hints = new Map<string, WatchHint>()
  let [anyDeleted, anyChanged, changes] = [false, false, 0]

  const committed = (): void => {
    if (anyDeleted) onDeleted()
    if (anyChanged) changes += 1
    anyDeleted = anyChanged = false
    const told = [...hints]
    hints = new Map()
    // Apart from the commit, so that no listener stands between it and those who wait for it.
    for (const listener of listeners) queueMicrotask(() => { for (const [party, hint] of told) listener(party, hint) })
  }

  return {
    added: (party) => { if (!hints.has(party)) hints.set(party, 'added') },
    released: (party) => { hints.set(party, 'released') },
    changed: () => { anyChanged = true },
    deleted: () => { anyDeleted = true },
    committed,
    watch: (listener) => {
      const own: Listener = (party, hint) => { listener(party, hint) }
      listeners.add(own)
      return () => { listeners.delete(own) }
    },
    moment: () => {
      const begun = changes
      return { holds: () => begun === changes }
    },
  }
}
