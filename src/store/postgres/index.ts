// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import { createEffects } from '../effects.ts'
import { createLoneNode } from '../lone-node.ts'
import type { Store } from '../port.ts'
import { createFlush } from './batch.ts'
import { createCommitter } from './committer.ts'
import { requireDurable } from './durable.ts'
import { bringUpToDate, MIGRATION_MS } from './migrate.ts'
import { createReadPool } from './pool.ts'
import { createReaders } from './read/index.ts'
import { createReconnecting } from './reconnecting.ts'
import { openSession } from './session.ts'
import type { OwnSession } from './session.ts'
import { createTransactors } from './write/index.ts'

export { claimMeta } from './meta.ts'

/** Linger unless the operator says otherwise. */
const DEFAULT_LINGER_MS = 1

/** Where and how a store runs. */
export interface PostgresStoreOptions {
  /** `postgres://user:password@host:port/database`; the database is this gateway's own. It never gets into an error. */
  readonly url: string
  /** How long a write waits for others to share its commit. */
  readonly lingerMs?: number
  /** Called once when this node must not write any more: end the process. */
  readonly onUnhealthy: (error: unknown) => void
}

/**
 * Opens the store in a database that any number of nodes share. Throws `UNAVAILABLE` when it does not answer, when its
 * commits would not reach the disk, or when a newer version wrote it.
 */
export const openPostgresStore = async ({ url, lingerMs = DEFAULT_LINGER_MS, onUnhealthy }: PostgresStoreOptions): Promise<Store> => {
  const node = randomUUID()
  await prepare(url, node)
  const writing = createReconnecting(() => openWriting(url))
  const effects = createEffects(() => undefined)
  const flush = createFlush({ session: writing.session, node, effects })
  const committer = createCommitter({ flush, lingerMs, onBroken: onUnhealthy })
  const reads = createReadPool(url)
  let closing: Promise<void> | undefined

  const close = async (): Promise<void> => {
    await committer.close()
    await reads.end()
    await leave(writing.session, node)
    await writing.end()
  }

  return {
    read: createReaders(reads),
    write: createTransactors(committer),
    watch: effects.watch,
    moment: effects.moment,
    nodes: createLoneNode(),
    healthy: committer.healthy,
    close: () => (closing ??= close()),
  }
}

/** How long a node counts as alive that said nothing more. */
const NODE_SECONDS = 30

const prepare = async (url: string, node: string): Promise<void> => {
  const session = await openSession(url, MIGRATION_MS)
  try {
    await requireDurable(session)
    await bringUpToDate(session)
    await session.script(`INSERT INTO "nodes" ("node", "expiresAt") VALUES ('${node}', now() + interval '${String(NODE_SECONDS)} seconds')`)
  } finally {
    await session.end()
  }
}

const openWriting = async (url: string): Promise<OwnSession> => {
  const session = await openSession(url)
  try {
    await requireDurable(session)
    return session
  } catch (error) {
    await session.end()
    throw error
  }
}

// A node that cannot say goodbye is forgotten when its time is over.
const leave = async (session: () => Promise<OwnSession>, node: string): Promise<void> => {
  await session().then(({ script }) => script(`DELETE FROM "nodes" WHERE "node" = '${node}'`)).catch(() => undefined)
}
