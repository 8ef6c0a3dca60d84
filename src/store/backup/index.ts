// SPDX-License-Identifier: AGPL-3.0-only
import { createHash } from 'node:crypto'
import { chmodSync, copyFileSync, createReadStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { GatewayError } from '../../model/errors.ts'
import type { Connection } from '../sqlite/connection.ts'
import { prepareFiles, syncPath } from '../sqlite/files.ts'
import { acquireLock } from '../sqlite/lock.ts'
import type { RESTORED_AS } from '../restored.ts'
import { lastErasure, markRestored } from '../sqlite/restored.ts'
import { readManifest, writeManifest } from './manifest.ts'
import type { Manifest } from './manifest.ts'

export type { Manifest } from './manifest.ts'

const DATABASE = 'drawbridge.db'
/** What else of a data folder a start needs: which keys it was sealed with, and hashes of credentials. Neither is a key. */
const BESIDE = ['keys.check', 'core-credentials.json'] as const
/** In one step, which sees one moment: in smaller ones each write of the daemon would begin the copy anew. */
const ALL_PAGES = 2 ** 31 - 1
const FOLDER_MODE = 0o700
const FILE_MODE = 0o600

/** How a store is marked that knows of erasures up to this number; throws where it may not be. */
export type MarkFor = (lastErasure: number) => keyof typeof RESTORED_AS

/** Where a backup is made of and to, or the other way round. */
export interface BackupPlaces { readonly from: string; readonly to: string }

/**
 * Copies the store in the data folder `from`, whether or not a daemon runs on it, into a new folder `to`, and reads the copy through. Throws
 * `CONFIG_INVALID` where there is no store, `CONFLICT` where `to` is there already. A backup holds no key.
 */
export const createBackup = async ({ from, to }: BackupPlaces, about: Pick<Manifest, 'version' | 'createdAt'>): Promise<Manifest> => {
  if (!existsSync(join(from, DATABASE))) throw new GatewayError('CONFIG_INVALID', `there is no store in ${from}`)
  if (existsSync(to)) throw new GatewayError('CONFLICT', `${to} is there already; name a new folder for each backup`)
  const draft = `${to}.part`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { recursive: true, mode: FOLDER_MODE })
  try {
    await copyDatabase(join(from, DATABASE), join(draft, DATABASE))
    for (const name of BESIDE) copyIfThere(join(from, name), join(draft, name))
    const manifest: Manifest = { drawbridge: 'backup/1', ...about, sha256: await sha256Of(join(draft, DATABASE)) }
    writeManifest(draft, manifest)
    renameSync(draft, to)
    syncPath(join(to, '..'))
    return manifest
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

/**
 * Puts a backup into a data folder that holds no store, marked so that the first start takes out what may have been used since. Throws `CONFIG_INVALID` for
 * what is no whole backup, `CONFLICT` where there is a store, `UNAVAILABLE` where a daemon has the folder, and what `markFor` throws.
 */
export const restoreBackup = async ({ from, to }: BackupPlaces, markFor: MarkFor): Promise<Manifest> => {
  const manifest = readManifest(from)
  if (await sha256Of(join(from, DATABASE)) !== manifest.sha256) throw damaged(from)
  const there = [DATABASE, ...BESIDE].find((name) => existsSync(join(to, name)))
  if (there !== undefined) throw new GatewayError('CONFLICT', `${join(to, there)} is there already; a restore never overwrites, so name an empty data folder`)
  const unlock = acquireLock(prepareFiles(to))
  const draft = join(to, `${DATABASE}.part`)
  try {
    copyFileSync(join(from, DATABASE), draft)
    chmodSync(draft, FILE_MODE)
    withDatabase(draft, (db) => {
      requireWhole(db, from)
      markRestored(db, markFor(lastErasure(db)))
    })
    for (const name of BESIDE) copyIfThere(join(from, name), join(to, name))
    renameSync(draft, join(to, DATABASE))
    syncPath(to)
    return manifest
  } finally {
    rmSync(draft, { force: true })
    unlock()
  }
}

/** Marks the store in a data folder as restored: it was put there by other means. Throws as {@link restoreBackup}. */
export const markFolderRestored = (folder: string, markFor: MarkFor): void => {
  const path = join(folder, DATABASE)
  if (!existsSync(path)) throw new GatewayError('CONFIG_INVALID', `there is no store in ${folder}`)
  const unlock = acquireLock(prepareFiles(folder))
  try {
    withDatabase(path, (db) => { markRestored(db, markFor(lastErasure(db))) })
  } finally {
    unlock()
  }
}

const copyDatabase = async (from: string, to: string): Promise<void> => {
  const source = new Database(from, { fileMustExist: true })
  try {
    await source.backup(to, { progress: () => ALL_PAGES })
  } finally {
    source.close()
  }
  chmodSync(to, FILE_MODE)
  withDatabase(to, (db) => { requireWhole(db, to) })
}

/** Without a log of its own: then the database is one file. */
const withDatabase = (path: string, work: (db: Connection) => void): void => {
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

const requireWhole = (db: Connection, place: string): void => {
  if (db.pragma('integrity_check', { simple: true }) !== 'ok') throw damaged(place)
}

const damaged = (place: string): GatewayError => new GatewayError('CONFIG_INVALID', `the backup in ${place} is damaged; take another one`)

const copyIfThere = (from: string, to: string): void => {
  if (!existsSync(from)) return
  copyFileSync(from, to)
  chmodSync(to, FILE_MODE)
  syncPath(to)
}

const sha256Of = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk)
  return hash.digest('hex')
}
