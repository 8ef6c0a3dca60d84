// SPDX-License-Identifier: AGPL-3.0-only
// Promise: the PostgreSQL of a test, ended and deleted with it.
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
