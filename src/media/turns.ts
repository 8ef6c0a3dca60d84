// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId } from '../model/ids.ts'

/** Does something for a party, now or in its turn. */
export type InTurn = <T>(party: PartyId, doing: () => Promise<T>) => Promise<T>

/**
 * Does at most so many things at one time. Of those that wait, parties have the next in turns, and each its own in their order: who has many waits for
 * itself. What waits is bounded by whoever asks.
 */
export const createTurns = (most: number): InTurn => {
  // The party whose turn is next comes first.
  const waiting = new Map<PartyId, (() => void)[]>()
  let free = most
  const next = (): (() => void) | undefined => {
    for (const [party, own] of waiting) {
      const begin = own.shift()
      waiting.delete(party)
      if (own.length > 0) waiting.set(party, own)
      return begin
    }
    return undefined
  }
  const turn = async (party: PartyId): Promise<void> => {
    if (free > 0) {
      free -= 1
      return
    }
    await new Promise<void>((resolve) => { waiting.set(party, [...waiting.get(party) ?? [], resolve]) })
  }
  return async (party, doing) => {
    await turn(party)
    try {
      return await doing()
    } finally {
      const begin = next()
      if (begin === undefined) free += 1
      else begin()
    }
  }
}
