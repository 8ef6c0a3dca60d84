// SPDX-License-Identifier: AGPL-3.0-only
import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { GatewayError } from '../../model/errors.ts'
import { migrationsFolder, newestKnown } from '../migrations.ts'
import { loadMigrator } from './drizzle.ts'

/** The one connection of a store. */
export type Connection = Database.Database

/** Waiting for a tool that holds the database for a moment (a backup); the event loop stands still meanwhile. */
const BUSY_MS = 2_000
/** Pages in the log before it is written back: at 4,000 the hot index pages of a busy second are written back once (a tenth less CPU than at 1,000). */
const LOG_PAGES = 4_000
/** What the log keeps of its size after a checkpoint: those pages, so that it need not grow again. */
const LOG_BYTES = LOG_PAGES * 4_096
/** Memory for pages: holds the indexes of a hundred thousand waiting messages. */
const CACHE_KIBIBYTES = 32 * 1024
/** `PRAGMA synchronous` = FULL. */
const FULL = 2

/** Opens the database, brings its schema up to date and proves that its commits reach the disk. */
export const openConnection = async (path: string): Promise<Connection> => {
  const db = new Database(path, { timeout: BUSY_MS })
  try {
    configure(db)
    await bringUpToDate(db)
    firstWrite(db)
    requireDurable(db)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/**
 * Throws `UNAVAILABLE` unless commits are flushed to disk and deleted bytes are wiped. This build of SQLite answers FULL
 * until the first write and means NORMAL after it, unless FULL was asked for: so ask, write, and look again.
 */
export const requireDurable = (db: Connection): void => {
  const holds = pragma(db, 'synchronous') === FULL && pragma(db, 'journal_mode') === 'wal' && pragma(db, 'secure_delete') === 1
  if (!holds) throw new GatewayError('UNAVAILABLE', 'the database does not flush its commits')
}

const configure = (db: Connection): void => {
  for (const setting of [
    'journal_mode = WAL', 'synchronous = FULL', 'secure_delete = ON', 'foreign_keys = ON', 'trusted_schema = OFF', 'cell_size_check = ON',
    // Nothing of a statement may rest in a file that nobody wipes.
    'temp_store = MEMORY', `wal_autocheckpoint = ${LOG_PAGES}`, `journal_size_limit = ${LOG_BYTES}`, `cache_size = -${CACHE_KIBIBYTES}`,
  ]) db.pragma(setting)
}

const bringUpToDate = async (db: Connection): Promise<void> => {
  const newest = newestKnown('sqlite')
  if (newestApplied(db) > newest) throw new GatewayError('UNAVAILABLE', 'the data folder was written by a newer version')
  if (newestApplied(db) === newest) return
  const { drizzle, migrate } = loadMigrator()
  try {
    migrate(drizzle(db), { migrationsFolder: migrationsFolder('sqlite') })
  } catch (error) {
    // SQLite takes everything back by itself where it finds no room, and what is thrown then is of the second attempt to do so.
    throw isFull(db.name) ? new GatewayError('UNAVAILABLE', `the disk of ${dirname(db.name)} is full; make room, and start again: nothing was changed`) : error
  }
}

/** A whole schema takes less than one of them: with less, room is what was missing. */
const ROOM_BYTES = 4 * 1_048_576

const isFull = (path: string): boolean => {
  const { bavail, bsize } = statfsSync(dirname(path))
  return bavail * bsize < ROOM_BYTES
}

/** The newest migration that a database had; 0 for none. */
export const newestApplied = (db: Connection): number => {
  const table = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = '__drizzle_migrations'").get()
  if (!table) return 0
  return db.prepare<[], number>('SELECT max(created_at) FROM __drizzle_migrations').pluck().get() ?? 0
}

const firstWrite = (db: Connection): void => {
  db.exec("INSERT INTO counters (name, value) VALUES ('version', 0) ON CONFLICT (name) DO UPDATE SET value = value")
}

const pragma = (db: Connection, name: string): unknown => db.pragma(name, { simple: true })
