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
