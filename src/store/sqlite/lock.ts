// SPDX-License-Identifier: AGPL-3.0-only
import { readlinkSync } from 'node:fs'
import Database from 'better-sqlite3'
import { GatewayError } from '../../model/errors.ts'
import { readHolder, writeHolder } from './files.ts'
import type { StoreFiles } from './files.ts'

/**
 * Holds the store for this process until the returned function is called or the process is gone, however it went: the
 * kernel gives the lock back, so there is no stale one. Throws `UNAVAILABLE`, naming the process, when another holds it.
 */
export const acquireLock = (files: StoreFiles): (() => void) => {
  const lock = new Database(files.lock, { timeout: 0 })
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (!(error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY'))) throw error
    throw new GatewayError('UNAVAILABLE', `the data folder is in use by process ${readHolder(files)}`)
  }
  writeHolder(files, ownPid())
  return () => lock.close()
}

// `process` belongs to src/main.ts; the kernel tells the same.
const ownPid = (): string => {
  try {
    return readlinkSync('/proc/self')
  } catch {
    return 'unknown'
  }
}
