// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 120
import { createHmac } from 'node:crypto'
import { cpSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { keepErasures } from '../../../src/ops/erasures.ts'
import { createBackup, markFolderRestored, restoreBackup } from '../../../src/store/backup/index.ts'
import { erasedIdHash } from '../../../src/store/erasures.ts'
import { openPostgresStore } from '../../../src/store/postgres/index.ts'
import { markDatabaseRestored } from '../../../src/store/postgres/restored.ts'
import { openSession } from '../../../src/store/postgres/session.ts'
import type { Store } from '../../../src/store/port.ts'
import { openSqliteStore } from '../../../src/store/sqlite/index.ts'
import { createPostgresCluster, postgresMissing } from '../../support/postgres-cluster.ts'
import { makePair, put } from '../../support/store-conformance/pair.ts'
import { auditLeaf, CORE, userRow } from '../../support/store-conformance/rows.ts'

/** Whose entries nobody looks at here. */
const audit = { entry: () => auditLeaf() }

t.setTimeout(110_000)

const blindIndex = (domain: string, text: string): Uint8Array => createHmac('sha256', 'ours').update(`${domain}\n${text}`).digest()
const onUnhealthy = (error: unknown): void => { t.fail('the store became unhealthy', { error }) }
const ABOUT = { version: '0.0.0', createdAt: '2026-11-28T00:00:00.000Z' }

/** A data folder with a list beside it. */
const place = (t: Test) => {
  const folder = t.testdir({})
  const [data, path] = [join(folder, 'data'), join(folder, 'erased.list')]
  let ticks: (() => void)[] = []
  const told: unknown[] = []
  const events = { erasedAgain: (count: number) => { told.push(['again', count]) }, backgroundFailed: (task: string) => { told.push(['failed', task]) } }
  const timers = { every: (_ms: number, task: () => void) => { ticks.push(task); return () => { ticks = [] } } }
  /** The store as the daemon has it; rejects as a start does. */
  const start = async (): Promise<Store> => {
    const opened = await openSqliteStore({ path: data, lingerMs: 0, onUnhealthy })
    return keepErasures({ store: opened, audit, path, blindIndex, timers, events }).then(({ store }) => store, async (error: unknown) => {
      await opened.close()
      throw error
    })
  }
  return { folder, data, path, told, events, timers, start }
}

t.test('who was erased since the backup is erased again by the first start, and who came back before it stays', async (t) => {
  const { folder, data, path, told, start } = place(t)
  const store = await start()
  const [back, gone, stays] = [await makePair(store), await makePair(store), await makePair(store)]
  await put(store, { erase: 'user', user: back.alice })
  await put(store, { put: 'user', row: userRow(back.alice) })
  await createBackup({ from: data, to: join(folder, 'backup') }, ABOUT)
  await put(store, { erase: 'user', user: gone.alice })
  await put(store, { erase: 'user', user: gone.bob }, { erase: 'person', person: gone.person })
  await store.close()
  rmSync(data, { recursive: true })
  await restoreBackup({ from: join(folder, 'backup'), to: data }, () => 'withErasedList')
  const raw = await openSqliteStore({ path: data, onUnhealthy })
  t.ok(await raw.read.user(gone.alice), 'the backup has it')
  await raw.close()

  const restored = await start()
  t.same(told, [['again', 3]])
  t.same([await restored.read.user(gone.alice), await restored.read.user(gone.bob), await restored.read.person(gone.person)], [undefined, undefined, undefined])
  for (const user of [back.alice, stays.alice, stays.bob]) t.ok(await restored.read.user(user))
  t.equal(await restored.read.formerHome(gone.bob), CORE, 'nobody else can take the id over')
  await put(restored, { erase: 'user', user: stays.alice })
  const last = await restored.read.lastErasure()
  await restored.close()
  t.match(readFileSync(path, 'utf8').trimEnd().split('\n').at(-1), new RegExp(`^${String(last)} user `), 'the list goes on')

  rmSync(data, { recursive: true })
  await restoreBackup({ from: join(folder, 'backup'), to: data }, () => 'withErasedList')
  const again = await start()
  t.same(told, [['again', 3], ['again', 4]])
  t.equal(await again.read.user(stays.alice), undefined, 'the same backup once more: also who was erased after the first restore')
  t.ok(await again.read.user(back.alice))
  await again.close()
  await (await start()).close()
  t.equal(told.length, 2, 'a later start has nothing to do')
})

t.test('a restored store does not start without its list, nor with an older one, unless the operator says so', async (t) => {
  const { folder, data, path, told, start } = place(t)
  const store = await start()
  const { alice, bob } = await makePair(store)
  cpSync(path, join(folder, 'old.list'))
  await put(store, { erase: 'user', user: alice })
  await createBackup({ from: data, to: join(folder, 'backup') }, ABOUT)
  await put(store, { erase: 'user', user: bob })
  await store.close()
  rmSync(data, { recursive: true })
  await restoreBackup({ from: join(folder, 'backup'), to: data }, () => 'withErasedList')
  renameSync(path, join(folder, 'new.list'))
  await t.rejects(start(), { code: 'ERASED_LIST_UNFIT', detail: /is missing.*--without-erased-list/ })
  cpSync(join(folder, 'old.list'), path)
  await t.rejects(start(), { code: 'ERASED_LIST_UNFIT', detail: /older than the backup/ })
  t.same(told, [])
  cpSync(join(folder, 'new.list'), path)
  const mended = await start()
  t.equal(await mended.read.user(bob), undefined, 'the right one mends it')
  await mended.close()

  rmSync(data, { recursive: true })
  rmSync(path)
  await restoreBackup({ from: join(folder, 'backup'), to: data }, () => 'withErasedList')
  await t.rejects(start(), { code: 'ERASED_LIST_UNFIT' })
  markFolderRestored(data, () => 'withoutErasedList')
  const without = await start()
  t.ok(await without.read.user(bob), 'then who was erased is back')
  await without.close()
  t.match(readFileSync(path, 'utf8'), /\n1 user /, 'and the list is made anew from what the store knows')
})

t.test('a data folder that was put back by hand does not start, and does once it is marked', async (t) => {
  const { folder, data, start } = place(t)
  const store = await start()
  const { alice } = await makePair(store)
  await store.close()
  cpSync(data, join(folder, 'copy'), { recursive: true })
  const later = await start()
  await put(later, { erase: 'user', user: alice })
  await later.close()
  rmSync(data, { recursive: true })
  renameSync(join(folder, 'copy'), data)
  await t.rejects(start(), { code: 'ERASED_LIST_UNFIT', detail: /older copy.*mark-restored/ })
  markFolderRestored(data, () => 'withErasedList')
  const marked = await start()
  t.equal(await marked.read.user(alice), undefined)
  await marked.close()
  rmSync(data, { recursive: true })
  await (await start()).close()
  t.pass('an empty store beside an old list is a new one')
})

t.test('an erasure is on the list before it is answered, what a crash left out comes at the next start, and a list that cannot be written is no success', async (t) => {
  const { data, path, told, start } = place(t)
  const store = await start()
  const [one, other] = [await makePair(store), await makePair(store)]
  const lines = (): number => readFileSync(path, 'utf8').trimEnd().split('\n').length - 1
  await put(store, { erase: 'user', user: one.alice })
  t.equal(lines(), 1)
  rmSync(path)
  mkdirSync(path)
  await t.rejects(put(store, { erase: 'user', user: other.alice }), { code: 'UNAVAILABLE' })
  await store.close()
  rmdirSync(path)
  const raw = await openSqliteStore({ path: data, onUnhealthy })
  await put(raw, { erase: 'user', user: other.bob })
  await raw.close()
  const again = await start()
  t.equal(lines(), 3)
  t.ok(told.every((one) => Array.isArray(one) && one[0] === 'failed'))
  t.ok((await again.read.erasures(0, 10)).some(({ hash }) => Buffer.from(hash).equals(erasedIdHash(other.bob))))
  await again.close()
})

t.test('an erasure that is repeated is answered once it is on the list, and not before', async (t) => {
  const { path, start } = place(t)
  const store = await start()
  const [one, other] = [await makePair(store), await makePair(store)]
  const lines = (): number => readFileSync(path, 'utf8').trimEnd().split('\n').length - 1
  renameSync(path, `${path}.away`)
  mkdirSync(path)
  await t.rejects(put(store, { erase: 'user', user: one.alice }), { code: 'UNAVAILABLE' })
  t.equal(await store.read.user(one.alice), undefined, 'the store has it')
  await t.rejects(store.inForce(), { code: 'UNAVAILABLE' })
  rmdirSync(path)
  renameSync(`${path}.away`, path)
  await store.inForce()
  t.equal(lines(), 1)

  const first = put(store, { erase: 'user', user: other.alice })
  while (await store.read.user(other.alice) !== undefined) await new Promise(setImmediate)
  await store.inForce()
  t.equal(lines(), 2, 'also where a second one comes while the list is written')
  await first
  await store.close()
})

const missing = postgresMissing()
t.test('PostgreSQL: the same, for each node that starts', missing === undefined ? {} : { skip: missing }, async (t) => {
  const cluster = await createPostgresCluster(t)
  const [url, { path, events, timers, told }] = [await cluster.createDatabase(), place(t)]
  const open = (): Promise<Store> => openPostgresStore({ url, lingerMs: 0, onUnhealthy })
  const keep = async (store: Store) => keepErasures({ store, audit, path, blindIndex, timers, events })
  const first = await open()
  const kept = (await keep(first)).store
  const [gone, stays] = [await makePair(kept), await makePair(kept)]
  const before = (await first.read.user(gone.alice))!
  await put(kept, { erase: 'user', user: gone.alice })
  await first.close()
  // As after a dump of the moment before: the row is back, and the numbers are.
  const session = await openSession(url)
  await session.script(`DELETE FROM "erasures"; DELETE FROM "erasedUsers"; UPDATE "counters" SET "value" = 0 WHERE "name" = 'erasures'`)
  await session.end()
  const raw = await open()
  await put(raw, { put: 'user', row: before })
  await raw.close()
  await markDatabaseRestored(url, (last) => {
    t.equal(last, 0)
    return 'withErasedList'
  })
  const nodes = [await open(), await open()]
  const both = await Promise.all(nodes.map(keep))
  t.same(told.map((one) => (one as [string])[0]), ['again', 'again'], 'each node that starts meanwhile looks before it serves')
  t.equal(await both[0]!.store.read.user(gone.alice), undefined)
  t.ok(await both[1]!.store.read.user(stays.alice))
  t.equal(await nodes[0]!.read.erasuresDue(), undefined)
  await Promise.all(nodes.map((node) => node.close()))
})
