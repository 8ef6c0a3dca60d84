// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 120
import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import type { Test } from 'tap'
import { decodeEntry } from '../../../src/model/audit/entry.ts'
import { deviceId } from '../../../src/model/ids.ts'
import { FORMER_GENERATION } from '../../../src/store/bucket.ts'
import { openPostgresStore } from '../../../src/store/postgres/index.ts'
import { markDatabaseRestored } from '../../../src/store/postgres/restored.ts'
import type { Store } from '../../../src/store/port.ts'
import type { Restored } from '../../../src/store/restored.ts'
import { openSqliteStore } from '../../../src/store/sqlite/index.ts'
import { markRestored } from '../../../src/store/sqlite/restored.ts'
import { createPostgresCluster, postgresMissing } from '../../support/postgres-cluster.ts'
import { attachmentOf, create, ticketFor } from '../../support/store-conformance/attached.ts'
import { admitted, makePair, message, put } from '../../support/store-conformance/pair.ts'
import { auditLeaf, hashOf, HERON, NOW } from '../../support/store-conformance/rows.ts'

t.setTimeout(120_000)

/** The first start after the mark takes sessions and one-time keys out, and only that one. */
const show = async (t: Test, open: () => Promise<Store>, mark: () => Promise<void>): Promise<void> => {
  const store = await open()
  t.equal(store.restored, undefined)
  const { alice, bob } = await makePair(store)
  await put(store, { put: 'vaultAccount', row: { user: bob, version: 1, wrappedKey: hashOf('wrapped'), state: hashOf('account'), lastingAt: NOW } }, {
    add: 'vaultPrekeys', user: bob, prekeys: [{ kind: 'ec', id: 1, bytes: hashOf('sealed') }],
  }, { add: 'prekeys', user: bob, device: deviceId(1), ec: [{ id: 1, publicKey: hashOf('public') }], kyber: [], maxEc: 10, maxKyber: 10 })
  const event = { add: 'event', party: HERON, user: alice, timeMs: NOW, bodySealed: hashOf('event') } as const
  await put(store, event, { put: 'bucket', row: { generation: 7, isMarked: true }, from: undefined })
  await store.write.takeFeed(HERON, 'reader', 0)
  const item = message(await admitted(store, 'submit', bob, alice))
  t.match(await store.write.appendSealed(item, { user: bob, peer: alice, version: 1, state: hashOf('session') }, { spoken: item.submissionId, resends: 1, content: 'jwe', epochKey: 'key', maxKept: 9 }), { accepted: true })
  const file = attachmentOf({ alice: bob, bob: alice })
  const ticket = ticketFor(file)
  await create(store, file, {}, ticket)
  await store.close()

  await mark()
  await mark()
  const restored = await open()
  t.match(restored.restored, { conversations: 1, prekeys: 1 })
  t.match((await restored.read.auditPage(0, 10)).map(({ leaf }) => decodeEntry(leaf)), [{ act: 'store.restored', details: { conversations: 1, prekeys: 1 } }], 'told in the same transaction')
  t.equal(await restored.read.vaultConversation(bob, alice), undefined)
  t.same(await restored.read.vaultPrekeys(bob, [{ kind: 'ec', id: 1 }]), [])
  t.match(await restored.read.prekeyStock(bob, deviceId(1)), { ec: 0, kyber: 0 })
  t.match(await restored.read.lastingDue({ talking: 1, idle: 1 }, 10), [{ user: bob, version: 1 }], 'its vault makes new keys at once')
  t.equal(await restored.read.ticket(ticket.hash), undefined, 'a ticket may have been used up')
  t.ok(await restored.read.attachment(file.id))
  t.same(await restored.read.bucket(), { generation: FORMER_GENERATION, isMarked: true }, 'its bucket may be another one\'s still')
  t.equal((await restored.read.mailboxPage(item.recipientParty, 0, 10)).length, 1, 'what was queued stays')
  t.match(await restored.write.takeFeed(HERON, 'reader', 1_000_000), { taken: true }, 'a cursor of events that came after the backup is taken')
  await put(restored, event)
  const ids = (await restored.read.eventPage(HERON, 0, 10)).map(({ id }) => id)
  t.ok(ids.length === 2 && ids[1]! > 1_000_000_000, 'and no number under it is given again')
  await restored.close()
  const later = await open()
  t.equal(later.restored, undefined)
  t.equal((await later.read.auditHead()).size, 1, 'once')
  await later.close()
}

const restoredEntry = ({ conversations, prekeys }: Restored) => auditLeaf('', { act: 'store.restored', details: { conversations, prekeys } })
const onUnhealthy = (error: unknown): void => { t.fail('the store became unhealthy', { error }) }

t.test('SQLite: the first start after a restore takes out what may have been used since', async (t) => {
  const path = t.testdir({})
  await show(t, () => openSqliteStore({ path, lingerMs: 0, onUnhealthy, restoredEntry }), async () => {
    const db = new Database(join(path, 'drawbridge.db'))
    markRestored(db, 'withErasedList')
    db.close()
  })
})

const missing = postgresMissing()
t.test('PostgreSQL: the first start after a restore takes out what may have been used since', missing === undefined ? {} : { skip: missing }, async (t) => {
  const cluster = await createPostgresCluster(t)
  const url = await cluster.createDatabase()
  await show(t, () => openPostgresStore({ url, lingerMs: 0, onUnhealthy, restoredEntry }), () => markDatabaseRestored(url, () => 'withErasedList'))
})
