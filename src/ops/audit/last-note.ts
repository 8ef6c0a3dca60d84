// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes } from 'node:crypto'
import { constants, renameSync, rmSync } from 'node:fs'
import { access, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { parseCheckpoint } from '../../model/audit/checkpoint.ts'
import type { Checkpoint } from '../../model/audit/checkpoint.ts'
import { parseNotes } from '../../model/audit/note.ts'
import { GatewayError } from '../../model/errors.ts'
import { readPrivateFile } from '../private-file.ts'
import { syncFolder } from '../sync-folder.ts'

/** The newest checkpoint that this node signed, or saw to be right: in a file that does not go back with the database. */
export interface LastNote {
  readonly path: string
  /** The note; undefined where there is none yet. Throws `CONFIG_INVALID` where others may read the file. */
  read(): string | undefined
  /** What was kept before a restore, until that is told; undefined where nothing was set aside. */
  setAside(): Checkpoint | undefined
  /** The audit log has it: nothing is set aside any more. */
  told(): Promise<void>
  /** Keeps a note instead of the one before; on disk when it resolves, whole. Throws `CONFIG_INVALID` where it cannot. */
  keep(note: string): Promise<void>
  /** Throws `CONFIG_INVALID` where nothing could be kept. */
  requireWritable(): Promise<void>
}

const FILE_MODE = 0o600
const FOLDER_MODE = 0o700
const DRAFT_BYTES = 6
const ASIDE = '.before-restore'

/** The note in the file at `path`. Nodes that share a file keep the note of the most entries. */
export const createLastNote = (path: string): LastNote => ({
  path,
  read: () => readPrivateFile(path),
  setAside: () => checkpointOf(readPrivateFile(`${path}${ASIDE}`)),
  told: () => rm(`${path}${ASIDE}`, { force: true }),
  keep: (note) => orRefuse(path, async () => {
    await mkdir(dirname(path), { recursive: true, mode: FOLDER_MODE })
    if (sizeOf(readPrivateFile(path)) <= sizeOf(note)) await replace(path, note)
    await syncFolder(dirname(path))
  }),
  requireWritable: () => orRefuse(path, async () => {
    await mkdir(dirname(path), { recursive: true, mode: FOLDER_MODE })
    await access(dirname(path), constants.W_OK)
  }),
})

/** Has the next start go on without the note: the store was set back on purpose. Of this and what an earlier restore left to be told the one of the most entries stays. Nothing happens where there is none. */
export const setLastNoteAside = (path: string): void => {
  const note = readPrivateFile(path)
  if (note === undefined) return
  if (sizeOf(readPrivateFile(`${path}${ASIDE}`)) > sizeOf(note)) rmSync(path)
  else renameSync(path, `${path}${ASIDE}`)
}

/** Written beside and moved: the file holds the old note or the new one, whole. */
const replace = async (path: string, note: string): Promise<void> => {
  const draft = `${path}.${randomBytes(DRAFT_BYTES).toString('hex')}`
  try {
    const file = await open(draft, 'wx', FILE_MODE)
    try {
      await file.writeFile(note)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, path)
  } finally {
    rmSync(draft, { force: true })
  }
}

const checkpointOf = (note: string | undefined): Checkpoint | undefined => {
  const [found] = note === undefined ? [] : parseNotes(note) ?? []
  return found && parseCheckpoint(found.text)
}

const sizeOf = (note: string | undefined): number => checkpointOf(note)?.size ?? 0

const orRefuse = async (path: string, work: () => Promise<void>): Promise<void> => {
  try {
    await work()
  } catch {
    throw new GatewayError('CONFIG_INVALID', `audit.lastCheckpoint: ${path} cannot be written; name a place that the daemon may write to, outside data.folder and its backups`)
  }
}
