// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { createCounters, MAX_APART } from '../../../src/ops/counters.ts'
import type { Phase } from '../../../src/ops/health.ts'
import { createMetrics, createTimings } from '../../../src/ops/metrics/index.ts'
import type { AgreementStanding, MetricsDeps } from '../../../src/ops/metrics/index.ts'
import type { QueueLoad } from '../../../src/store/load.ts'
import type { PartyRow } from '../../../src/store/rows.ts'

const NOW = 1_800_000_000_000
const NOTHING: QueueLoad = { waiting: { count: 0, bytes: 0, oldestMs: undefined }, parked: 0, events: { count: 0, oldestMs: undefined } }
const party = (name: string) => ({ party: name, role: 'provider', state: 'live' }) as PartyRow

/** Metrics over a store that says what it is told to. */
const openMetrics = (load: QueueLoad = NOTHING, changes: Partial<MetricsDeps> = {}, parties = ['heron.example']) => {
  const [timings, counters] = [createTimings(), createCounters()]
  const world = { at: 0, phase: 'ready' as Phase, reads: 0, failures: [] as string[] }
  const { scrape } = createMetrics({
    exposition: timings.exposition, counters, version: '1.2.3', phase: () => world.phase, vaultsUp: () => [],
    read: {
      listParties: async () => {
        world.reads += 1
        return parties.map(party)
      },
      queueLoad: async () => load, auditHead: async () => ({ size: 3, frontier: [] }), lastCheckpoint: async () => ({ size: 3, note: '' }), auditPage: async () => [],
    },
    agreements: async () => [], failed: (task) => { world.failures.push(task) }, now: () => NOW, monotonic: () => world.at, ...changes,
  })
  return { world, timings, counters, text: async () => (await scrape()).text }
}

const valueOf = (text: string, series: string): number | undefined => {
  const line = text.split('\n').find((one) => one.startsWith(`drawbridge_${series} `))
  return line === undefined ? undefined : Number(line.split(' ')[1])
}

t.test('whoever asks while an answer is made, or within five seconds, gets the same and the store is read once', async (t) => {
  const { world, counters, text } = openMetrics()
  const [first, second] = await Promise.all([text(), text()])
  counters.add('message.accepted', 1, { party: 'heron.example' })
  world.at = 4_999
  t.equal(second, first)
  t.equal(await text(), first)
  t.equal(world.reads, 1)
  world.at = 5_000
  t.equal(valueOf(await text(), 'messages_accepted_total{party="heron.example"}'), 1)
  t.equal(world.reads, 2)
})

t.test('a store that cannot be read is told as such, and everything else is there all the same', async (t) => {
  const { world, counters, text } = openMetrics(NOTHING, { read: {
    listParties: async () => { throw new Error('away') }, queueLoad: async () => NOTHING, auditHead: async () => ({ size: 0, frontier: [] }), lastCheckpoint: async () => undefined, auditPage: async () => [],
  } })
  counters.add('message.accepted', 3, { party: 'heron.example' })
  const told = await text()
  t.equal(valueOf(told, 'store_readable'), 0)
  t.equal(valueOf(told, 'messages_accepted_total{party="heron.example"}'), 3)
  for (const absent of ['queue_waiting{party="heron.example"}', 'agreements{state="live"}', 'agreement_due_seconds', 'audit_entries', 'audit_unsigned_age_seconds']) t.equal(valueOf(told, absent), undefined, absent)
  t.strictSame(world.failures, ['metrics'])
})

t.test('what waits has its age by the clock of this node, never below nothing', async (t) => {
  const old = await openMetrics({ waiting: { count: 2, bytes: 9, oldestMs: NOW - 90_000 }, parked: 4, events: { count: 1, oldestMs: NOW + 60_000 } }).text()
  t.equal(valueOf(old, 'queue_oldest_age_seconds{party="heron.example"}'), 90)
  t.equal(valueOf(old, 'queue_waiting_bytes{party="heron.example"}'), 9)
  t.equal(valueOf(old, 'queue_parked{party="heron.example"}'), 4)
  t.equal(valueOf(old, 'events_oldest_age_seconds{party="heron.example"}'), 0, 'another node’s clock is ahead')
  t.equal(valueOf(await openMetrics().text(), 'queue_oldest_age_seconds{party="heron.example"}'), 0)
})

t.test('agreements are counted by state, and of those that are still due how long the earliest has is told; where nothing is due, nothing is', async (t) => {
  const agreements: readonly AgreementStanding[] = [
    { stage: 'live', dueAt: undefined }, { stage: 'live', dueAt: undefined }, { stage: 'testing', dueAt: NOW + 40_000 }, { stage: 'requested', dueAt: NOW - 3_000 }, { stage: 'suspended', dueAt: NOW + 12_000 }, { stage: 'withdrawn', dueAt: undefined },
  ]
  const told = await openMetrics(NOTHING, { agreements: async () => agreements }).text()
  const counts = { requested: 1, testing: 1, live: 2, suspended: 1, withdrawn: 1 }
  for (const [state, count] of Object.entries(counts)) t.equal(valueOf(told, `agreements{state="${state}"}`), count, state)
  t.equal(told.split('\n').filter((line) => line.startsWith('drawbridge_agreements{')).length, Object.keys(counts).length)
  t.equal(valueOf(told, 'agreement_due_seconds'), -3)
  const soon = await openMetrics(NOTHING, { agreements: async () => [{ stage: 'requested', dueAt: NOW + 500 }] }).text()
  t.strictSame([valueOf(soon, 'agreement_due_seconds'), valueOf(soon, 'agreements{state="live"}')], [0.5, 0])
  const none = await openMetrics().text()
  t.strictSame([valueOf(none, 'agreement_due_seconds'), valueOf(none, 'agreements{state="requested"}')], [undefined, 0])
})

t.test('links that ended are not open, and counters of an admitted party begin at nothing', async (t) => {
  const { counters, text } = openMetrics()
  for (const _ of [1, 2, 3]) counters.add('link.opened', 1, { party: 'heron.example' })
  for (const label of ['LEFT', 'REPLACED']) counters.add('link.closed', 1, { party: 'heron.example', label })
  const told = await text()
  t.equal(valueOf(told, 'links_open{party="heron.example"}'), 1)
  t.equal(valueOf(told, 'links_closed_total{party="heron.example",ending="REPLACED"}'), 1)
  t.equal(valueOf(told, 'envelopes_acked_total{party="heron.example"}'), 0)
  t.equal(valueOf(told, 'requests_refused_total{party="heron.example",code="INTERNAL"}'), 0)
})

t.test('times go into buckets, by party and by call', async (t) => {
  const { timings, text } = openMetrics(NOTHING, { vaultsUp: () => [true, false] })
  for (const seconds of [0.004, 0.2, 50, -3]) timings.acked('heron.example', seconds)
  timings.committed(16, 0.002)
  timings.vaultCalled('open', 0.003)
  const told = await text()
  t.equal(valueOf(told, 'accept_to_ack_seconds_bucket{le="0.005",party="heron.example"}'), 2, 'what clocks make negative is nothing')
  t.equal(valueOf(told, 'accept_to_ack_seconds_bucket{le="0.25",party="heron.example"}'), 3)
  t.equal(valueOf(told, 'accept_to_ack_seconds_count{party="heron.example"}'), 4)
  t.equal(valueOf(told, 'store_commit_writes_bucket{le="16"}'), 1)
  t.equal(valueOf(told, 'store_commit_seconds_sum'), 0.002)
  t.equal(valueOf(told, 'vault_call_seconds_count{call="open"}'), 1)
  t.strictSame([valueOf(told, 'vault_up{place="0"}'), valueOf(told, 'vault_up{place="1"}')], [1, 0])
})

t.test('names without end cost a number and not the memory', async (t) => {
  const names = Array.from({ length: MAX_APART + 50 }, (_, index) => `p${String(index)}.example`)
  const { timings, counters, text } = openMetrics(NOTHING, {}, names)
  for (const name of names) {
    timings.acked(name, 1)
    counters.add('message.denied', 1, { party: name })
    counters.add('link.refused', 1, { label: name })
  }
  t.equal(counters.counts().length, 2 * (MAX_APART + 1))
  const told = await text()
  for (const [series, value] of [['accept_to_ack_seconds_count{party="_other"}', 50], ['messages_denied_total{party="_other"}', 50], ['links_refused_total{code="_other"}', 50]] as const) t.equal(valueOf(told, series), value, series)
  t.equal(told.split('\n').filter((line) => line.startsWith('drawbridge_queue_waiting{')).length, MAX_APART)
})
