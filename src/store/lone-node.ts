// SPDX-License-Identifier: AGPL-3.0-only
import { requireSmall } from './nodes.ts'
import type { Nodes, Signal } from './nodes.ts'

/** The nodes of a store that one process has for itself: it holds every duty, and its signals stay within. */
export const createLoneNode = (): Nodes => {
  const listeners = new Set<(signal: Signal) => Promise<void> | void>()
  let lastNumber = 0

  const dealWith = async (signal: Signal): Promise<void> => {
    await Promise.all([...listeners].map(async (listener) => listener(signal)))
  }

  return {
    tell: (signal) => {
      requireSmall(signal)
      dealWith(signal).catch(() => undefined)
    },
    tellAndWait: async (signal) => {
      requireSmall(signal)
      await dealWith(signal)
    },
    // No link outlives the process.
    nextNumber: () => Promise.resolve(lastNumber += 1),
    listen: (listener) => {
      const own = (signal: Signal): Promise<void> | void => listener(signal)
      listeners.add(own)
      return () => { listeners.delete(own) }
    },
    want: (_duty, changed) => {
      let isWanted = true
      queueMicrotask(() => { if (isWanted) changed(true) })
      return () => { isWanted = false }
    },
  }
}
