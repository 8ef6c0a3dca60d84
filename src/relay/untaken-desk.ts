// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../model/errors.ts'
import type { UntakenRow } from '../store/rows.ts'
import type { RelayDeps } from './ports.ts'

export type { UntakenRow } from '../store/rows.ts'

/** What the operator sees of events that the core's webhook did not take, and may do about them; never content. */
export interface UntakenDesk {
  /** Dead letters, or those that are tried again, with an id above `after`, in order. */
  list(isDead: boolean, after: number, limit: number): Promise<readonly UntakenRow[]>
  /** Offers these again, or all of both kinds, at once and as if they were new; returns how many. `NOT_FOUND` before there is a core. */
  replay(events: readonly number[] | undefined, actor: string): Promise<number>
}

/** The operator's desk for what the core's webhook did not take. */
export const createUntakenDesk = ({ store, events }: Pick<RelayDeps, 'store' | 'events'>): UntakenDesk => {
  const core = async () => {
    const row = await store.read.core()
    if (row === undefined) throw new GatewayError('NOT_FOUND', 'no core is admitted yet')
    return row.party
  }
  return {
    list: async (isDead, after, limit) => store.read.untakenPage(await core(), after, limit, isDead),
    replay: async (ids, actor) => {
      const count = await store.write.offerAgain(await core(), ids)
      events.untakenReplayed(count, actor)
      return count
    },
  }
}
