// SPDX-License-Identifier: AGPL-3.0-only
import { timedFlush } from '../commit-times.ts'
import type { CommitListener } from '../commit-times.ts'
import { createCommitter } from '../committer.ts'
import type { Store } from '../port.ts'
import { systemTimers } from '../timers.ts'
import type { Timers } from '../timers.ts'
import type { RestoredEntry } from '../restored.ts'
import { openConnection } from './connection.ts'
import type { Connection } from './connection.ts'
import { createEffects } from '../effects.ts'
import { prepareDatabaseFile, prepareFiles } from './files.ts'
import { acquireLock } from './lock.ts'
import { releaseFetches } from './leases.ts'
import { createLoneNode } from '../lone-node.ts'
import { createReaders } from './read/index.ts'
import { afterRestore } from './restored.ts'
import { createFlush, isFatal } from './transaction.ts'
import { createWiping } from './wiping.ts'
import { createTransactors } from './write/index.ts'
import { createVersions } from './write/versions.ts'

/** Linger unless the operator says otherwise: a lone message waits 1 ms, less than many a disk's fsync, and bursts share commits. */
const DEFAULT_LINGER_MS = 1

/** Where and how a store runs. */
export interface SqliteStoreOptions {
  /** The data folder; made if missing, and closed to everybody but its owner. */
  readonly path: string
  /** How long a write waits for others to share its commit. */
  readonly lingerMs?: number
  readonly timers?: Timers
  /** The entry of the audit log for a start after a restore; without it none is made. */
  readonly restoredEntry?: RestoredEntry | undefined
  /** Told of each transaction: how many writes shared it, and how many seconds it took. */
  readonly onCommit?: CommitListener | undefined
  /** Called once when the disk refused a write: end the process, nothing more will be accepted. */
  readonly onUnhealthy: (error: unknown) => void
}

/**
 * Opens the store in a folder, for this process alone. Throws `UNAVAILABLE` when another process has it open (naming it),
 * when commits would not reach the disk, or when a newer version wrote it.
 */
export const openSqliteStore = async ({ path, lingerMs = DEFAULT_LINGER_MS, timers = systemTimers, restoredEntry, onCommit, onUnhealthy }: SqliteStoreOptions): Promise<Store> => {
  const files = prepareFiles(path)
  const unlock = acquireLock(files)
  try {
    prepareDatabaseFile(path, files.database)
    return createStore(await openConnection(files.database), unlock, { lingerMs, timers, restoredEntry, onCommit, onUnhealthy })
  } catch (error) {
    unlock()
    throw error
  }
}

const createStore = (
  db: Connection, unlock: () => void,
  { lingerMs, timers, restoredEntry, onCommit, onUnhealthy }: Required<Pick<SqliteStoreOptions, 'lingerMs' | 'timers' | 'onUnhealthy'>> & Pick<SqliteStoreOptions, 'restoredEntry' | 'onCommit'>,
): Store => {
  const effects = createEffects(() => wiping.due())
  const versions = createVersions(db, effects.changed)
  const committer = createCommitter({ flush: timedFlush(createFlush(db, versions.begin, effects.committed), onCommit), fatal: isFatal, lingerMs, onBroken: onUnhealthy })
  const wiping = createWiping(db, timers, (error) => committer.fail(error))
  const restored = afterRestore(db, restoredEntry)
  releaseFetches(db)
  let closing: Promise<void> | undefined
  // The process before this one may have been killed between a deletion and its wiping.
  wiping.due()

  const close = async (): Promise<void> => {
    await committer.close()
    wiping.stop()
    // Closing writes the log back and removes it, so what was deleted is off the disk as well.
    db.close()
    unlock()
  }

  return {
    read: createReaders(db, (error) => committer.fail(error)),
    write: createTransactors(committer, { db, effects, versions }),
    watch: effects.watch,
    moment: effects.moment,
    // Moments end in the breath in which a change is committed.
    inForce: () => Promise.resolve(),
    nodes: createLoneNode(), restored,
    wipe: () => Promise.resolve({ engine: 'sqlite', logCut: wiping.now() }),
    healthy: committer.healthy,
    close: () => (closing ??= close()),
  }
}
