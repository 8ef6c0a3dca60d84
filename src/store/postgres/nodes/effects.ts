// SPDX-License-Identifier: AGPL-3.0-only
import { createEffects } from '../../effects.ts'
import type { Effects } from '../../effects.ts'
import type { Store, WatchHint } from '../../port.ts'
import type { Hints, OwnNode } from './index.ts'

type Listener = Parameters<Store['watch']>[0]

/** Effects that reach the other nodes as well. */
export interface SharedEffects extends Effects {
  /** Whether something was changed since the last `committed` that moments rest on: all nodes are to be told with the commit. */
  readonly isChanged: () => boolean
  /** See `Store.inForce`. */
  readonly inForce: Store['inForce']
  /** Another node added rows. */
  readonly hinted: (hints: Hints) => void
  /** A change was committed, on whatever node. */
  readonly endMoments: () => void
}

/** Effects of this node's transactions, told to its own listeners first. */
export const createSharedEffects = (node: () => Pick<OwnNode, 'caughtUp' | 'begin' | 'hint'>): SharedEffects => {
  const own = createEffects(() => undefined)
  const listeners = new Set<Listener>()
  let hints = new Map<string, WatchHint>()
  let isChanged = false
  let changesHeard = 0

  const committed = (): void => {
    own.committed()
    node().hint([...hints])
    hints = new Map()
    isChanged = false
  }
  const endMoments = (): void => { changesHeard += 1 }

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
    isChanged: () => isChanged,
    inForce: () => {
      // What was read may be a commit of this node that it has not been answered yet. Where there is none nothing ends: who asks for nothing new must not hold up others.
      if (isChanged) endMoments()
      return node().caughtUp()
    },
    hinted: (told) => {
      for (const listener of listeners) for (const [party, hint] of told) listener(party, hint)
    },
    endMoments,
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
      const [begun, moment, holdsPlace] = [changesHeard, own.moment(), node().begin()]
      return { holds: () => begun === changesHeard && moment.holds() && holdsPlace() }
    },
  }
}
