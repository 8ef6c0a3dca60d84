// SPDX-License-Identifier: AGPL-3.0-only
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import { openConnection, requireDurable } from '../../../src/store/sqlite/connection.ts'
import { openSqliteStore } from '../../../src/store/sqlite/index.ts'
import { CORE, HERON, NOW } from '../../support/store-conformance/rows.ts'
import { makePair, put, send } from '../../support/store-conformance/pair.ts'

const NEEDLE = 'a needle that nobody else writes'

const value = (db: Database.Database, name: string): unknown => db.pragma(name, { simple: true })

t.test('commits are flushed in full after the first write, and deleted bytes are wiped', async (t) => {
  const db = await openConnection(join(t.testdir({}), 'x.db'))
  db.exec("INSERT INTO issuerLists VALUES (1, 1, 'list')")
  t.equal(value(db, 'journal_mode'), 'wal')
  t.equal(value(db, 'synchronous'), 2)
  t.equal(value(db, 'secure_delete'), 1)
  t.equal(value(db, 'foreign_keys'), 1)
  t.equal(value(db, 'trusted_schema'), 0)
  db.close()
})

t.test('a connection that does not flush its commits, or does not wipe, is refused', async (t) => {
  for (const setting of ['synchronous = NORMAL', 'synchronous = OFF', 'secure_delete = FAST', 'secure_delete = OFF', 'journal_mode = DELETE']) {
    const db = await openConnection(join(t.testdir({}), 'x.db'))
    requireDurable(db)
    db.pragma(setting)
    t.throws(() => requireDurable(db), { code: 'UNAVAILABLE' }, setting)
    db.close()
  }
})

t.test('this build of SQLite does lose FULL when it is not asked for, so the check has something to find', async (t) => {
  const db = new Database(join(t.testdir({}), 'x.db'))
  db.pragma('journal_mode = WAL')
  db.exec('CREATE TABLE x (y)')
  t.not(value(db, 'synchronous'), 2)
  db.close()
})

const mayMount = spawnSync('id', ['-u'], { encoding: 'utf8' }).stdout.trim() === '0'
t.test('a disk that is too full for the first start is named as that, and as nothing else', { skip: mayMount ? false : 'mounting a small disk needs root' }, async (t) => {
  const folder = t.testdir({})
  t.equal(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'none', folder]).status, 0)
  try {
    await t.rejects(openConnection(join(folder, 'x.db')), { code: 'UNAVAILABLE', detail: `the disk of ${folder} is full; make room, and start again: nothing was changed` })
  } finally {
    spawnSync('umount', [folder])
  }
})

t.test('nobody but the owner may read anything of the store', async (t) => {
  const path = join(t.testdir({ data: { 'drawbridge.db': '' } }), 'data')
  const store = await openSqliteStore({ path, lingerMs: 0, onUnhealthy: () => {} })
  await send(store, await makePair(store), 'x')
  t.equal(statSync(path).mode & 0o777, 0o700)
  const files = readdirSync(path)
  t.ok(files.includes('drawbridge.db-wal'))
  for (const file of files) t.equal(statSync(join(path, file)).mode & 0o777, 0o600, file)
  await store.close()
})

t.test('delivered and erased content is off the disk half a minute later, and the disk held it before', async (t) => {
  const path = join(t.testdir({}), 'data')
  const { store, planned } = await withTimers(path)
  t.match(planned, [{ ms: 25_000 }], 'for what a killed process may have left')
  planned.shift()!.run()
  const pair = await makePair(store)
  await send(store, pair, NEEDLE, NEEDLE, 'stays')
  await put(store, { add: 'event', party: HERON, user: pair.alice, timeMs: NOW, bodySealed: Buffer.from(NEEDLE) })
  t.same(planned, [], 'nothing was deleted yet')

  const [first, second] = await store.read.mailboxPage(CORE, 0, 2)
  const [event] = await store.read.eventPage(HERON, 0, 1)
  await store.write.acknowledge(CORE, [first!.id], [])
  await store.write.acknowledge(HERON, [], [event!.id])
  await store.write.conclude([second!.id], [])
  t.ok(holds(path, NEEDLE), 'the log still has it')
  t.match(planned, [{ ms: 25_000 }], 'one checkpoint for all of them')
  planned.shift()!.run()
  t.notOk(holds(path, NEEDLE))
  t.ok(holds(path, 'stays'))

  await put(store, { erase: 'user', user: pair.bob })
  planned.shift()!.run()
  t.notOk(holds(path, 'stays'))
  await store.close()
})

t.test('a reader of another process only delays the wiping', async (t) => {
  const path = join(t.testdir({}), 'data')
  const { store, planned } = await withTimers(path)
  await send(store, await makePair(store), NEEDLE)
  const reader = new Database(join(path, 'drawbridge.db'), { readonly: true })
  reader.exec('BEGIN; SELECT count(*) FROM mailbox')
  const [row] = await store.read.mailboxPage(CORE, 0, 1)
  await store.write.acknowledge(CORE, [row!.id], [])
  planned.shift()!.run()
  t.equal(planned.length, 1, 'it is planned again')
  reader.close()
  planned.shift()!.run()
  t.same(planned, [])
  t.notOk(holds(path, NEEDLE))
  await store.close()
})

t.test('data of a newer version is refused and left alone', async (t) => {
  const path = join(t.testdir({}), 'data')
  await (await openSqliteStore({ path, lingerMs: 0, onUnhealthy: () => {} })).close()
  const db = new Database(join(path, 'drawbridge.db'))
  db.exec("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('later', 9999999999999)")
  db.close()
  await t.rejects(openSqliteStore({ path, lingerMs: 0, onUnhealthy: () => {} }), { code: 'UNAVAILABLE', detail: 'the data folder was written by a newer version' })
})

/** A store whose wiping happens when the test says so. */
const withTimers = async (path: string) => {
  const planned: { readonly ms: number; readonly run: () => void }[] = []
  const timers = { after: (ms: number, run: () => void) => { planned.push({ ms, run }); return () => {} } }
  return { planned, store: await openSqliteStore({ path, lingerMs: 0, timers, onUnhealthy: () => {} }) }
}

/** Whether any file of the store has the text. Another process looks: closing a descriptor of the database here would drop its locks. */
const holds = (path: string, text: string): boolean =>
  ['drawbridge.db', 'drawbridge.db-wal'].some((name) => existsSync(join(path, name)) && spawnSync('grep', ['-q', '-a', '-F', text, join(path, name)]).status === 0)
