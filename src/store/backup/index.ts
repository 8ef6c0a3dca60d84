// SPDX-License-Identifier: AGPL-3.0-only
import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { AgreementJwk, Private } from '../../model/credentials.ts'
import { GatewayError } from '../../model/errors.ts'
import { prepareFiles, syncPath } from '../sqlite/files.ts'
import { holdFile } from '../sqlite/hold-file.ts'
import { acquireLock } from '../sqlite/lock.ts'
import type { RESTORED_AS } from '../restored.ts'
import { lastErasure, markRestored } from '../sqlite/restored.ts'
import { copyDatabase, damaged, requireWhole, requireWholeFile, sha256Of, withDatabase } from './database-copy.ts'
import type { BackupPlaces } from './drafts.ts'
import { backupLock, draftOf, restoringDraft, sealingDraft } from './drafts.ts'
import { MANIFEST, readManifest, writeManifest } from './manifest.ts'
import type { Manifest } from './manifest.ts'
import { checkSealed, sealFolder, unsealInto } from './sealed-file.ts'
import type { SealedBackup } from './sealed-file.ts'

export { draftsOf } from './drafts.ts'
export { readLastBackup, writeLastBackup } from './last-backup.ts'
export type { LastBackup } from './last-backup.ts'
export type { Manifest } from './manifest.ts'
export type { SealedBackup } from './sealed-file.ts'

const DATABASE = 'drawbridge.db'
/** What else of a data folder a start needs: which keys it was sealed with, and hashes of credentials. Neither is a key. */
const BESIDE = ['keys.check', 'core-credentials.json'] as const
const ALL = [MANIFEST, DATABASE, ...BESIDE] as const
/** What is said of a file that one may not open, or may not write. */
const NOT_OURS = ['SQLITE_CANTOPEN', 'EACCES']
const FOLDER_MODE = 0o700
const FILE_MODE = 0o600

/** How a store is marked that knows of erasures up to this number; throws where it may not be. */
export type MarkFor = (lastErasure: number) => keyof typeof RESTORED_AS

/** What opens sealed backups. */
export type BackupSecret = Private<AgreementJwk>

/**
 * Copies the store in the data folder `from`, whether or not a daemon runs on it, into a new folder `to`, and reads the copy through. Throws
 * `CONFIG_INVALID` where there is no store, `CONFLICT` where `to` is there already. A backup holds no key.
 */
export const createBackup = async ({ from, to }: BackupPlaces, about: Pick<Manifest, 'version' | 'createdAt'>): Promise<Manifest> => {
  requireStore(from)
  requireAbsent(to)
  const draft = draftOf(to)
  try {
    const manifest = await copyInto(draft, from, about)
    renameSync(draft, to)
    syncPath(join(to, '..'))
    return manifest
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

/**
 * As {@link createBackup}, into one file `to` that only the holder of `recipient`'s private half opens. The copy lies in the data folder until it is sealed,
 * so that nothing unsealed reaches another disk. Throws also `UNAVAILABLE` while another one is being made.
 */
export const createSealedBackup = async ({ from, to }: BackupPlaces, recipient: AgreementJwk, about: Pick<Manifest, 'version' | 'createdAt'>): Promise<SealedBackup> => {
  requireStore(from)
  requireAbsent(to)
  const letGo = hold(backupLock(from))
  if (letGo === undefined) throw new GatewayError('UNAVAILABLE', 'another backup is being made of this data folder')
  const draft = sealingDraft(from)
  try {
    await copyInto(draft, from, about)
    await sealFolder(draft, ALL.filter((name) => existsSync(join(draft, name))), to, recipient, about)
    return await checkSealed(to)
  } finally {
    rmSync(draft, { recursive: true, force: true })
    letGo()
  }
}

/** Reads a sealed backup through; with its key it is opened into `scratch`, an empty folder, and its database checked. Throws `CONFIG_INVALID` where anything of it does not hold. */
export const verifySealedBackup = async (path: string, opened?: { readonly secret: BackupSecret; readonly scratch: string }): Promise<SealedBackup> => {
  const sealed = await checkSealed(path)
  if (opened === undefined) return sealed
  await unsealInto(path, opened.secret, opened.scratch, ALL)
  await verifyBackup(opened.scratch)
  return sealed
}

/** Reads a backup that is not sealed through, its database included. Throws `CONFIG_INVALID` where anything of it does not hold. */
export const verifyBackup = async (folder: string): Promise<Manifest> => {
  const manifest = await checkManifest(folder, folder)
  requireWholeFile(join(folder, DATABASE), folder)
  return manifest
}

/** Whether a backup is a file, as sealed ones are. Throws `CONFIG_INVALID` where there is nothing. */
export const isSealedBackup = (path: string): boolean => {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) throw new GatewayError('CONFIG_INVALID', `${path} holds no backup: there is no such file or folder`)
  return stats.isFile()
}

/** What is said to somebody who names a key for a backup that is not sealed. */
export const notSealed = (path: string): GatewayError =>
  new GatewayError('CONFIG_INVALID', `${path} is not sealed, so that anybody may have made it; leave --key out if it is the one that you want`)

/**
 * Puts a backup into a data folder that holds no store, marked so that the first start takes out what may have been used since. A sealed one wants its key.
 * The folder gets all of it or nothing. Throws `CONFIG_INVALID` for what is no whole backup or the wrong key, `CONFLICT` where there is a store, `UNAVAILABLE` where a
 * daemon has the folder, and what `markFor` throws.
 */
export const restoreBackup = async ({ from, to }: BackupPlaces, markFor: MarkFor, secret?: BackupSecret): Promise<Manifest> => {
  await checkBefore(from, secret)
  const there = [DATABASE, ...BESIDE].find((name) => existsSync(join(to, name)))
  if (there !== undefined) throw new GatewayError('CONFLICT', `${join(to, there)} is there already; a restore never overwrites, so name an empty data folder`)
  const unlock = acquireLock(prepareFiles(to))
  const draft = restoringDraft(to)
  try {
    makeEmpty(draft)
    if (secret === undefined) for (const name of ALL) copyIfThere(join(from, name), join(draft, name))
    else await unsealInto(from, secret, draft, ALL)
    const manifest = await checkManifest(draft, from)
    withDatabase(join(draft, DATABASE), (db) => {
      requireWhole(db, from)
      markRestored(db, markFor(lastErasure(db)))
    })
    // The database comes last: without it there is no store.
    for (const name of [...BESIDE, DATABASE]) if (existsSync(join(draft, name))) renameSync(join(draft, name), join(to, name))
    syncPath(to)
    return manifest
  } finally {
    rmSync(draft, { recursive: true, force: true })
    unlock()
  }
}

/** Marks the store in a data folder as restored: it was put there by other means. Throws as {@link restoreBackup}. */
export const markFolderRestored = (folder: string, markFor: MarkFor): void => {
  requireStore(folder)
  const unlock = acquireLock(prepareFiles(folder))
  try {
    withDatabase(join(folder, DATABASE), (db) => { markRestored(db, markFor(lastErasure(db))) })
  } finally {
    unlock()
  }
}

const copyInto = async (folder: string, from: string, about: Pick<Manifest, 'version' | 'createdAt'>): Promise<Manifest> => {
  makeEmpty(folder)
  await copyDatabase(join(from, DATABASE), join(folder, DATABASE))
  for (const name of BESIDE) copyIfThere(join(from, name), join(folder, name))
  const manifest: Manifest = { drawbridge: 'backup/1', ...about, sha256: await sha256Of(join(folder, DATABASE)) }
  writeManifest(folder, manifest)
  return manifest
}

/** Refuses before the data folder is touched what can be refused then. */
const checkBefore = async (from: string, secret: BackupSecret | undefined): Promise<void> => {
  if (isSealedBackup(from)) {
    const { recipient } = await checkSealed(from)
    if (secret === undefined) throw new GatewayError('CONFIG_INVALID', `${from} is sealed to key ${recipient}; give its private half with --key`)
    return
  }
  if (secret !== undefined) throw notSealed(from)
  readManifest(from)
}

const checkManifest = async (folder: string, place: string): Promise<Manifest> => {
  const manifest = readManifest(folder)
  if (!existsSync(join(folder, DATABASE)) || await sha256Of(join(folder, DATABASE)) !== manifest.sha256) throw damaged(place)
  return manifest
}

/** The lock of a backup that another user made, as root may have, stays there as a file of that user. */
const hold = (lock: string): ReturnType<typeof holdFile> => {
  try {
    return holdFile(lock)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && NOT_OURS.includes(String(error.code)))) throw error
    throw new GatewayError('CONFIG_INVALID', `you may not hold ${lock}, which another user's backup may have left: remove it, and make backups as the user that the daemon runs as`)
  }
}

const requireStore = (folder: string): void => {
  if (!existsSync(join(folder, DATABASE))) throw new GatewayError('CONFIG_INVALID', `there is no store in ${folder}`)
}

const requireAbsent = (to: string): void => {
  if (existsSync(to)) throw new GatewayError('CONFLICT', `${to} is there already; name a new one for each backup`)
}

const makeEmpty = (folder: string): void => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: FOLDER_MODE })
}

const copyIfThere = (from: string, to: string): void => {
  if (!existsSync(from)) return
  copyFileSync(from, to)
  chmodSync(to, FILE_MODE)
  syncPath(to)
}
