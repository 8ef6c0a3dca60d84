// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 150
// Promise: an operator sees before an upgrade what it would change, can make it apart from a start, and is told when it cannot be made.
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import { knownMigrations } from '../../../src/store/migrations.ts'
import { createPostgresCluster, postgresMissing } from '../../support/postgres-cluster.ts'
import { setBackDatabase, setBackFolder } from '../../support/previous-schema.ts'
import { json, startDaemon, terminal } from './support.ts'

t.setTimeout(140_000)
const missing = postgresMissing()

t.test('a folder without a store, one of the version before, and one that is up to date', async (t) => {
  const { home, command } = terminal(t)
  const data = join(home, 'data')
  const known = knownMigrations('sqlite').map(({ name }) => name)
  t.match(await command('migrate', 'status', '--data', data), { code: 4, out: /There is no store yet/ })
  t.notOk(existsSync(data), 'looking makes nothing')
  t.match(json(await command('migrate', 'up', '--data', data, '--json')), { ok: true, store: 'sqlite', applied: known })
  t.match(json(await command('migrate', 'status', '--data', data, '--json')), { ok: true, age: 'current', applied: known, pending: [] })
  const newest = await setBackFolder(data)
  const before = await command('migrate', 'status', '--data', data)
  t.match(before, { code: 4, out: /an older version's.*take a backup first/ })
  t.match(before.out, new RegExp(`^  ${newest}$`, 'm'))
  t.match(await command('migrate', 'up', '--data', data), { code: 0, out: new RegExp(`Applied in \\d+ ms:\n  ${newest}\n$`) })
  t.match(await command('migrate', 'up', '--data', data), { code: 0, out: "The schema is this program's.\n" }, 'again it does nothing')
  const db = new Database(join(data, 'drawbridge.db'))
  db.exec("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('later', 9e12)")
  db.close()
  t.match(await command('migrate', 'status', '--data', data), { code: 4, out: /A newer version wrote the store/ })
  t.match(await command('migrate', 'up', '--data', data), { code: 1, err: /written by a newer version/ })
})

t.test('a daemon that runs is named, and its store is not touched', async (t) => {
  const { home, command } = terminal(t)
  const daemon = await startDaemon(t, home)
  const data = join(home, '.local/state/drawbridge')
  t.match(await command('migrate', 'up', '--data', data), { code: 1, err: new RegExp(`UNAVAILABLE[^]*in use by process ${String(daemon.child.pid)}`) })
  t.match(await command('migrate', 'status', '--data', data), { code: 0 })
})

t.test('a PostgreSQL database likewise', { skip: missing ?? false }, async (t) => {
  const { home, command } = terminal(t)
  const cluster = await createPostgresCluster(t)
  const [url, data] = [await cluster.createDatabase(), join(home, 'data')]
  writeFileSync(join(home, 'config.yaml'), `store: { url: "${url}" }\n`, { mode: 0o600 })
  const migrate = (...rest: readonly string[]) => command('migrate', ...rest, '--data', data, '--config', join(home, 'config.yaml'))
  t.match(await migrate('status'), { code: 4, out: /no store yet/ })
  t.match(await migrate('up'), { code: 0, out: /Applied in/ })
  const newest = await setBackDatabase(url)
  t.match(json(await migrate('status', '--json')), { ok: false, store: 'postgres', age: 'older', pending: [newest] })
  t.match(json(await migrate('up', '--json')), { ok: true, applied: [newest] })
  t.match(await migrate('status'), { code: 0 })
})
