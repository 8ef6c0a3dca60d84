// SPDX-License-Identifier: AGPL-3.0-only
import type { StoredEventBody } from '../model/answers.ts'
import type { PartyId } from '../model/ids.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import { requireCore } from '../registry/own-users.ts'
import { openEvent } from '../registry/sealed-event.ts'
import type { EventRow } from '../store/rows.ts'
import type { RelayDeps } from './ports.ts'

/** Rows read in one go: most are shown, unless the core also has users with devices of their own. */
const PAGE = 200

/** A durable event as a core over HTTP gets it. */
export interface FedEvent { readonly id: number; readonly timeMs: number; readonly body: StoredEventBody }

/** Events of one party from a cursor on. */
export interface FeedPage {
  readonly events: readonly FedEvent[]
  /** The cursor behind them; acknowledging it acknowledges all of them. */
  readonly next: number
}

/**
 * The durable events of a core's users whose keys a vault holds, for a core that asks for them. Those of users with devices
 * of their own go over links and are neither shown nor acknowledged here.
 */
export interface CoreFeed {
  /** At most `limit` events after the cursor, in their order. */
  page(caller: VerifiedParty, after: number, limit: number): Promise<FeedPage>
  /** Deletes everything of this feed up to the cursor. */
  acknowledge(caller: VerifiedParty, upTo: number): Promise<void>
  /** Calls `hint` when something may have been added for the party; returns what ends that. */
  watch(party: PartyId, hint: () => void): () => void
}

/** The feed over the store. */
export const createCoreFeed = ({ store, sealer, events }: Pick<RelayDeps, 'store' | 'sealer' | 'events'>): CoreFeed => {
  /** Up to where this process knows that nothing is left to acknowledge. */
  let acknowledged = 0

  const isOfVault = async ({ user }: EventRow): Promise<boolean> => (await store.read.user(user))?.custody === 'VAULT'

  const ofVaults = async (rows: readonly EventRow[]): Promise<EventRow[]> => {
    const kept = await Promise.all(rows.map(isOfVault))
    return rows.filter((_, index) => kept[index])
  }

  /** A row that nobody can open must not keep others from their reader. */
  const opened = (row: EventRow): FedEvent[] => {
    try {
      return [{ id: row.id, timeMs: row.timeMs, body: openEvent(sealer, row) }]
    } catch (error) {
      events.backgroundFailed('open event', error)
      return []
    }
  }

  return {
    page: async (caller, after, limit) => {
      const { party } = await requireCore(store, caller)
      let next = after
      for (;;) {
        const rows = await store.read.eventPage(party, next, Math.min(PAGE, limit))
        next = rows.at(-1)?.id ?? next
        const fed = (await ofVaults(rows)).flatMap(opened)
        if (fed.length > 0 || rows.length < Math.min(PAGE, limit)) return { events: fed, next }
      }
    },

    acknowledge: async (caller, upTo) => {
      const { party } = await requireCore(store, caller)
      let from = acknowledged
      while (from < upTo) {
        const rows = await store.read.eventPage(party, from, PAGE)
        const told = (await ofVaults(rows.filter(({ id }) => id <= upTo))).map(({ id }) => id)
        if (told.length > 0) await store.write.acknowledge(party, [], told)
        const last = rows.at(-1)?.id
        if (last === undefined) return
        from = Math.min(last, upTo)
        acknowledged = from
      }
    },

    watch: (party, hint) => store.watch((changed) => { if (changed === party) hint() }),
  }
}
