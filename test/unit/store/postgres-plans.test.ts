// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 180
// No speed is asserted here: what counts is that the work of a statement does not grow with the rows that are none of its business.
import t from 'tap'
import { postgresQueue } from '../../../bench/parts/postgres-queue.ts'
import type { Admitted } from '../../../src/model/proofs/admitted.ts'
import type { Store } from '../../../src/store/port.ts'
import { openPostgresStore } from '../../../src/store/postgres/index.ts'
import { EXPLAINING, explained, nodesOf } from '../../support/plans.ts'
import type { Explained } from '../../support/plans.ts'
import { createPostgresCluster, postgresMissing } from '../../support/postgres-cluster.ts'
import { admitted, makePair, message } from '../../support/store-conformance/pair.ts'
import { CORE, device, HERON, NOW } from '../../support/store-conformance/rows.ts'

t.setTimeout(170_000)
const missing = postgresMissing()
const options = missing === undefined ? {} : { skip: missing }

/** Rows that wait for somebody else, or for the same party in other lanes. */
const ROWS = 100_000
/** The tables that grow with messages. */
const LARGE = ['mailbox', 'lanes', 'submissions', 'traces']
/** Rows that one statement of this test may look at in one of them: it handles four messages, and pages of ten. */
const MAX_ROWS_SEEN = 40

/** Every statement that a message meets on its way, and those of its end, of the sweeps and of the operator. `newest` is the highest id so far. */
const everyStep = async ({ read, write }: Store, proof: Admitted, newest: number): Promise<void> => {
  const { sender: alice, recipient: bob } = proof
  const messages = ['one', 'two', 'three', 'four'].map((text) => message(proof, { text }))
  const submission = messages[0]!.submissionId
  await Promise.all(messages.map((item) => write.append(item)))
  await write.append(messages[0]!)
  await Promise.all([read.standing(alice, bob), read.standing(bob, alice), read.submission(alice, device(1), submission), read.trace(alice, submission)])
  await Promise.all((['waiting', 'withheld', 'parked'] as const).flatMap((state) => [read.queued({ state }, newest, 10), read.queued({ party: CORE, state }, newest, 10)]))
  const rows = await read.mailboxPage(CORE, newest, 10)
  const [first = 0, second = 0, third = 0, fourth = 0] = rows.map(({ id }) => id)
  await read.lanePage(CORE, rows[0]!.lane, 0, 10)
  await write.countAttempt(CORE, first)
  await write.withhold(CORE, [second])
  await write.release([second])
  await write.acknowledge(CORE, [first, third], [], { pushedAtMs: [NOW, NOW], atMs: NOW })
  await write.conclude([second], [{ add: 'event', party: CORE, user: bob, timeMs: NOW, bodySealed: Buffer.from('sealed') }], { as: 'expired', atMs: NOW })
  await write.conclude([fourth], [], undefined)
  await Promise.all([read.expired(NOW, 10), read.eventPage(CORE, 0, 10)])
  await write.sweep(NOW, 10)
}

/** Steps that read a large table otherwise than by the part of an index that they name, or more of it than the work needs. */
const tooMuch = (statements: readonly Explained[]): readonly string[] => statements.flatMap(({ text, plan }) => nodesOf(plan).flatMap((node) => {
  const table = node['Relation Name'] ?? LARGE.find((name) => node['Index Name']?.startsWith(name))
  if (table === undefined || !LARGE.includes(table) || node['Node Type'] === 'ModifyTable') return []
  const seen = (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops']
  const isByPlace = ['Index Cond', 'Recheck Cond', 'TID Cond'].some((condition) => condition in node)
  return isByPlace && seen <= MAX_ROWS_SEEN ? [] : [`${node['Node Type']} of ${table}, ${String(seen)} rows: ${text.slice(0, 200)}`]
}))

t.test('no statement of a message grows with what waits: each finds its rows by an index', { ...options }, async (t) => {
  const cluster = await createPostgresCluster(t, { settings: EXPLAINING })
  const queue = await postgresQueue(cluster)
  t.teardown(() => queue.close())
  const newest = async (): Promise<number> => Number(await cluster.query('SELECT coalesce(max("id"), 0) FROM "mailbox"', queue.database))
  const { alice, bob } = await makePair(queue.store)
  const proof = await admitted(queue.store, 'submit', alice, bob)

  // Connections prepare here what they use later: plans of empty tables.
  await everyStep(queue.store, proof, 0)
  await queue.fill(CORE, ROWS)
  await queue.fill(HERON, 1_000)
  const last = await newest()
  const old = await explained(cluster, () => everyStep(queue.store, proof, last))
  t.same(tooMuch(old), [], 'with plans that were made when the tables were empty')
  for (const table of LARGE) t.ok(old.some(({ plan }) => nodesOf(plan).some((node) => node['Relation Name'] === table)), `${table} was looked at`)

  const fresh = await openPostgresStore({ url: queue.url, onUnhealthy: (error) => t.fail('a store became unhealthy', { error }) })
  t.teardown(() => fresh.close())
  const lastNow = await newest()
  const made = await explained(cluster, () => everyStep(fresh, proof, lastNow))
  t.same(tooMuch(made), [], 'with plans that are made now')

  const planted = await explained(cluster, () => cluster.query('SELECT count(*) FROM "mailbox" WHERE "laneBytes" = 7', queue.database))
  t.match(tooMuch(planted), [/Scan of mailbox/], 'one that reads a table through is found')
})
