// SPDX-License-Identifier: AGPL-3.0-only
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { newestApplied, openConnection } from './connection.ts'
import { prepareDatabaseFile, prepareFiles } from './files.ts'
import { acquireLock } from './lock.ts'

/** The newest migration that the database in a data folder had (ms since the epoch), 0 where there is none. Beside a daemon or without one; changes nothing. */
export const appliedInFolder = (folder: string): number => {
  const database = join(folder, 'drawbridge.db')
  if (!existsSync(database)) return 0
  const db = new Database(database, { readonly: true, fileMustExist: true })
  try {
    return newestApplied(db)
  } finally {
    db.close()
  }
}

/** Brings the database in a data folder up to date. Throws `UNAVAILABLE` while a daemon has it, naming the process, and when a newer version wrote it. */
export const upgradeFolder = async (folder: string): Promise<void> => {
  const files = prepareFiles(folder)
  const unlock = acquireLock(files)
  try {
    prepareDatabaseFile(folder, files.database)
    const db = await openConnection(files.database)
    db.close()
  } finally {
    unlock()
  }
}
