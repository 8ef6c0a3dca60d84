// SPDX-License-Identifier: AGPL-3.0-only
import type { StoredEventBody } from '../model/answers.ts'
import type { PartyId } from '../model/ids.ts'
import { openEvent } from '../registry/sealed-event.ts'
import type { EventRow } from '../store/rows.ts'
import type { RelayDeps } from './ports.ts'

/** Rows read in one go: most are shown, unless the core also has users with devices of their own. */
export const PAGE = 200

/** A durable event as a core over HTTP gets it. */
export interface FedEvent { readonly id: number; readonly timeMs: number; readonly body: StoredEventBody }

/** Rows that open, and the ids of those that do not. */
export const openRows = (sealer: RelayDeps['sealer'], rows: readonly EventRow[]): { readonly events: FedEvent[]; readonly shut: number[] } => {
  const [events, shut]: [FedEvent[], number[]] = [[], []]
  for (const row of rows) {
    try {
      events.push({ id: row.id, timeMs: row.timeMs, body: openEvent(sealer, row) })
    } catch {
      // Sealed by a key that is not here, or damaged: an error about a row would say nothing more.
      shut.push(row.id)
    }
  }
  return { events, shut }
}

/** Puts what a poll set aside, on whatever node, behind all other events of the party if it opens now, and tells the operator how many do not. */
export const createReadmit = ({ store, sealer, events }: Pick<RelayDeps, 'store' | 'sealer' | 'events'>) => async (party: PartyId): Promise<void> => {
  let [from, left, rows]: [number, number, readonly EventRow[]] = [0, 0, []]
  do {
    rows = await store.read.asideEvents(party, from, PAGE)
    const { events: open, shut } = openRows(sealer, rows)
    if (open.length > 0) await store.write.readmitEvents(party, open.map(({ id }) => id))
    left += shut.length
    from = rows.at(-1)?.id ?? from
  } while (rows.length === PAGE)
  if (left > 0) events.eventSetAside(party, left)
}
