// SPDX-License-Identifier: AGPL-3.0-only
import type { Store } from '../../src/store/port.ts'
import type { Readers } from '../../src/store/readers.ts'
import type { Transactors } from '../../src/store/transactors.ts'

/** A call to the store, by its name there. */
export type StoreCall = keyof Readers | keyof Transactors

/** What a test sees of a store's calls, and where it may step in. */
export interface Tap {
  /** Runs before a call reaches the store; the call waits for it, and fails with what it throws. */
  before: (call: StoreCall, args: readonly unknown[]) => Promise<void> | undefined
}

/** A store whose calls all pass a tap. */
export const tapStore = (store: Store, tap: Tap): Store =>
  ({ ...store, read: tapped(store.read, tap), write: tapped(store.write, tap) })

const tapped = <Calls extends Readers | Transactors>(calls: Calls, tap: Tap): Calls =>
  Object.fromEntries(Object.entries(calls).map(([name, call]: [string, (...args: unknown[]) => Promise<unknown>]) => [
    name, async (...args: unknown[]) => {
      const delay = tap.before(name as StoreCall, args)
      if (delay) await delay
      return call(...args)
    },
  ])) as unknown as Calls
