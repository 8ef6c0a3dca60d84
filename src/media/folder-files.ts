// SPDX-License-Identifier: AGPL-3.0-only
import { constants } from 'node:fs'
import { mkdir, open, opendir } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { AttachmentId } from '../model/attachments.ts'
import { unavailable } from './faults.ts'
import { idOf } from './names.ts'

const FOLDER_MODE = 0o700

/** Makes a folder where it is not. Each that is made has its name in its parent on disk: after a power cut there is the folder that offsets were recorded of. */
export const makeFolder = (folder: string): Promise<void> => guarded(async () => {
  const path = resolve(folder)
  const first = await mkdir(path, { recursive: true, mode: FOLDER_MODE })
  if (first === undefined) return
  for (let made = path; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made))
})

/** Resolves when the names in a folder are on disk. */
export const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path, constants.O_RDONLY | constants.O_DIRECTORY)
  await closing(folder, () => folder.sync())
}

/** The attachments that a folder has files of, in batches of at most `size`. */
export const listFolder = async function* (path: string, size: number): AsyncGenerator<readonly AttachmentId[]> {
  let batch: AttachmentId[] = []
  for await (const { name } of await guarded(() => opendir(path))) {
    const id = idOf(name)
    if (id !== undefined) batch.push(id)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** Uses a file and closes it. */
export const closing = async <T>(file: FileHandle, use: () => Promise<T>): Promise<T> => {
  try {
    return await use()
  } finally {
    await file.close()
  }
}

/** What `doing` brings; whatever it throws is `UNAVAILABLE`. */
export const guarded = async <T>(doing: () => Promise<T>): Promise<T> => {
  try {
    return await doing()
  } catch (error) {
    throw unavailable(error)
  }
}
