// SPDX-License-Identifier: AGPL-3.0-only
import { createHash } from 'node:crypto'
import { chmodSync, createReadStream } from 'node:fs'
import Database from 'better-sqlite3'
import { GatewayError } from '../../model/errors.ts'
import type { Connection } from '../sqlite/connection.ts'
import { syncPath } from '../sqlite/files.ts'

/** In one step, which sees one moment: in smaller ones each write of the daemon would begin the copy anew. */
const ALL_PAGES = 2 ** 31 - 1
const FILE_MODE = 0o600

/** Copies a database that others may write to, as of one moment, and reads the copy through. */
export const copyDatabase = async (from: string, to: string): Promise<void> => {
  const source = new Database(from, { fileMustExist: true })
  try {
    await source.backup(to, { progress: () => ALL_PAGES })
  } finally {
    source.close()
  }
  chmodSync(to, FILE_MODE)
  withDatabase(to, (db) => { requireWhole(db, to) })
}

/** Works in a database without a log of its own: then it is one file. */
export const withDatabase = (path: string, work: (db: Connection) => void): void => {
  const db = new Database(path, { fileMustExist: true })
  try {
    db.pragma('journal_mode = DELETE')
    db.pragma('synchronous = FULL')
    work(db)
  } finally {
    db.close()
  }
  syncPath(path)
}

/** Throws `CONFIG_INVALID` naming `place` unless SQLite finds nothing wrong. */
export const requireWhole = (db: Connection, place: string): void => {
  if (db.pragma('integrity_check', { simple: true }) !== 'ok') throw damaged(place)
}

/** As {@link requireWhole}, and writes nothing. */
export const requireWholeFile = (path: string, place: string): void => {
  const db = new Database(path, { fileMustExist: true, readonly: true })
  try {
    requireWhole(db, place)
  } finally {
    db.close()
  }
}

/** What is said of a backup whose hash does not hold. */
export const damaged = (place: string): GatewayError => new GatewayError('CONFIG_INVALID', `the backup in ${place} is damaged; take another one`)

/** In hexadecimal, of a file. */
export const sha256Of = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk)
  return hash.digest('hex')
}
