// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../model/errors.ts'
import type { InstanceName, PartyId } from '../model/ids.ts'

/** What a register keeps: one open link of one instance. */
export interface Entry {
  readonly party: PartyId
  readonly instance: InstanceName
  /** Later connections have higher ones. */
  readonly generation: number
  /** A newer link of the same instance takes over. Leaves the register before it returns. */
  replace(): void
}

/** The open links by party and instance: never two of one instance. */
export interface Generations<E extends Entry> {
  /**
   * Makes room for a link of this instance: replaces the older one. Throws `REPLACED` when the one that is open is
   * newer, `THROTTLED` when the party has `most`, all the links it may have.
   */
  prepare(party: PartyId, instance: InstanceName, generation: number, most: number): void
  add(entry: E): void
  remove(entry: E): void
  ofParty(party: PartyId): readonly E[]
  all(): readonly E[]
  count(): number
}

/** An empty register. */
export const createGenerations = <E extends Entry>(): Generations<E> => {
  const parties = new Map<PartyId, Map<InstanceName, E>>()
  const all = (): readonly E[] => [...parties.values()].flatMap((instances) => [...instances.values()])
  return {
    prepare: (party, instance, generation, most) => {
      const instances = parties.get(party)
      const open = instances?.get(instance)
      if (open !== undefined && open.generation > generation) throw new GatewayError('REPLACED')
      if (open !== undefined) open.replace()
      else if ((instances?.size ?? 0) >= most) throw new GatewayError('THROTTLED', `linksPerParty: at most ${String(most)} links at a time`)
    },
    add: (entry) => {
      const instances = parties.get(entry.party) ?? new Map<InstanceName, E>()
      parties.set(entry.party, instances.set(entry.instance, entry))
    },
    remove: (entry) => {
      const instances = parties.get(entry.party)
      if (instances?.get(entry.instance) !== entry) return
      instances.delete(entry.instance)
      if (instances.size === 0) parties.delete(entry.party)
    },
    ofParty: (party) => [...(parties.get(party)?.values() ?? [])],
    all,
    count: () => all().length,
  }
}
