// SPDX-License-Identifier: AGPL-3.0-only
import type { InstanceName, PartyId } from '../model/ids.ts'
import type { InFlight } from './in-flight.ts'
import type { RelayDeps } from './ports.ts'

/** How long a position is kept after its link is gone: longer than any planned reconnect. */
const KEEP_MS = 60_000
/** Positions kept at once; the oldest goes first. */
const MAX_POSITIONS = 1_000
const TOKEN_BYTES = 16

/** Where earlier links ended. A position is found only by its own party and instance; it grants nothing else. */
export interface Positions {
  mint(): Uint8Array
  keep(party: PartyId, instance: InstanceName, token: Uint8Array, flights: InFlight): void
  take(party: PartyId, instance: InstanceName, token: Uint8Array): InFlight | undefined
}

/** Positions in memory; a restart forgets them, and everything unacknowledged comes again. */
export const createPositions = ({ randomBytes, now }: Pick<RelayDeps, 'randomBytes' | 'now'>): Positions => {
  const kept = new Map<string, { readonly token: Buffer; readonly flights: InFlight; readonly until: number }>()
  const keyOf = (party: PartyId, instance: InstanceName): string => `${party}\n${instance}`
  return {
    mint: () => randomBytes(TOKEN_BYTES),
    keep: (party, instance, token, flights) => {
      const key = keyOf(party, instance)
      kept.delete(key)
      kept.set(key, { token: Buffer.from(token), flights, until: now() + KEEP_MS })
      if (kept.size > MAX_POSITIONS) kept.delete(kept.keys().next().value ?? key)
    },
    take: (party, instance, token) => {
      const key = keyOf(party, instance)
      const position = kept.get(key)
      if (!position?.token.equals(token) || position.until < now()) return undefined
      kept.delete(key)
      return position.flights
    },
  }
}
