// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId } from '../model/ids.ts'
import { createEphemeralPush } from './ephemeral.ts'
import { PartyPump } from './party-pump.ts'
import { createPositions } from './positions.ts'
import type { Deliverer, RelayDeps } from './ports.ts'

/** How often it is looked for pushes that nobody answers; they have minutes. */
const SWEEP_MS = 5_000

/** Delivery of what waits, for every party that has a link. */
export interface Delivering extends Deliverer {
  /** Whether the party has a link here. */
  linked(party: PartyId): boolean
  /** Stops pushing; resolves when acknowledgements under way are stored, and where every link stood. */
  stop(): Promise<void>
}

/** One pump for each party that ever had a link. The newest link of a party carries its pushes, so that a lane keeps its order. */
export const createDelivering = (deps: RelayDeps): Delivering => {
  const pumps = new Map<PartyId, PartyPump>()
  const positions = createPositions(deps)
  const unwatch = deps.store.watch((party, hint) => {
    const pump = pumps.get(party as PartyId)
    if (hint === 'released') pump?.rewind()
    else pump?.wake()
  })
  const endSweeps = deps.timers.every(SWEEP_MS, () => { for (const pump of pumps.values()) pump.sweep() })
  const unlisten = deps.store.nodes.listen(createEphemeralPush(deps, (party) => pumps.get(party)?.active()))
  const unlistenLinks = deps.store.nodes.listen((signal) => { if (signal.signal === 'link-opened') deps.wake.connected(signal.party) })
  let stopped = false

  const pumpOf = (party: PartyId): PartyPump => {
    const known = pumps.get(party)
    if (known) return known
    const pump = new PartyPump(party, deps, positions)
    pumps.set(party, pump)
    if (stopped) void pump.stop()
    return pump
  }

  return {
    attach: (stream) => {
      deps.wake.connected(stream.party)
      return pumpOf(stream.party).attach(stream)
    },
    linked: (party) => pumps.get(party)?.linked === true,
    stop: async () => {
      stopped = true
      unwatch()
      unlisten()
      unlistenLinks()
      endSweeps()
      await Promise.all([...pumps.values()].map((pump) => pump.stop()))
      await positions.idle()
    },
  }
}
