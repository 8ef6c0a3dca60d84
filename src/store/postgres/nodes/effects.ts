// SPDX-License-Identifier: AGPL-3.0-only
import { createEffects } from '../../effects.ts'
import type { Effects } from '../../effects.ts'
import type { Store, WatchHint } from '../../port.ts'
import type { Hints, OwnNode } from './index.ts'

type Listener = Parameters<Store['watch']>[0]

/** Effects that reach the other nodes as well. */
export interface SharedEffects extends Effects {
  /**
   * Resolves when no moment holds, on any node, that began before the last `committed`; `undefined` when nothing was changed
   * that moments rest on. Rejects with `UNAVAILABLE`.
   */
  readonly agreed: () => Promise<void> | undefined
  /** Another node added rows. */
  readonly hinted: (hints: Hints) => void
  /** Another node changed what decisions rest on. */
  readonly changedElsewhere: () => void
}

/** Effects of this node's transactions, told to its own listeners first. */
export const createSharedEffects = (node: () => Pick<OwnNode, 'agree' | 'begin' | 'hint'>): SharedEffects => {
  const own = createEffects(() => undefined)
  const listeners = new Set<Listener>()
  let hints = new Map<string, WatchHint>()
  let agreed: Promise<void> | undefined
  let isChanged = false
  let changesElsewhere = 0

  const committed = (): void => {
    own.committed()
    node().hint([...hints])
    hints = new Map()
    agreed = isChanged ? node().agree() : undefined
    // Whoever waits hears of it; after a transaction in doubt nobody does.
    agreed?.catch(() => undefined)
    isChanged = false
  }

  return {
    ...own,
    added: (party) => {
      own.added(party)
      if (!hints.has(party)) hints.set(party, 'added')
    },
    released: (party) => {
      own.released(party)
      hints.set(party, 'released')
    },
    changed: () => {
      own.changed()
      isChanged = true
    },
    committed,
    agreed: () => agreed,
    hinted: (told) => {
      for (const listener of listeners) for (const [party, hint] of told) listener(party, hint)
    },
    changedElsewhere: () => { changesElsewhere += 1 },
    watch: (listener) => {
      const unwatch = own.watch(listener)
      const other: Listener = (party, hint) => { listener(party, hint) }
      listeners.add(other)
      return () => {
        unwatch()
        listeners.delete(other)
      }
    },
    moment: () => {
      const [begun, moment, holdsPlace] = [changesElsewhere, own.moment(), node().begin()]
      return { holds: () => begun === changesElsewhere && moment.holds() && holdsPlace() }
    },
  }
}
