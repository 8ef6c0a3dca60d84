// SPDX-License-Identifier: AGPL-3.0-only
// Promise: two stores on one PostgreSQL database, as two nodes have them, and a way to look at it from beside.
import type { Test } from 'tap'
import type { Store } from '../../src/store/port.ts'
import { openPostgresStore } from '../../src/store/postgres/index.ts'
import type { PostgresCluster } from './postgres-cluster.ts'

export interface TwoStores {
  readonly url: string
  readonly one: Store
  readonly two: Store
  /** Runs SQL on the same database and gives the rows, fields parted by `|`. */
  readonly sql: (text: string) => Promise<string>
}

/** Two stores on a new database of the cluster, closed with the test. */
export const openTwoStores = async (t: Test, cluster: PostgresCluster, lingerMs = 0): Promise<TwoStores> => {
  const url = await cluster.createDatabase()
  const open = async (): Promise<Store> => {
    const store = await openPostgresStore({ url, lingerMs, onUnhealthy: (error) => t.fail('a store became unhealthy', { error }) })
    t.teardown(() => store.close())
    return store
  }
  return { url, one: await open(), two: await open(), sql: (text) => cluster.query(text, new URL(url).pathname.slice(1)) }
}
