// SPDX-License-Identifier: AGPL-3.0-only
import type { Store } from '../../src/store/port.ts'
import { tapStore } from './tapped-store.ts'
import type { StoreCall } from './tapped-store.ts'

/** Lets a test do something in the moment before a use case writes, once for each task that it names. */
export interface Moments {
  /** Stands between the use cases and their store. */
  readonly wrapStore: (store: Store) => Store
  /** Runs `task` before the next `call` whose arguments, as JSON, hold `text`. */
  readonly before: (call: StoreCall, task: (store: Store) => Promise<unknown>, text?: string) => void
  /** Tasks that have not had their moment yet. */
  readonly pending: () => number
}

/** No task yet. Tasks get the store below the tap, so that they do not wait for themselves. */
export const createMoments = (): Moments => {
  const waiting: { readonly call: StoreCall; readonly task: (store: Store) => Promise<unknown>; readonly text: string }[] = []
  const wrapStore = (store: Store): Store => tapStore(store, {
    before: (call, args) => {
      const index = waiting.findIndex((one) => one.call === call && JSON.stringify(args).includes(one.text))
      const [moment] = index < 0 ? [] : waiting.splice(index, 1)
      return moment?.task(store).then(() => undefined)
    },
  })
  return { wrapStore, before: (call, task, text = '') => { waiting.push({ call, task, text }) }, pending: () => waiting.length }
}
