// SPDX-License-Identifier: AGPL-3.0-only
import type { AttachmentId } from '../model/attachments.ts'
import type { PartyId } from '../model/ids.ts'

/** What is remembered of attachments, a bounded number of them; who fills it drives out its own first. */
export interface Shelf<T> {
  get(party: PartyId, id: AttachmentId): T | undefined
  /** In the place of the party's oldest where it has as many as it may; of the oldest of whoever has most where all have. */
  put(party: PartyId, id: AttachmentId, one: T): void
  remove(party: PartyId, id: AttachmentId): void
}

/** An empty one with room for so many of one party's, and in all. */
export const createShelf = <T>(mostPerParty: number, most: number): Shelf<T> => {
  const parties = new Map<PartyId, Map<AttachmentId, T>>()
  let count = 0
  const remove = (party: PartyId, id: AttachmentId | undefined): void => {
    const own = parties.get(party)
    if (own === undefined || id === undefined || !own.delete(id)) return
    count -= 1
    if (own.size === 0) parties.delete(party)
  }
  const dropOldest = (party: PartyId): void => { remove(party, parties.get(party)?.keys().next().value) }
  const fullest = (): PartyId | undefined => [...parties].reduce<readonly [PartyId | undefined, number]>((most, [party, { size }]) => (size > most[1] ? [party, size] : most), [undefined, 0])[0]
  return {
    get: (party, id) => parties.get(party)?.get(id),
    remove,
    put: (party, id, one) => {
      remove(party, id)
      const crowded = (parties.get(party)?.size ?? 0) >= mostPerParty ? party : count >= most ? fullest() : undefined
      if (crowded !== undefined) dropOldest(crowded)
      const own = parties.get(party) ?? new Map<AttachmentId, T>()
      parties.set(party, own.set(id, one))
      count += 1
    },
  }
}
