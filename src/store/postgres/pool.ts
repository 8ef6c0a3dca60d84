// SPDX-License-Identifier: AGPL-3.0-only
import pg from 'pg'
import { unavailable } from '../committer.ts'
import { unreachable } from './failures.ts'
import { clientConfig, createQueries, SETTINGS } from './session.ts'
import type { Session } from './session.ts'

/** Connections for reading: a read takes well below a ms, so few of them keep the event loop busy. */
const READ_CONNECTIONS = 4
/** Reads that may wait; whoever is turned away had not waited long. */
const MAX_WAITING_READS = 16_384

/** Reads over a few connections. */
export interface ReadPool extends Session {
  /** Lets reads that are under way finish and refuses later ones. */
  end(): Promise<void>
}

/** A pool that connects as it is needed, so it heals when the database comes back. */
export const createReadPool = (url: string): ReadPool => {
  const onConnect = async (client: pg.ClientBase): Promise<void> => { await client.query(SETTINGS) }
  const options = { ...clientConfig(url), max: READ_CONNECTIONS, onConnect }
  const pool = new pg.Pool(options)
  let closing: Promise<void> | undefined
  // An idle connection broke: the next read opens another.
  pool.on('error', () => undefined)

  const queries = createQueries(async (query) => {
    if (closing) throw unavailable('the store is closed')
    if (pool.waitingCount >= MAX_WAITING_READS) throw unavailable('the store has too much to do')
    try {
      return await pool.query(query)
    } catch (error) {
      throw unreachable(error)
    }
  })
  return { ...queries, end: () => (closing ??= pool.end()) }
}
