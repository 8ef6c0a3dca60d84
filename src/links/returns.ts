// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../model/errors.ts'
import type { PartyId } from '../model/ids.ts'
import { LEAST_OPENINGS, OPENED_MS, OPENINGS_PER_LINK } from './limits.ts'

/** Takes note that a party, which has proved who it is, opens one of the links that it may have; throws `THROTTLED` when it opened too many of late. */
export type Returns = (party: PartyId, linksPerParty: number) => void

/** Counts by party, so that one that comes back again and again costs the others nothing. `now` is wall time in ms: a step of the clock begins a new count. */
export const createReturns = (now: () => number): Returns => {
  /** One entry for each party that ever opened a link. */
  const counts = new Map<PartyId, { since: number; opened: number }>()
  return (party, linksPerParty) => {
    const time = now()
    const known = counts.get(party)
    const isOver = known === undefined || time - known.since >= OPENED_MS || time < known.since
    const count = isOver ? { since: time, opened: 0 } : known
    counts.set(party, count)
    count.opened += 1
    if (count.opened > Math.max(LEAST_OPENINGS, OPENINGS_PER_LINK * linksPerParty)) throw new GatewayError('THROTTLED', 'links opened in a minute')
  }
}
