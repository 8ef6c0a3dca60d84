// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 300
import t from 'tap'
import { openPostgresStore } from '../../../src/store/postgres/index.ts'
import { createPostgresCluster, emptyStores, postgresMissing } from '../../support/postgres-cluster.ts'
import { storeConformance } from '../../support/store-conformance.ts'

t.setTimeout(300_000)
const missing = postgresMissing()
if (missing === undefined) {
  const cluster = await createPostgresCluster(t)
  const createEmpty = emptyStores(cluster)
  storeConformance(t, 'PostgreSQL', async () => {
    const url = await createEmpty()
    const open = () => openPostgresStore({ url, lingerMs: 0, onUnhealthy: (error) => t.fail('the store became unhealthy', { error }) })
    return { store: await open(), reopen: open, cleanup: async () => {} }
  })
} else {
  t.test('PostgreSQL passes the conformance suite', { skip: missing }, () => {})
}
