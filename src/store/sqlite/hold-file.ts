// SPDX-License-Identifier: AGPL-3.0-only
import { accessSync, constants } from 'node:fs'
import Database from 'better-sqlite3'

/**
 * Holds a file for this process until the returned function is called or the process is gone, however it went: the kernel gives it
 * back, so there is no stale one, and a process that stands still holds on. undefined where another has it. Made where it is not; nobody else
 * may open it, since closing any other descriptor of it would let go. Throws what the system says of one that may not be written.
 */
export const holdFile = (path: string): (() => void) | undefined => {
  const lock = new Database(path, { timeout: 0 })
  try {
    // Of a file that is open for reading alone SQLite takes no lock, and says that it did.
    accessSync(path, constants.W_OK)
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (!(error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY'))) throw error
    return undefined
  }
  return () => { lock.close() }
}
