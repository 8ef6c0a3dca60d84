// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../model/errors.ts'
import type { OperatorsWords } from '../ops/events.ts'
import type { UntakenRow } from '../store/rows.ts'
import type { RelayDeps } from './ports.ts'

export type { UntakenRow } from '../store/rows.ts'

/** What the operator sees of events that the core's webhook did not take, and may do about them; never content. */
export interface UntakenDesk {
  /** Dead letters, or those that are tried again, with an id above `after`, in order. */
  list(isDead: boolean, after: number, limit: number): Promise<readonly UntakenRow[]>
  /** Offers these again, or all of both kinds, at once and as if they were new; returns how many. `NOT_FOUND` before there is a core. */
  replay(events: readonly number[] | undefined, because: OperatorsWords): Promise<number>
}

/** The operator's desk for what the core's webhook did not take. */
export const createUntakenDesk = ({ store, events, audit }: Pick<RelayDeps, 'store' | 'events' | 'audit'>): UntakenDesk => {
  const core = async () => {
    const row = await store.read.core()
    if (row === undefined) throw new GatewayError('NOT_FOUND', 'no core is admitted yet')
    return row.party
  }
  return {
    list: async (isDead, after, limit) => store.read.untakenPage(await core(), after, limit, isDead),
    replay: async (ids, because) => {
      const party = await core()
      const entry = audit.entry({ act: 'webhook.replayed', ...because, subject: `party:${party}`, details: { events: ids === undefined ? 'all' : ids.length } })
      const count = await store.write.offerAgain(party, ids, entry)
      events.untakenReplayed(count, because.actor)
      return count
    },
  }
}
