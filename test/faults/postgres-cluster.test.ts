// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { createPostgresCluster, postgresMissing } from '../support/postgres-cluster.ts'
import { isAlive } from '../support/processes.ts'

const skip = postgresMissing() ?? false

t.test('a PostgreSQL of the test takes connections, is killed with its backends, and keeps what was committed', { skip, timeout: 100_000 }, async (t) => {
  const cluster = await createPostgresCluster(t)
  t.match(cluster.url(), /^postgres:\/\/drawbridge:[0-9a-f]{24}@127\.0\.0\.1:\d+\/drawbridge$/)
  const name = new URL(await cluster.createDatabase()).pathname.slice(1)
  await cluster.query('CREATE TABLE kept (id int)', name)
  await cluster.query('INSERT INTO kept VALUES (7)', name)
  t.equal((await cluster.query('SHOW fsync')).trim(), 'on')

  const pids = cluster.pids()
  t.ok(pids.length > 1, 'the postmaster has children')
  await cluster.kill()
  t.notOk(pids.some(isAlive), 'none of them lives on')
  t.same(cluster.pids(), [])
  await t.rejects(cluster.query('SELECT 1'))

  await cluster.start()
  t.equal((await cluster.query('SELECT id FROM kept', name)).trim(), '7')
  await cluster.stop()
  await cluster.start()
  t.equal((await cluster.query('SELECT id FROM kept', name)).trim(), '7')
})
