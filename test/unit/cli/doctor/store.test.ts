// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { closeSync, openSync, statSync, utimesSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { examine } from '../../../../src/cli/doctor/index.ts'
import { checkStore } from '../../../../src/cli/doctor/store.ts'
import { createPostgresCluster, postgresMissing } from '../../../support/postgres-cluster.ts'
import { openPostgresStore } from '../../../../src/store/postgres/index.ts'
import { NOW, startedOnce, worldOf } from '../../../support/doctor-world.ts'
import { shortFolder } from '../support.ts'

t.setTimeout(110_000)

const PAGE_BYTES = 4_096

const changed = async (home: string, sql: string): Promise<void> => {
  const db = new Database(join(home, 'data', 'drawbridge.db'))
  db.exec(sql)
  db.close()
}

t.test('a whole database of this version is well, and none yet is no problem', async (t) => {
  const home = shortFolder(t)
  t.match(await checkStore(worldOf(home)), [{ id: 'store', state: 'ok', what: /first start makes it/ }])
  await startedOnce(home)
  t.match(await checkStore(worldOf(home, {}, { now: Date.now })), [{ id: 'store', state: 'ok' }, { id: 'store.schema', state: 'ok' }, { id: 'clock', state: 'ok' }])
})

t.test('a database with a page of rubbish, and a file that is none, are damaged', async (t) => {
  const home = shortFolder(t)
  await startedOnce(home)
  const path = join(home, 'data', 'drawbridge.db')
  const spoil = (from: number): void => {
    const file = openSync(path, 'r+')
    writeSync(file, Buffer.alloc(statSync(path).size - from, 0xff), 0, undefined, from)
    closeSync(file)
  }
  spoil(PAGE_BYTES * 3)
  t.match((await checkStore(worldOf(home)))[0], { id: 'store', state: 'problem', what: /is damaged/, fix: /drawbridge backup restore/ })
  spoil(0)
  t.match((await checkStore(worldOf(home)))[0], { id: 'store', state: 'problem', what: /is damaged/ })
})

t.test('an older schema is a warning before the start that changes it, a newer one a problem', async (t) => {
  const home = shortFolder(t)
  await startedOnce(home)
  const schema = async () => (await checkStore(worldOf(home))).find(({ id }) => id === 'store.schema')
  await changed(home, 'DELETE FROM __drizzle_migrations WHERE created_at = (SELECT max(created_at) FROM __drizzle_migrations)')
  t.match(await schema(), { state: 'warning', fix: /take a backup first/ })
  await changed(home, "INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('later', 99999999999999)")
  t.match(await schema(), { state: 'problem', what: 'a newer version wrote it' })
})

/** A row of a table, with nothing in the columns that are not given. */
const plant = (db: Database.Database, table: string, given: Readonly<Record<string, string | number | Buffer>>): void => {
  const columns = db.pragma(`table_info("${table}")`) as readonly { readonly name: string; readonly type: 'BLOB' | 'INTEGER' | 'TEXT'; readonly notnull: number }[]
  const nothing = { BLOB: Buffer.alloc(0), INTEGER: 0, TEXT: '' }
  const values = columns.filter(({ name, notnull }) => notnull === 1 || name in given).map(({ name, type }) => [name, given[name] ?? nothing[type]] as const)
  db.prepare(`INSERT INTO "${table}" (${values.map(([name]) => `"${name}"`).join(', ')}) VALUES (${values.map(() => '?').join(', ')})`).run(values.map(([, value]) => value))
}

t.test('a party most of whose devices have one-time keys is well, one with many bare devices is a warning', async (t) => {
  const home = shortFolder(t)
  await startedOnce(home)
  const db = new Database(join(home, 'data', 'drawbridge.db'))
  db.pragma('foreign_keys = OFF')
  const device = (party: string, number: number, tables: readonly string[]): void => {
    const user = `${party}-${String(number)}`
    plant(db, 'users', { user, party, custody: 'DEVICE', referenceIndex: Buffer.from(user) })
    for (const table of ['devices', ...tables]) plant(db, table, { user, deviceId: 1, id: 1 })
  }
  for (let number = 0; number < 10; number += 1) {
    device('heron.example', number, number === 0 ? ['ecPrekeys'] : ['ecPrekeys', 'kyberPrekeys'])
    device('kite.example', number, number < 2 ? ['kyberPrekeys'] : ['ecPrekeys', 'kyberPrekeys'])
  }
  db.close()
  const found = (await checkStore(worldOf(home))).filter(({ id }) => id === 'prekeys')
  t.match(found, [
    { state: 'warning', what: /^2 of 10 devices of kite\.example have no one-time keys left/, fix: /^Ask kite\.example/ },
    { state: 'ok', what: '9 of 10 devices of heron.example have one-time keys' },
  ])
  t.equal(found.length, 2)
})

t.test('a clock that is behind what the daemon wrote is a warning', async (t) => {
  const home = shortFolder(t)
  await startedOnce(home)
  const path = join(home, 'data', 'drawbridge.db')
  for (const [aheadSeconds, state] of [[0, 'ok'], [3_600, 'warning']] as const) {
    utimesSync(path, NOW / 1_000 + aheadSeconds, NOW / 1_000 + aheadSeconds)
    t.match((await checkStore(worldOf(home))).find(({ id }) => id === 'clock'), { state })
  }
})

t.test('a PostgreSQL that does not answer, or would lose commits, is a problem that names neither user nor password', { skip: postgresMissing() ?? false }, async (t) => {
  const cluster = await createPostgresCluster(t)
  const [home, url] = [shortFolder(t), await cluster.createDatabase()]
  const look = (at: string, now = Date.now) => examine(worldOf(home, { DRAWBRIDGE_STORE_URL: at }, { now })).then((found) => found.filter(({ id }) => /^(store|clock)/.test(id)))
  t.match(await look(url), [{ id: 'store', state: 'ok' }, { id: 'store.schema', state: 'ok', what: 'the first start makes it' }, { id: 'clock', state: 'ok' }])
  await (await openPostgresStore({ url, onUnhealthy: (error) => { throw error } })).close()
  t.match(await look(url), [{ state: 'ok' }, { state: 'ok', what: /this program's/ }, { state: 'ok' }])
  t.match(await look(url, () => Date.now() + 60_000), [{}, {}, { id: 'clock', state: 'warning', what: /behind this machine's/, fix: /NTP/ }])
  const lossy = `${url}${url.includes('?') ? '&' : '?'}options=-c%20synchronous_commit%3Doff`
  t.match(await look(lossy), [{ id: 'store', state: 'problem', what: /synchronous_commit off/ }])
  await cluster.stop()
  const found = await look(url)
  t.match(found, [{ id: 'store', state: 'problem' }])
  const { username, password } = new URL(url)
  for (const secret of [username, password].filter((one) => one !== '')) t.notOk(JSON.stringify(found).includes(`${secret}:`) || JSON.stringify(found).includes(`:${secret}@`))
})
