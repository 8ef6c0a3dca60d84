// SPDX-License-Identifier: AGPL-3.0-only
import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const OWNER_ONLY_FOLDER = 0o700
const OWNER_ONLY_FILE = 0o600

/** The files of one store. SQLite adds `-wal` and `-shm` beside the database, with the same mode. */
export interface StoreFiles {
  readonly database: string
  /** Locked by the process that has the store open. Read by nobody: closing any other descriptor of it would drop the lock. */
  readonly lock: string
  /** Names that process, for the message only. */
  readonly holder: string
}

/** Makes the folder and its files where they are missing, and lets nobody but their owner in. */
export const prepareFiles = (folder: string): StoreFiles => {
  const files = { database: join(folder, 'drawbridge.db'), lock: join(folder, 'lock.db'), holder: join(folder, 'holder.pid') }
  mkdirSync(folder, { recursive: true, mode: OWNER_ONLY_FOLDER })
  chmodSync(folder, OWNER_ONLY_FOLDER)
  for (const path of [files.lock, files.holder]) keepPrivate(path)
  return files
}

/** Makes the database file private and durable in its folder. Only for the holder of the lock. */
export const prepareDatabaseFile = (folder: string, database: string): void => {
  keepPrivate(database)
  syncPath(folder)
}

/** Returns once a file, or what names the files of a folder, is on disk. */
export const syncPath = (path: string): void => {
  const handle = openSync(path, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

/** Notes who holds the lock. */
export const writeHolder = ({ holder }: StoreFiles, pid: string): void => writeFileSync(holder, `${pid}\n`)

/** Who said last that it holds the lock. */
export const readHolder = ({ holder }: StoreFiles): string => readFileSync(holder, 'utf8').trim()

// Never opens a file that is there already: closing it again would drop the locks that this process may hold on it.
const keepPrivate = (path: string): void => {
  try {
    closeSync(openSync(path, 'wx', OWNER_ONLY_FILE))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    chmodSync(path, OWNER_ONLY_FILE)
  }
}
