// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { openPostgresStore } from '../../../src/store/postgres/index.ts'
import { createFaultProxy } from '../../support/fault-proxy.ts'
import { createPostgresCluster, postgresMissing } from '../../support/postgres-cluster.ts'

t.setTimeout(60_000)
const missing = postgresMissing()
const cluster = missing === undefined ? await createPostgresCluster(t) : undefined
const LINKS = 5_000

t.test('thousands of links that come back at once are each given a number and do not cost the node its place', missing === undefined ? {} : { skip: missing }, async (t) => {
  if (!cluster) throw new Error(missing)
  const url = await cluster.createDatabase()
  const proxy = await createFaultProxy(t, Number(new URL(url).port))
  const through = new URL(url)
  through.port = String(proxy.port)
  let fenced = 0
  const store = await openPostgresStore({ url: through.href, lingerMs: 0, onUnhealthy: (error) => t.fail('unhealthy', { error }), onFenced: () => { fenced += 1 } })
  t.teardown(() => store.close())
  // Two milliseconds there and back, as between two zones: one after the other they would keep the heartbeat waiting for ten seconds.
  proxy.set({ delayMs: 1 })
  const numbers = await Promise.all(Array.from({ length: LINKS }, () => store.nodes.nextNumber()))
  t.equal(new Set(numbers).size, LINKS, 'each is given once')
  t.equal(fenced, 0)
})
