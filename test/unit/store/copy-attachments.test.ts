// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 120
import { hash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import t from 'tap'
import Database from 'better-sqlite3'
import { copyStore } from '../../../src/store/copy/index.ts'
import { openPostgresStore } from '../../../src/store/postgres/index.ts'
import { openSqliteStore } from '../../../src/store/sqlite/index.ts'
import { createPostgresCluster, postgresMissing } from '../../support/postgres-cluster.ts'
import { createTestClock } from '../../support/registry-world.ts'
import { attachmentOf, create, HOSTED, pending, readersOf, sendNaming, ticketFor } from '../../support/store-conformance/attached.ts'
import { makePair } from '../../support/store-conformance/pair.ts'
import { auditLeaf, CORE, DAY, device, NOW } from '../../support/store-conformance/rows.ts'
import { openStoredMedia, secretFor } from '../../support/stored-media.ts'

t.setTimeout(120_000)
const missing = postgresMissing()

/** What each table has, with how SQLite writes its flags; in one order on both sides. */
const SEEN = {
  attachments: ['id', 'senderUser', 'recipientUser', 'state', 'sizeBytes', 'receivedBytes', 'createdAt', 'expiresAt', 'host', 'path', 'fetchAt', 'attempts'],
  attachmentDevices: ['attachment', 'user', 'deviceId'],
  attachmentTickets: ['attachment', 'user', 'party', 'deviceId', 'direction', 'expiresAt', 'bytesLeft'],
  attachmentCounts: ['attachment', 'party', 'user', 'bytes', 'countedUntil'],
  attachmentUsage: ['party', 'user', 'count', 'bytes'],
}
const queryOf = (table: string, columns: readonly string[]): string =>
  `SELECT ${columns.map((name) => `coalesce(CAST("${name}" AS TEXT), 'none')`).join(" || ' ' || ")} FROM "${table}"`

t.test('attachments are copied with all that hangs on them, and uploads go on where they were', missing === undefined ? {} : { skip: missing }, async (t) => {
  const cluster = await createPostgresCluster(t)
  const [path, clock, url] = [t.testdir({ data: {}, files: {} }), createTestClock(), await cluster.createDatabase()]
  const [data, folder] = [join(path, 'data'), join(path, 'files')]
  const onUnhealthy = (error: unknown): void => { t.error(error) }
  const source = await openSqliteStore({ path: data, lingerMs: 0, onUnhealthy })
  const pair = await makePair(source)
  const before = await openStoredMedia(t, source, folder, clock)

  const content = randomBytes(3_000)
  const begin = async (upTo: number) => {
    const row = attachmentOf(pair, { sizeBytes: content.length, sha256: hash('sha256', content, 'buffer') })
    const { secret, ticket } = secretFor(ticketFor(row))
    t.same(await create(source, row, {}, ticket), { created: true })
    t.equal(await before.patch(row.id, secret, 0, content.subarray(0, upTo)), 204)
    return { row, id: row.id, secret }
  }
  const [part, sent, read] = [await begin(1_234), await begin(3_000), await begin(3_000)]
  const hosted = await pending(source, pair, { source: HOSTED })
  await sendNaming(source, pair, [sent.id, read.id, hosted], [1, 2], { attachmentsUntil: NOW + 9 * DAY })
  await source.write.finishAttachment(sent.id, pair.bob, device(1))
  for (const one of [1, 2]) await source.write.finishAttachment(read.id, pair.bob, device(one))
  await before.media.sweep.endeds()
  const reading = secretFor(ticketFor(sent.row, { user: pair.bob, party: CORE, deviceId: device(2), direction: 'download' }))
  await source.write.addTicket(reading.ticket)
  await before.close()
  await source.close()

  const { rows: counts } = await copyStore({ from: data, to: url, meta: {}, entry: () => auditLeaf(), progress: () => {} })
  t.match(counts, { attachments: 4, attachmentDevices: 4, attachmentTickets: 2, attachmentCounts: 4, attachmentUsage: 2 })
  const db = new Database(join(data, 'drawbridge.db'), { readonly: true })
  t.teardown(() => { db.close() })
  for (const [table, columns] of Object.entries(SEEN)) {
    const there = db.prepare<[], string>(queryOf(table, columns)).pluck().all()
    const here = (await cluster.query(queryOf(table, columns), new URL(url).pathname.slice(1))).trim().split('\n')
    t.same(here.toSorted(), there.toSorted(), table)
  }

  const target = await openPostgresStore({ url, lingerMs: 0, onUnhealthy })
  t.teardown(() => target.close())
  const after = await openStoredMedia(t, target, folder, clock)
  t.same([await readersOf(target, pair, sent.id), await readersOf(target, pair, hosted)], [[2], [1, 2]])
  t.equal(await after.offset(part.id, part.secret), 1_234)
  t.equal(await after.patch(part.id, part.secret, 1_234, content.subarray(1_234)), 204)
  t.match(await target.read.attachment(part.id), { state: 'available', receivedBytes: 3_000 })
  t.ok((await after.read(sent.id, reading.secret)).equals(content))
  t.match(await target.write.claimFetches(NOW, NOW + 1, 9), [{ id: hosted }])
  t.same(await create(target, attachmentOf(pair), { perUser: 4 }), { full: 'user' }, 'what was read counts on')
  await target.write.finishAttachment(sent.id, pair.bob, device(2))
  t.match(await target.read.attachment(sent.id), { state: 'gone' }, 'who had it before the copy is not asked again')
  for (const [time, perUser] of [[NOW + DAY, 3], [NOW + 9 * DAY, 0]] as const) {
    await target.write.sweep(time, 100)
    t.same(await create(target, attachmentOf(pair), { perUser }), { full: 'user' })
    t.same(await create(target, attachmentOf(pair, { expiresAt: 1 }), { perUser: perUser + 1 }), { created: true }, `given back at ${String(time - NOW)}`)
  }
})
