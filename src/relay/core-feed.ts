// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../model/errors.ts'
import type { PartyId } from '../model/ids.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import { requireCore } from '../registry/own-users.ts'
import type { EventRow } from '../store/rows.ts'
import { createReadmit, openRows, PAGE } from './fed-events.ts'
import type { FedEvent } from './fed-events.ts'
import type { RelayDeps } from './ports.ts'

/** Bytes of a reader's name: no two are ever alike. */
const READER_BYTES = 16

/** Events of one party from a cursor on. */
export interface FeedPage {
  readonly events: readonly FedEvent[]
  /** The cursor behind them; acknowledging it acknowledges all of them. */
  readonly next: number
}

/** Who is offered the events now. */
export interface FeedReader {
  /** At most `limit` events after the cursor, in their order. `REPLACED` when a newer reader took the feed. */
  page(after: number, limit: number): Promise<FeedPage>
}

/**
 * The durable events of a core's users whose keys a vault holds, for a core that asks for them. Those of users with devices
 * of their own go over links and are neither shown nor acknowledged here. One that does not open is kept, out of the way of
 * the others, and is shown behind them by a later process that can open it.
 */
export interface CoreFeed {
  /**
   * Takes the feed from whoever reads it, on whatever node, and deletes everything of it up to the cursor, all of which was
   * offered: `CONFLICT` for a cursor above what ever was.
   */
  read(caller: VerifiedParty, after: number): Promise<FeedReader>
  /** Calls `hint` when something may have been added for the party; returns what ends that. */
  watch(party: PartyId, hint: () => void): () => void
}

type FeedDeps = Pick<RelayDeps, 'store' | 'sealer' | 'events' | 'randomBytes'>

/** The feed over the store. */
export const createCoreFeed = (deps: FeedDeps): CoreFeed => {
  const { store, randomBytes } = deps
  const acknowledge = createAcknowledge(deps)
  const readmit = createReadmitOnce(deps)
  const page = createPage(deps)
  return {
    read: async (caller, after) => {
      const { party } = await requireCore(store, caller)
      const reader = Buffer.from(randomBytes(READER_BYTES)).toString('base64url')
      if ('beyond' in await store.write.takeFeed(party, reader, after)) {
        throw new GatewayError('CONFLICT', 'nothing up to this cursor was ever given to you: it is wrong, or the gateway went back to an older copy of its store. Ask with after=0 and go on from the answer; ids may have been given anew')
      }
      await acknowledge(party, after)
      await readmit(party)
      return { page: async (from, limit) => page((await requireCore(store, caller)).party, reader, from, limit) }
    },
    watch: (party, hint) => store.watch((changed) => { if (changed === party) hint() }),
  }
}

const createOfVaults = ({ store }: Pick<FeedDeps, 'store'>) => async (rows: readonly EventRow[]): Promise<EventRow[]> => {
  const kept = await Promise.all(rows.map(async ({ user }) => (await store.read.user(user))?.custody === 'VAULT'))
  return rows.filter((_, index) => kept[index])
}

const createAcknowledge = ({ store }: Pick<FeedDeps, 'store'>) => {
  const ofVaults = createOfVaults({ store })
  /** Up to where this process knows that nothing is left to acknowledge. */
  let acknowledged = 0
  return async (party: PartyId, upTo: number): Promise<void> => {
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
  }
}

const createPage = ({ store, sealer, events }: FeedDeps) => {
  const ofVaults = createOfVaults({ store })
  return async (party: PartyId, reader: string, after: number, limit: number): Promise<FeedPage> => {
    const [most, shut]: [number, number[]] = [Math.min(PAGE, limit), []]
    let [next, shown, isLast]: [number, readonly FedEvent[], boolean] = [after, [], false]
    while (shown.length === 0 && !isLast) {
      const rows = await store.read.eventPage(party, next, most)
      const found = openRows(sealer, await ofVaults(rows))
      shown = found.events
      shut.push(...found.shut)
      next = rows.at(-1)?.id ?? next
      isLast = rows.length < most
    }
    // Before anybody sees it: a cursor that was not remembered would be refused after a restart.
    if (next > after && 'replaced' in await store.write.offerEvents({ party, reader, upTo: next, aside: shut })) {
      throw new GatewayError('REPLACED', 'another consumer has asked for events since: each would lose what the other acknowledges')
    }
    if (shut.length > 0) events.eventSetAside(party, shut.length)
    return { events: shown, next }
  }
}

/** Shows what was set aside once it opens. Keys change with the process, so it is tried once in each. */
const createReadmitOnce = (deps: FeedDeps) => {
  const readmit = createReadmit(deps)
  let isTried = false
  return async (party: PartyId): Promise<void> => {
    if (isTried) return
    await readmit(party)
    isTried = true
  }
}
