// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 60
import { hash, randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import Database from 'better-sqlite3'
import { openSqliteStore } from '../../../src/store/sqlite/index.ts'
import { createTestClock } from '../../support/registry-world.ts'
import { attachmentOf, create, sendNaming, ticketFor } from '../../support/store-conformance/attached.ts'
import { makePair } from '../../support/store-conformance/pair.ts'
import { DAY } from '../../support/store-conformance/rows.ts'
import { openStoredMedia, secretFor } from '../../support/stored-media.ts'

t.setTimeout(60_000)

const TABLES = ['attachments', 'attachmentTickets', 'attachmentCounts', 'attachmentUsage']
/** How long it is remembered why there is no file. */
const REMEMBERED = 30 * DAY

t.test('of an upload that was given up nothing is left after a day, and one that is nearly a day old stays', async (t) => {
  const [path, clock] = [t.testdir({ data: {}, files: {} }), createTestClock()]
  const [data, folder] = [join(path, 'data'), join(path, 'files')]
  const store = await openSqliteStore({ path: data, lingerMs: 0, onUnhealthy: (error) => { t.error(error) } })
  t.teardown(() => store.close())
  const pair = await makePair(store)
  const { media, patch, offset } = await openStoredMedia(t, store, folder, clock)
  const db = new Database(join(data, 'drawbridge.db'), { readonly: true })
  t.teardown(() => { db.close() })
  const rowsOf = (table: string): number => db.prepare<[], number>(`SELECT count(*) FROM "${table}"`).pluck().get() ?? 0

  const content = randomBytes(1_000)
  const begin = async (bytes: number) => {
    const row = attachmentOf(pair, { sha256: hash('sha256', content, 'buffer'), createdAt: clock.now(), expiresAt: clock.now() + DAY })
    const { secret, ticket } = secretFor({ ...ticketFor(row), expiresAt: clock.now() + DAY })
    t.same(await create(store, row, {}, ticket), { created: true })
    if (bytes > 0) t.equal(await patch(row.id, secret, 0, content.subarray(0, bytes)), 204)
    return { id: row.id, secret }
  }
  const sweep = async (): Promise<void> => {
    await media.sweep.endeds()
    await media.sweep.orphans()
    while (await store.write.sweep(clock.now(), 100) > 0);
  }

  const [part, whole, nothing] = [await begin(400), await begin(1_000), await begin(0)]
  clock.advance(1_000)
  const [younger, sent] = [await begin(700), await begin(1_000)]
  t.match(await sendNaming(store, pair, [sent.id], [1]), { accepted: true })
  t.same(readdirSync(folder).toSorted(), [part, whole, younger, sent].map(({ id }) => id).toSorted())

  clock.advance(DAY - 1_001)
  await sweep()
  t.equal(await offset(part.id, part.secret), 400, 'to the last moment it can go on')
  t.same(await create(store, attachmentOf(pair), { perUser: 5 }), { full: 'user' })

  clock.advance(1)
  await sweep()
  t.same(readdirSync(folder).toSorted(), [younger, sent].map(({ id }) => id).toSorted(), 'its bytes go')
  t.equal(await offset(younger.id, younger.secret), 700)
  t.equal(await patch(younger.id, younger.secret, 700, content.subarray(700)), 204, 'which is finished in its last second')
  t.same(await create(store, attachmentOf(pair, { expiresAt: 1 }), { perUser: 3, bytesPerUser: 3_000 }), { created: true }, 'and what it used is free')
  t.match(await Promise.all([part, whole, nothing].map(({ id }) => store.read.attachment(id))), [{ state: 'expired' }, { state: 'expired' }, { state: 'expired' }], 'why, is remembered')
  t.equal(await patch(part.id, part.secret, 400, content.subarray(400)), 401)

  clock.advance(REMEMBERED)
  for (const _ of [1, 2]) await sweep()
  t.equal(await store.read.attachment(part.id), undefined)
  clock.advance(REMEMBERED)
  await sweep()
  t.same(readdirSync(folder), [])
  const left = Object.fromEntries(TABLES.map((table) => [table, rowsOf(table)]))
  t.same(left, { attachments: 0, attachmentTickets: 0, attachmentCounts: 0, attachmentUsage: 1 }, 'but for the row of the party')
  t.same(db.prepare('SELECT user, count, bytes FROM attachmentUsage').all(), [{ user: '', count: 0, bytes: 0 }])
})
