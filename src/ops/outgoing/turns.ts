// SPDX-License-Identifier: AGPL-3.0-only
import { OutgoingRefusal } from './ports.ts'
import type { OutgoingLimits } from './ports.ts'

/** Lets so many calls go at once, in all and for each host; the others wait in order of arrival, and not more than may. */
export interface Turns {
  /** Resolves with what gives the turn back. Rejects with `busy`, or with `aborted` while it waits. */
  take(host: string, signal: AbortSignal): Promise<() => void>
}

interface Waiter { readonly host: string; readonly go: () => void }

/** All turns free. */
export const createTurns = (limits: Pick<OutgoingLimits, 'calls' | 'callsPerHost' | 'waiting'>): Turns => {
  const perHost = new Map<string, number>()
  const waiters = new Set<Waiter>()
  let taken = 0

  const mayGo = (host: string): boolean => taken < limits.calls && (perHost.get(host) ?? 0) < limits.callsPerHost
  const enter = (host: string): (() => void) => {
    taken += 1
    perHost.set(host, (perHost.get(host) ?? 0) + 1)
    return () => { leave(host) }
  }
  const leave = (host: string): void => {
    taken -= 1
    const left = (perHost.get(host) ?? 0) - 1
    if (left === 0) perHost.delete(host)
    else perHost.set(host, left)
    // One that waits for a crowded host does not hold up the others.
    for (const waiter of waiters) if (mayGo(waiter.host)) waiter.go()
  }

  return {
    take: async (host, signal) => {
      if (signal.aborted) throw new OutgoingRefusal('aborted')
      if (mayGo(host)) return enter(host)
      if (waiters.size >= limits.waiting) throw new OutgoingRefusal('busy')
      const { promise, resolve, reject } = Promise.withResolvers<() => void>()
      const waiter = { host, go: () => {
        forget()
        resolve(enter(host))
      } }
      const abort = (): void => {
        forget()
        reject(new OutgoingRefusal('aborted'))
      }
      const forget = (): void => {
        waiters.delete(waiter)
        signal.removeEventListener('abort', abort)
      }
      waiters.add(waiter)
      signal.addEventListener('abort', abort)
      return promise
    },
  }
}
