// SPDX-License-Identifier: AGPL-3.0-only
import type { Duty, Nodes, Signal } from '../../src/store/nodes.ts'

type Listener = (signal: Signal) => Promise<void> | void

/** Nodes of one store whose duties a test moves, and whose signals it sees. */
export interface FakeNodes {
  /** Another node. */
  readonly node: () => Nodes
  /** Takes a duty from who holds it; the next that wants it, in the order of wanting, has it a turn later. */
  readonly move: (duty: Duty) => Promise<void>
  readonly told: Signal[]
}

/** No node yet. A duty goes to who wanted it first. */
export const createFakeNodes = (): FakeNodes => {
  const listeners = new Set<Listener>()
  const wanters = new Map<Duty, ((held: boolean) => void)[]>()
  const holders = new Map<Duty, (held: boolean) => void>()
  const told: Signal[] = []
  let lastNumber = 0

  const settle = (duty: Duty): void => {
    const [first] = wanters.get(duty) ?? []
    if (first === undefined || holders.has(duty)) return
    holders.set(duty, first)
    first(true)
  }
  const tellAndWait = async (signal: Signal): Promise<void> => {
    told.push(signal)
    await Promise.all([...listeners].map(async (listener) => listener(signal)))
  }
  const leave = (duty: Duty, changed: (held: boolean) => void): void => {
    wanters.set(duty, (wanters.get(duty) ?? []).filter((one) => one !== changed))
    if (holders.get(duty) !== changed) return
    holders.delete(duty)
    queueMicrotask(() => { settle(duty) })
  }

  return {
    told,
    node: () => ({
      tell: (signal) => { void tellAndWait(signal) },
      tellAndWait,
      nextNumber: async () => (lastNumber += 1),
      listen: (listener) => {
        const own: Listener = (signal) => listener(signal)
        listeners.add(own)
        return () => { listeners.delete(own) }
      },
      want: (duty, changed) => {
        const own = (held: boolean): void => { changed(held) }
        wanters.set(duty, [...wanters.get(duty) ?? [], own])
        queueMicrotask(() => { settle(duty) })
        return () => { leave(duty, own) }
      },
    }),
    move: async (duty) => {
      const holder = holders.get(duty)
      if (holder === undefined) return
      holders.delete(duty)
      wanters.set(duty, [...(wanters.get(duty) ?? []).filter((one) => one !== holder), holder])
      holder(false)
      await new Promise((resolve) => { setImmediate(resolve) })
      settle(duty)
    },
  }
}
