// SPDX-License-Identifier: AGPL-3.0-only
import type { StoredEventBody } from '../model/answers.ts'
import type { PartyId } from '../model/ids.ts'
import { openEvent } from '../registry/sealed-event.ts'
import type { EventRow, UntakenRow } from '../store/rows.ts'
import type { UntakenNote } from '../store/transactors.ts'
import { createReadmit } from './fed-events.ts'
import type { FedEvent } from './fed-events.ts'
import type { RelayDeps } from './ports.ts'

/** Dead letters are kept for a month unless the operator says less, so that a fault that is found at the end of one can still be put right. */
export const DEAD_LETTER_MS = 30 * 86_400_000
/** Above it the oldest go: with the largest content it is a gigabyte. */
const MAX_DEAD_LETTERS = 10_000
/** Dropped in one transaction. */
const DROPPED_AT_ONCE = 1_000

/** An event that waits to be called out, without its content. */
export interface WaitingEvent {
  readonly id: number
  /** Names its conversation: events of one go in their order. */
  readonly lane: string
  readonly attempts: number
  /** Not before this time, in ms since the epoch; 0 for at once. */
  readonly nextAtMs: number
}

/** The events of a core's users whose keys a vault holds, for the one who calls the core with them. */
export interface CoreOutbox {
  /** The core, unless there is none yet or its agreement rests. */
  core(): Promise<PartyId | undefined>
  /** Puts what a poll set aside behind the others if it opens now: it waits to be called out like them. */
  readmit(core: PartyId): Promise<void>
  /** Those after an id that are no dead letters, from the next `limit` rows, of which `last` is the last one's id. */
  page(core: PartyId, after: number, limit: number): Promise<{ readonly events: readonly WaitingEvent[]; readonly last: number; readonly isMore: boolean }>
  /** One of them whole; undefined when it is gone. */
  find(core: PartyId, id: number): Promise<FedEvent | undefined>
  /** It was taken: it is deleted. */
  acknowledge(core: PartyId, id: number): Promise<void>
  note(core: PartyId, note: UntakenNote): Promise<void>
  /** Drops dead letters that are too old or too many; returns how many. */
  dropDead(core: PartyId): Promise<number>
  /** Calls `hint` when something may have been added for the core, or is to be looked at again from the beginning. */
  watch(hint: (again: boolean) => void): () => void
}

/** The outbox over the store. */
export const createCoreOutbox = ({ store, sealer, events, patientNow, deadLetterMs = DEAD_LETTER_MS }: Pick<RelayDeps, 'store' | 'sealer' | 'events' | 'patientNow' | 'deadLetterMs'>): CoreOutbox => {
  let known: PartyId | undefined

  const core = async (): Promise<PartyId | undefined> => {
    const row = await store.read.core()
    known = row?.party
    return row?.state === 'live' ? row.party : undefined
  }

  const ofVaults = async (rows: readonly EventRow[]): Promise<readonly EventRow[]> => {
    const users = new Map(await Promise.all([...new Set(rows.map(({ user }) => user))].map(async (user) => [user, await store.read.user(user)] as const)))
    return rows.filter(({ user }) => users.get(user)?.custody === 'VAULT')
  }

  /** A row that nobody can open is nothing to call out, and nothing to delete: it becomes a dead letter. */
  const opened = async (row: EventRow): Promise<StoredEventBody | undefined> => {
    try {
      return openEvent(sealer, row)
    } catch (error) {
      events.backgroundFailed('open event', error)
      await store.write.noteUntaken(row.party, { event: row.id, attempts: 0, nextAtMs: 0, deadSinceMs: patientNow(), reason: 'unopenable' })
      return undefined
    }
  }

  const waiting = async (row: EventRow, noted: UntakenRow | undefined): Promise<readonly WaitingEvent[]> => {
    if (noted?.deadSinceMs !== undefined) return []
    const body = await opened(row)
    return body === undefined ? [] : [{ id: row.id, lane: laneOf(body), attempts: noted?.attempts ?? 0, nextAtMs: noted?.nextAtMs ?? 0 }]
  }

  return {
    core,
    readmit: createReadmit({ store, sealer, events }),
    page: async (party, after, limit) => {
      const rows = await store.read.eventPage(party, after, limit)
      // Of no more events than there are rows anything is noted.
      const notes = new Map((await store.read.untakenPage(party, after, limit)).map((note) => [note.event, note]))
      const found: WaitingEvent[] = []
      for (const row of await ofVaults(rows)) found.push(...await waiting(row, notes.get(row.id)))
      return { events: found, last: rows.at(-1)?.id ?? after, isMore: rows.length === limit }
    },
    find: async (party, id) => {
      const [row] = await store.read.eventPage(party, id - 1, 1)
      const body = row?.id === id ? await opened(row) : undefined
      return row && body && { id, timeMs: row.timeMs, body }
    },
    acknowledge: async (party, id) => { await store.write.acknowledge(party, [], [id]) },
    note: (party, note) => store.write.noteUntaken(party, note),
    dropDead: (party) => store.write.dropDead(party, patientNow() - deadLetterMs, MAX_DEAD_LETTERS, DROPPED_AT_ONCE),
    watch: (hint) => store.watch((party, what) => { if (known === undefined || party === known) hint(what === 'released') }),
  }
}

/** The user with the peer; what is about nobody in particular has a lane of the user's own. */
const laneOf = (body: StoredEventBody): string => `${body.user} ${'peerUser' in body ? body.peerUser : ''}`
