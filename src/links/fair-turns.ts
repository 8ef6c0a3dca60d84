// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId } from '../model/ids.ts'
import { MAX_COST_A_TURN, MAX_UNDER_WAY_PER_PARTY, SHARE_COST } from './limits.ts'

/** Those who have not proved who they are share one place in the line. */
export const STRANGERS = Symbol('strangers')

/** Takes one frame that waits, and returns what it costs in common frames; 0 where none waits, or none can be taken now. */
export type Take = () => number

/** The place of one connection among all that want to be served. */
export interface Place {
  /** A frame waits and can be taken: it is taken now, or when its party's turn comes. */
  ask(): void
  /** A request was handed on. */
  began(): void
  /** One that was handed on is answered. */
  ended(): void
  /** The connection wants nothing more; what it handed on is still told by {@link Place.ended}. */
  leave(): void
}

/** Who is served next, over all connections. */
export interface FairTurns {
  enter(party: PartyId | typeof STRANGERS, take: Take): Place
}

/** One party with all its connections. */
interface Guest {
  readonly party: PartyId | typeof STRANGERS
  /** Those of which frames wait, the next one first. */
  readonly hungry: Set<Take>
  places: number
  underWay: number
  /** What it may still take in this round; below 0 after it took something large. A party that left waits for that in the line as if it were there, and is forgotten then. */
  allowance: number
}

/**
 * Serves parties in turns, and the connections of each in turns, as much in one turn of the event loop as keeps it short: whoever sends
 * much, over however many links, waits for itself, and others wait for one share of each party before them (deficit round robin). A
 * party that has as many requests under way as it may waits for one of its own to be answered.
 */
export const createFairTurns = (): FairTurns => {
  const guests = new Map<PartyId | typeof STRANGERS, Guest>()
  const line = new Set<Guest>()
  let left = MAX_COST_A_TURN
  let isServing = false
  let isDue = false

  const serve = (): void => {
    // A request that is refused at once ends while it is being taken.
    if (isServing) return
    isServing = true
    for (const guest of line) {
      if (left <= 0) break
      line.delete(guest)
      left -= serveShare(guest)
      if (wants(guest) || owes(guest)) line.add(guest)
      // One that left while it was served is in the line again, and forgotten from there: whoever comes back meanwhile is the same guest.
      else if (guest.places === 0 && guest.underWay === 0 && !line.has(guest)) guests.delete(guest.party)
    }
    isServing = false
    if (isDue || left === MAX_COST_A_TURN) return
    isDue = true
    setImmediate(nextTurn)
  }
  const nextTurn = (): void => {
    isDue = false
    left = MAX_COST_A_TURN
    serve()
  }
  const queue = (guest: Guest): void => {
    if (!wants(guest) && guest.places > 0) return
    line.add(guest)
    serve()
  }

  return {
    enter: (party, take) => {
      const guest = guests.get(party) ?? { party, hungry: new Set<Take>(), places: 0, underWay: 0, allowance: 0 }
      guests.set(party, guest)
      guest.places += 1
      let isIn = true
      return {
        ask: () => {
          if (!isIn) return
          guest.hungry.add(take)
          queue(guest)
        },
        began: () => { guest.underWay += 1 },
        ended: () => {
          guest.underWay -= 1
          queue(guest)
        },
        leave: () => {
          if (!isIn) return
          isIn = false
          guest.hungry.delete(take)
          guest.places -= 1
          queue(guest)
        },
      }
    },
  }
}

const wants = ({ hungry, underWay }: Guest): boolean => hungry.size > 0 && underWay < MAX_UNDER_WAY_PER_PARTY

/** Whether a party that left has taken more than its share. */
const owes = ({ places, allowance }: Guest): boolean => places === 0 && allowance < 0

/** Lets the next connection of a party take its share; returns what was taken. Whoever took more than its share before takes less now. */
const serveShare = (guest: Guest): number => {
  const { hungry } = guest
  const before = guest.allowance = Math.min(SHARE_COST, guest.allowance + SHARE_COST)
  const [take] = hungry
  if (take === undefined) return 0
  while (guest.allowance > 0 && wants(guest) && hungry.has(take)) {
    const cost = take()
    if (cost === 0) hungry.delete(take)
    guest.allowance -= cost
  }
  if (hungry.delete(take)) hungry.add(take)
  return before - guest.allowance
}
