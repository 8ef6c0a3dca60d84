// SPDX-License-Identifier: AGPL-3.0-only
// Promise: the PostgreSQL of a test, ended and deleted with it.
import { openPostgresStore } from '../../src/store/postgres/index.ts'
import { startCluster } from '../../bench/parts/postgres/cluster.ts'
import type { ClusterOptions, PostgresCluster } from '../../bench/parts/postgres/cluster.ts'
import type { Teardown } from './scope.ts'

export { postgresMissing } from '../../bench/parts/postgres/installation.ts'
export type { PostgresCluster } from '../../bench/parts/postgres/cluster.ts'

/** Makes a cluster and starts it; ended and deleted with the test. Throws where {@link postgresMissing} has a reason. */
export const createPostgresCluster = async (t: Teardown, options: ClusterOptions = {}): Promise<PostgresCluster> => {
  const cluster = await startCluster(options)
  t.teardown(() => cluster.remove())
  return cluster
}

/** Makes databases of this version's schema and gives their URLs. Only the first is migrated, the others are its copies: ten times as fast. */
export const emptyStores = (cluster: PostgresCluster): (() => Promise<string>) => {
  const migrate = async (): Promise<string> => {
    const url = await cluster.createDatabase()
    const store = await openPostgresStore({ url, onUnhealthy: () => undefined })
    await store.close()
    return url
  }
  let first: Promise<string> | undefined
  return async () => cluster.copyDatabase(await (first ??= migrate()))
}
