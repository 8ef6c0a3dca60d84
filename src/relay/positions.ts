// SPDX-License-Identifier: AGPL-3.0-only
import type { InstanceName, PartyId } from '../model/ids.ts'
import type { InFlight } from './in-flight.ts'
import type { RelayDeps } from './ports.ts'

/** How long a position is kept after its link is gone: longer than any planned reconnect. */
const KEEP_MS = 60_000
/** Positions kept at once, and pushes that they name: about 20 MB. Above either the oldest position goes first. */
const MAX_POSITIONS = 1_000
/** See {@link MAX_POSITIONS}. */
const MAX_KEPT_FLIGHTS = 100_000
const TOKEN_BYTES = 16

/** Where earlier links ended. A position is found only by its own party and instance; it grants nothing else. */
export interface Positions {
  mint(): Uint8Array
  keep(party: PartyId, instance: InstanceName, token: Uint8Array, flights: InFlight): void
  take(party: PartyId, instance: InstanceName, token: Uint8Array): InFlight | undefined
}

interface Position { readonly token: Buffer; readonly flights: InFlight; readonly size: number; readonly until: number }

/** Positions in memory; a restart forgets them, and everything unacknowledged comes again. */
export const createPositions = ({ randomBytes, now }: Pick<RelayDeps, 'randomBytes' | 'now'>): Positions => {
  const kept = new Map<string, Position>()
  let flightsKept = 0
  const keyOf = (party: PartyId, instance: InstanceName): string => `${party}\n${instance}`

  const drop = (key: string): void => {
    flightsKept -= kept.get(key)?.size ?? 0
    kept.delete(key)
  }

  return {
    mint: () => randomBytes(TOKEN_BYTES),
    keep: (party, instance, token, flights) => {
      const key = keyOf(party, instance)
      drop(key)
      kept.set(key, { token: Buffer.from(token), flights, size: flights.size, until: now() + KEEP_MS })
      flightsKept += flights.size
      for (const oldest of kept.keys()) {
        if (kept.size <= MAX_POSITIONS && flightsKept <= MAX_KEPT_FLIGHTS) break
        drop(oldest)
      }
    },
    take: (party, instance, token) => {
      const key = keyOf(party, instance)
      const position = kept.get(key)
      if (!position?.token.equals(token) || position.until < now()) return undefined
      drop(key)
      return position.flights
    },
  }
}
