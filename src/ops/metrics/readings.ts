// SPDX-License-Identifier: AGPL-3.0-only
import { decodeEntry } from '../../model/audit/entry.ts'
import type { Readers } from '../../store/readers.ts'
import type { PartyRow } from '../../store/rows.ts'
import { MAX_APART } from '../counters.ts'
import type { Sample } from './counted.ts'
import { families } from './families.ts'
import type { Family, FamilyName } from './families.ts'

/** Rows of one party that are counted: it is late long before, and an index is walked so far in a few milliseconds. */
const MAX_COUNTED = 10_000
/** Rows whose bytes are added up: each is looked at. */
const MAX_MEASURED = 1_000

const OF_PARTIES = (Object.entries(families) as [FamilyName, Family][]).flatMap(([name, { kind, labels }]) => (kind === 'counter' && labels.join() === 'party' ? [name] : []))

/** What is read from the store. */
export type ReadingsStore = Pick<Readers, 'listParties' | 'queueLoad' | 'auditHead' | 'lastCheckpoint' | 'auditPage'>

/** Reads what waits for whom, and how far the audit log is signed. One party at a time, so that others have their turn in between. */
export const readSamples = async (read: ReadingsStore, now: () => number): Promise<readonly Sample[]> => {
  const samples: Sample[] = []
  // As many as are counted apart: see MAX_APART.
  for (const party of (await read.listParties()).slice(0, MAX_APART)) {
    samples.push(...await ofParty(read, party, now))
    await new Promise((resolve) => { setImmediate(resolve) })
  }
  return [...samples, ...await ofAudit(read, now)]
}

const ofParty = async (read: ReadingsStore, { party, role, state }: PartyRow, now: () => number): Promise<readonly Sample[]> => {
  const { waiting, parked, events } = await read.queueLoad(party, { count: MAX_COUNTED, measure: MAX_MEASURED })
  const at = now()
  return [
    // Counters begin at 0, so that their first rise is seen.
    ...OF_PARTIES.map((family): Sample => ({ family, labels: [party], value: 0 })),
    { family: 'drawbridge_requests_refused_total', labels: [party, 'INTERNAL'], value: 0 },
    { family: 'drawbridge_party_info', labels: [party, role, state], value: 1 },
    { family: 'drawbridge_queue_waiting', labels: [party], value: waiting.count },
    { family: 'drawbridge_queue_waiting_bytes', labels: [party], value: waiting.bytes },
    { family: 'drawbridge_queue_oldest_age_seconds', labels: [party], value: ageOf(waiting.oldestMs, at) },
    { family: 'drawbridge_queue_parked', labels: [party], value: parked },
    { family: 'drawbridge_events_waiting', labels: [party], value: events.count },
    { family: 'drawbridge_events_oldest_age_seconds', labels: [party], value: ageOf(events.oldestMs, at) },
  ]
}

const ofAudit = async (read: ReadingsStore, now: () => number): Promise<readonly Sample[]> => {
  // In this order: of a checkpoint that is there, the entries are there as well.
  const signed = (await read.lastCheckpoint())?.size ?? 0
  const { size } = await read.auditHead()
  const [oldest] = size > signed ? await read.auditPage(signed, 1) : []
  return [
    { family: 'drawbridge_audit_entries', labels: [], value: size },
    { family: 'drawbridge_audit_unsigned_age_seconds', labels: [], value: ageOf(oldest && decodeEntry(oldest.leaf)?.at, now()) },
  ]
}

/** Clocks of nodes differ: what another one stored may be of a moment that has not come here. */
const ageOf = (sinceMs: number | undefined, now: number): number => (sinceMs === undefined ? 0 : Math.max(0, now - sinceMs) / 1_000)
