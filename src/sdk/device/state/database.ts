// SPDX-License-Identifier: Apache-2.0
import { chmodSync, closeSync, openSync } from 'node:fs'
import SQLite from 'better-sqlite3'
import { DeviceError } from '../errors.ts'
import { migrations } from './schema.ts'

/** One open state file. */
export type Database = SQLite.Database

/** File mode of the state: it holds private keys, so nobody but its user may read it. */
const PRIVATE_MODE = 0o600
/** `PRAGMA synchronous` of FULL: a commit is on the disk before it returns. */
const FULL = 2

/**
 * Opens and migrates a state file, private to its user and to this process. Throws `DeviceError` `FILE_IN_USE` when another
 * process holds it, and `FILE_REFUSED` when it is of a newer version, is something else, or does not commit durably.
 */
export const openDatabase = (file: string): Database => {
  if (file !== ':memory:') makePrivate(file)
  const db = new SQLite(file, { timeout: 0 })
  try {
    configure(db)
    migrate(db)
    assertDurable(db)
    return db
  } catch (error) {
    db.close()
    throw refusal(error)
  }
}

const makePrivate = (file: string): void => {
  closeSync(openSync(file, 'a', PRIVATE_MODE))
  chmodSync(file, PRIVATE_MODE)
}

const configure = (db: Database): void => {
  // Two processes on one ratchet would use a message key twice.
  db.pragma('locking_mode = EXCLUSIVE')
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('secure_delete = ON')
  db.pragma('foreign_keys = ON')
  db.pragma('trusted_schema = OFF')
}

const migrate = (db: Database): void => {
  db.transaction(() => {
    const version = Number(db.pragma('user_version', { simple: true }))
    if (version > migrations.length) throw new DeviceError('FILE_REFUSED')
    for (const step of migrations.slice(version)) db.exec(step)
    // Written on every start: so the lock is taken and the level below is asserted after a write.
    db.pragma(`user_version = ${migrations.length}`)
  }).immediate()
}

/** This build of SQLite falls back to NORMAL in WAL mode unless told otherwise, and says so only after the first write. */
const assertDurable = (db: Database): void => {
  if (db.pragma('synchronous', { simple: true }) !== FULL) throw new DeviceError('FILE_REFUSED')
}

const refusal = (error: unknown): unknown => {
  if (!(error instanceof SQLite.SqliteError)) return error
  if (error.code.startsWith('SQLITE_BUSY')) return new DeviceError('FILE_IN_USE')
  return error.code === 'SQLITE_NOTADB' ? new DeviceError('FILE_REFUSED') : error
}
