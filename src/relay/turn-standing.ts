// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId, UserId } from '../model/ids.ts'
import type { Standing } from '../model/standing.ts'
import type { Moment, Store } from '../store/port.ts'

/** Pairs kept of one turn: what the links of a busy party bring in one read each, and then some. */
const MAX_PAIRS = 1_024

/** The facts about a pair for whoever asks; `asker` is the party whose link it came over. */
export type TurnStanding = (asker: PartyId, sender: UserId, recipient: UserId) => Promise<Standing>

/**
 * Reads the facts about a pair once for all that a party asks in one turn of the event loop, while the store's moment holds.
 * Nothing outlives the turn and no party meets what another one asked: so how long an answer takes tells a party of its own
 * questions only, and of a user that nobody is as much as of one that is there.
 */
export const createTurnStanding = (store: Pick<Store, 'read' | 'moment'>): TurnStanding => {
  let found = new Map<string, Promise<Standing>>()
  let moment: Moment | undefined

  const forget = (): void => {
    found = new Map()
    moment = undefined
  }
  const begin = (): void => {
    found = new Map()
    if (moment === undefined) setImmediate(forget)
    moment = store.moment()
  }

  return (asker, sender, recipient) => {
    if (moment?.holds() !== true || found.size >= MAX_PAIRS) begin()
    const pair = `${asker} ${sender} ${recipient}`
    const known = found.get(pair)
    if (known) return known
    const standing = store.read.standing(sender, recipient)
    found.set(pair, standing)
    return standing
  }
}
