// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../model/errors.ts'
import { MAX_PER_PARTY, MAX_PER_TICKET, MAX_TRANSFERS } from './limits.ts'

/** A transfer under way. */
export interface Transfer {
  /** It is over, and its place free. */
  leave(): void
}

/** The transfers under way, bounded in all, for each party and for each ticket. */
export interface Transfers {
  /** Takes a place; throws `THROTTLED` where there is none, and `UNAVAILABLE` once it is over. `end` is called at {@link Transfers.stop}. */
  enter(party: string, ticket: string, end: (error: GatewayError) => void): Transfer
  /** Those under way. */
  count(): number
  /** Aborted once it is over: what waits for a slow place of the bytes waits no longer. */
  readonly ending: AbortSignal
  /** Ends all with `UNAVAILABLE`, and lets none begin; resolves when the last has left. */
  stop(): Promise<void>
}

/** No transfer yet. */
export const createTransfers = (): Transfers => {
  const [active, counts] = [new Set<(error: GatewayError) => void>(), new Map<string, number>()]
  const [empty, over] = [Promise.withResolvers<undefined>(), new AbortController()]
  const add = (key: string, by: number): void => {
    const count = (counts.get(key) ?? 0) + by
    if (count === 0) counts.delete(key)
    else counts.set(key, count)
  }
  const isFull = (key: string, most: number): boolean => (counts.get(key) ?? 0) >= most
  return {
    ending: over.signal,
    enter: (party, ticket, end) => {
      if (over.signal.aborted) throw new GatewayError('UNAVAILABLE')
      const keys = [`party ${party}`, `ticket ${ticket}`]
      if (active.size >= MAX_TRANSFERS || isFull(`party ${party}`, MAX_PER_PARTY) || isFull(`ticket ${ticket}`, MAX_PER_TICKET)) {
        throw new GatewayError('THROTTLED', 'too many transfers at once')
      }
      // One of its own for each transfer.
      const entry = (error: GatewayError): void => { end(error) }
      active.add(entry)
      for (const key of keys) add(key, 1)
      return {
        leave: () => {
          if (!active.delete(entry)) return
          for (const key of keys) add(key, -1)
          if (over.signal.aborted && active.size === 0) empty.resolve(undefined)
        },
      }
    },
    count: () => active.size,
    stop: async () => {
      over.abort()
      for (const end of active) end(new GatewayError('UNAVAILABLE'))
      if (active.size > 0) await empty.promise
    },
  }
}
