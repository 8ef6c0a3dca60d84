// SPDX-License-Identifier: AGPL-3.0-only
import { timedFlush } from '../commit-times.ts'
import type { CommitListener } from '../commit-times.ts'
import type { Store } from '../port.ts'
import type { Restored, RestoredEntry } from '../restored.ts'
import { createFlush } from './batch.ts'
import { createCommitter } from './committer.ts'
import { requireDurable } from './durable.ts'
import { bringUpToDate, MIGRATION_MS } from './migrate.ts'
import { createSharedEffects } from './nodes/effects.ts'
import { openNode } from './nodes/index.ts'
import type { OwnNode } from './nodes/index.ts'
import { NODE_TIMES } from './nodes/times.ts'
import type { NodeTimes } from './nodes/times.ts'
import { createReadPool } from './pool.ts'
import { createReaders } from './read/index.ts'
import { createReconnecting } from './reconnecting.ts'
import { afterRestore } from './restored.ts'
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
  /** Called when other nodes were free to act in this one's place: what its links rest on may be over, so they end. */
  readonly onFenced?: () => void
  readonly times?: NodeTimes
  /** The entry of the audit log for a start after a restore; without it none is made. */
  readonly restoredEntry?: RestoredEntry | undefined
  /** Told of each transaction: how many writes shared it, and how many seconds it took. */
  readonly onCommit?: CommitListener | undefined
}

/**
 * Opens the store in a database that any number of nodes share. Throws `UNAVAILABLE` when it does not answer, when its
 * commits would not reach the disk, or when a newer version wrote it.
 */
export const openPostgresStore = async (options: PostgresStoreOptions): Promise<Store> => {
  const { url, lingerMs = DEFAULT_LINGER_MS, times = NODE_TIMES, onUnhealthy, onFenced = () => undefined } = options
  const restored = await prepare(url, options.restoredEntry)
  const effects = createSharedEffects(() => node)
  const node: OwnNode = await openNode({
    url, times, onFenced,
    onHints: effects.hinted,
    onChanged: effects.endMoments,
  })
  const writing = createReconnecting(() => openWriting(url))
  const flush = timedFlush(createFlush({ session: writing.session, node, effects }), options.onCommit)
  const committer = createCommitter({ flush, lingerMs, onBroken: onUnhealthy })
  const reads = createReadPool(url)
  let closing: Promise<void> | undefined

  const close = async (): Promise<void> => {
    await committer.close()
    await reads.end()
    await node.close()
    await writing.end()
  }

  return {
    read: createReaders(reads),
    write: createTransactors(committer),
    watch: effects.watch,
    moment: effects.moment,
    inForce: effects.inForce,
    nodes: node, restored,
    wipe: () => Promise.resolve({ engine: 'postgres' }),
    healthy: committer.healthy,
    close: () => (closing ??= close()),
  }
}

const prepare = async (url: string, restoredEntry: RestoredEntry | undefined): Promise<Restored | undefined> => {
  const session = await openSession(url, MIGRATION_MS)
  try {
    await requireDurable(session)
    await bringUpToDate(session)
    return await afterRestore(session, restoredEntry)
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
