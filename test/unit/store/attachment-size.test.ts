// SPDX-License-Identifier: AGPL-3.0-only
// Measures what docs/sizing.md says of attachments, prints it, and fails where the figure has left the bounds that the page names.
import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import { openSqliteStore } from '../../../src/store/sqlite/index.ts'
import { attachmentOf, create, sendNaming, ticketFor } from '../../support/store-conformance/attached.ts'
import { makePair } from '../../support/store-conformance/pair.ts'
import { range } from '../../support/store-conformance/rows.ts'

const COUNT = 1_000
/** Most that one message names. */
const EACH = 8

t.test('what an attachment takes in the database besides its bytes is what docs/sizing.md says', async (t) => {
  const path = t.testdir()
  const store = await openSqliteStore({ path, onUnhealthy: (error) => t.fail('the store became unhealthy', { error }) })
  const pair = await makePair(store)
  const rows = range(1, COUNT).map(() => attachmentOf(pair))
  await Promise.all(rows.map((row) => create(store, row, {}, ticketFor(row))))
  await Promise.all(rows.map(({ id }) => store.write.settleAttachment(id, 'available')))
  for (let at = 0; at < COUNT; at += EACH) await sendNaming(store, pair, rows.slice(at, at + EACH).map(({ id }) => id))
  await store.close()
  const db = new Database(join(path, 'drawbridge.db'), { readonly: true })
  t.teardown(() => db.close())
  const bytes = db.prepare<[], number>("SELECT sum(pgsize) FROM dbstat WHERE name LIKE '%attachment%'").pluck().get() ?? 0
  const kib = bytes / COUNT / 1_024
  t.comment(`KiB of database for an attachment bound to two devices, with a ticket: ${kib.toFixed(2)}`)
  t.ok(kib >= 0.5 && kib <= 2, `${String(kib)} is between 0.5 and 2`)
})
