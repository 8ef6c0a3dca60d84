// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 580
// No speed is asserted here: what counts is that a run ends, says all it promises, and loses nothing.
import { fileURLToPath } from 'node:url'
import t from 'tap'
import type { Test } from 'tap'
import { readAll, startChild } from '../../src/sandbox/child.ts'
import { postgresMissing } from '../support/postgres-cluster.ts'

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

const bench = async (t: Test, ...args: readonly string[]): Promise<{ readonly code: number | null; readonly report: Record<string, unknown>; readonly errors: string }> => {
  const child = startChild({ self: [process.execPath, MAIN], args: ['bench', ...args, '--json'], environment: process.env })
  t.teardown(() => child.kill())
  const [out, errors, { code }] = await Promise.all([readAll(child.stdout, 10_000), readAll(child.stderr!, 10_000), child.ended])
  return { code, errors, report: JSON.parse(out || '{}') as Record<string, unknown> }
}

t.setTimeout(570_000)
const missing = postgresMissing()

t.test('a short relay run ends with every figure, and each accepted message arrived once', { timeout: 120_000 }, async (t) => {
  const { code, report, errors } = await bench(t, 'relay', '--seconds', '1', '--links', '20')
  t.equal(code, 0, errors)
  const spread = { p50: Number, p99: Number }
  t.match(report, {
    deliveredPerSecond: Number, acceptedPerSecond: Number, ackMs: spread, deliverMs: spread, daemonCpuMicrosPerMessage: Number, idleKibPerLink: Number,
    rssMib: Number, baselineDeliveredPerSecond: Number, ratioToBaseline: Number, comparable: Boolean, run: { store: 'sqlite', seconds: 1, latencyInFlight: 40 },
  })
  t.ok(report['fsyncsPerMessage'] === null || Number(report['fsyncsPerMessage']) > 0, 'flushes are counted, or said not to be')
  const { accepted, delivered, lost, doubled, disordered } = report['messages'] as Record<string, number>
  t.ok(accepted! > 0)
  t.equal(delivered, accepted)
  t.same([lost, doubled, disordered], [0, 0, 0])
})

t.test('idle links and the store are measured too', { timeout: 100_000 }, async (t) => {
  t.match(await bench(t, 'idle', '--links', '70'), { code: 0, report: { links: 70, parties: 2, kibPerLink: Number, rssMib: Number } })
  const { code, report } = await bench(t, 'store', '--rows', '200', '--seconds', '1')
  t.equal(code, 0)
  t.match(report, { store: 'sqlite', flat: Boolean, lengths: [{ rows: 10 }, { rows: 200, microsPerMessage: Number, ratioToCheapest: Number }] })
})

t.test('the vault is measured beside libsignal alone, in a process of its own and in two', { timeout: 120_000 }, async (t) => {
  const { code, report, errors } = await bench(t, 'vault', '--slices', '1')
  t.equal(code, 0, errors)
  t.match(report, {
    openPerSecond: Number, sealPerSecond: Number, rawOpenPerSecond: Number, rawSealPerSecond: Number, functionRatio: Number, endToEndRatio: Number, twoVaultsRatio: Number,
  })
})

t.test('attachments are measured beside a bare stream to disk', { timeout: 100_000 }, async (t) => {
  const { code, report, errors } = await bench(t, 'media', '--mib', '4')
  t.equal(code, 0, errors)
  t.match(report, {
    uploadMibPerSecond: Number, downloadMibPerSecond: Number, ratioToBaseline: Number, rssGrowthMib: Number, relayP99MsBefore: Number, relayP99MsDuring: Number, parallelMibPerSecond: Number,
    comparable: false, held: Boolean, run: { mib: 4, parallel: 100, parallelMib: 1, floorRatio: 0.7, maxRssGrowthMib: 50 },
  })
})

t.test('the store is measured on PostgreSQL too', { timeout: 100_000, skip: missing ?? false }, async (t) => {
  t.match(await bench(t, 'store', '--store', 'postgres', '--rows', '200', '--seconds', '1'), {
    code: 0, report: { store: 'postgres', flat: Boolean, lengths: [{ rows: 10 }, { rows: 200, microsPerMessage: Number, ratioToCheapest: Number }] },
  })
})

// Three daemons, their load and a database on two cores beside other tests do not settle in any time that a test may have.
const busy = process.env['TEST_BENCH'] === 'all' ? missing ?? false : 'it needs a machine to itself: TEST_BENCH=all'

t.test('on PostgreSQL a second node and the database’s own processes are measured as well', { timeout: 150_000, skip: busy }, async (t) => {
  const { code, report, errors } = await bench(t, 'relay', '--store', 'postgres', '--nodes', '2', '--seconds', '1', '--links', '10')
  t.equal(code, 0, errors)
  t.match(report, {
    deliveredPerSecond: Number, daemonCpuMicrosPerMessage: Number, databaseCpuMicrosPerMessage: Number, ratioToBaseline: Number, run: { store: 'postgres' },
    twoNodes: { deliveredPerSecond: Number, daemonsCpuMicrosPerMessage: Number, databaseCpuMicrosPerMessage: Number, cpuRatioToOneNode: Number },
  })
  const { accepted, delivered } = report['messages'] as Record<string, number>
  t.ok(accepted! > 0 && accepted === delivered)
})
