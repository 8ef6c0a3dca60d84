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
import { attachmentOf, create, HOSTED, sendNaming, ticketFor } from '../../support/store-conformance/attached.ts'
import { admitted, makePair, message } from '../../support/store-conformance/pair.ts'
import type { Pair } from '../../support/store-conformance/pair.ts'
import { auditLeaf, CORE, device, HERON, NOW } from '../../support/store-conformance/rows.ts'

t.setTimeout(170_000)
const missing = postgresMissing()
const options = missing === undefined ? {} : { skip: missing }

/** Rows that wait for somebody else, or for the same party in other lanes. */
const ROWS = 100_000
/** The tables that grow with messages and what hangs on them. */
const LARGE = ['mailbox', 'lanes', 'submissions', 'traces', 'attachments', 'attachmentDevices', 'attachmentTickets', 'attachmentCounts', 'attachmentUsage']
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
  await write.release([second], auditLeaf())
  await write.acknowledge(CORE, [first, third], [], { pushedAtMs: [NOW, NOW], atMs: NOW })
  await write.conclude([second], [{ add: 'event', party: CORE, user: bob, timeMs: NOW, bodySealed: Buffer.from('sealed') }], { as: 'expired', atMs: NOW })
  await write.conclude([fourth], [], undefined)
  await Promise.all([read.expired(NOW, 10), read.eventPage(CORE, 0, 10)])
  await write.sweep(NOW, 10)
}

/** The same of an attachment. */
const everyAttachmentStep = async (store: Store, pair: Pair): Promise<void> => {
  const { read, write } = store
  const row = attachmentOf(pair, { source: HOSTED })
  const ticket = ticketFor(row)
  await create(store, row, {}, ticket)
  await write.addTicket(ticketFor(row))
  await sendNaming(store, pair, [row.id])
  await write.claimFetches(NOW, NOW + 1, 10)
  await write.postponeFetch(row.id, { lease: NOW + 1, at: NOW, isTry: true })
  await write.advanceAttachment(row.id, 0, 1)
  await write.settleAttachment(row.id, 'available')
  await write.spendTicket(ticket.hash, 1)
  await Promise.all([read.attachment(row.id), read.attachmentFor(row.id, pair.bob, device(1)), read.ticket(ticket.hash), read.neededAttachments([row.id])])
  for (const one of [1, 2]) await write.finishAttachment(row.id, pair.bob, device(one))
  await read.endedAttachments(NOW, 10)
  await write.forgetBytes(row.id, 'expired', NOW)
  await create(store, attachmentOf(pair, { expiresAt: NOW }))
  await write.sweep(NOW, 10)
}

/** Attachments of others, with all that hangs on them. */
const OTHERS_ATTACHMENTS = `
  INSERT INTO "attachments" ("recipientUser", "id", "senderUser", "senderDevice", "sizeBytes", "createdAt", "expiresAt", "hasBytes", "senderParty", "recipientParty", "state", "sha256")
    SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 1, 1, 1, ${String(2 * NOW)} + n, n % 2 = 0, '${HERON}', '${CORE}', 'available', '' FROM generate_series(1, 20000) AS n;
  INSERT INTO "attachmentDevices" ("user", "attachment", "deviceId") SELECT "recipientUser", "id", 1 FROM "attachments" ON CONFLICT DO NOTHING;
  INSERT INTO "attachmentTickets" SELECT decode(md5("id"::text), 'hex'), "id", "senderUser", "expiresAt", 1, 1, '${HERON}', 'upload' FROM "attachments" ON CONFLICT DO NOTHING;
  INSERT INTO "attachmentCounts" ("attachment", "party", "user", "bytes", "countedUntil") SELECT "id", "senderParty", "senderUser", 1, "expiresAt" FROM "attachments" ON CONFLICT DO NOTHING;
  INSERT INTO "attachmentUsage" SELECT '${HERON}', "senderUser", 1, 1 FROM "attachments" ON CONFLICT DO NOTHING`

/** Steps that read a large table otherwise than by the part of an index that they name, or more of it than the work needs. */
const tooMuch = (statements: readonly Explained[]): readonly string[] => statements.flatMap(({ text, plan }) => nodesOf(plan).flatMap((node) => {
  const table = node['Relation Name'] ?? LARGE.find((name) => node['Index Name']?.startsWith(`${name}_`))
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
  const pair = await makePair(queue.store)
  const proof = await admitted(queue.store, 'submit', pair.alice, pair.bob)

  // Connections prepare here what they use later: plans of empty tables.
  await everyStep(queue.store, proof, 0)
  await everyAttachmentStep(queue.store, pair)
  await cluster.query(OTHERS_ATTACHMENTS, queue.database)
  await queue.fill(CORE, ROWS)
  await queue.fill(HERON, 1_000)
  const last = await newest()
  const old = await explained(cluster, async () => { await everyStep(queue.store, proof, last); await everyAttachmentStep(queue.store, pair) })
  t.same(tooMuch(old), [], 'with plans that were made when the tables were empty')
  for (const table of LARGE) t.ok(old.some(({ plan }) => nodesOf(plan).some((node) => node['Relation Name'] === table)), `${table} was looked at`)

  const fresh = await openPostgresStore({ url: queue.url, onUnhealthy: (error) => t.fail('a store became unhealthy', { error }) })
  t.teardown(() => fresh.close())
  const lastNow = await newest()
  const made = await explained(cluster, async () => { await everyStep(fresh, proof, lastNow); await everyAttachmentStep(fresh, pair) })
  t.same(tooMuch(made), [], 'with plans that are made now')

  const planted = await explained(cluster, () => cluster.query('SELECT count(*) FROM "mailbox" WHERE "laneBytes" = 7', queue.database))
  t.match(tooMuch(planted), [/Scan of mailbox/], 'one that reads a table through is found')
})
