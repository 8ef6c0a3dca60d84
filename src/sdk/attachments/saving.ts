// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { downloadAttachment } from './downloading.ts'
import type { DownloadOptions } from './downloading.ts'
import { AttachmentError } from './errors.ts'

/** Readable by its owner alone: it is a private message. */
const FILE_MODE = 0o600
const SUFFIX_BYTES = 8

/**
 * Saves the file at `path`, which it takes over only when every part and the digest held and all of it is on disk; until then, and after any error, whatever was there stays. The bytes are received into a
 * file beside it, named `path` and a random suffix, which goes away on an error. Throws as {@link downloadAttachment} does, and `NOT_SAVED`.
 */
export const saveAttachment = async (path: string, options: DownloadOptions): Promise<void> => {
  const partial = `${path}.${randomBytes(SUFFIX_BYTES).toString('hex')}.part`
  const file = await saving(open(partial, 'wx', FILE_MODE))
  try {
    await receive(file, options)
    await saving(rename(partial, path))
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined)
    throw error
  }
  await saving(flushFolder(dirname(path)))
}

const receive = async (file: FileHandle, options: DownloadOptions): Promise<void> => {
  try {
    for await (const piece of downloadAttachment(options)) {
      await saving(file.writeFile(piece)).finally(() => piece.fill(0))
    }
    await saving(file.sync())
  } finally {
    await saving(file.close())
  }
}

/** A rename is durable once its folder is. */
const flushFolder = async (path: string): Promise<void> => {
  const folder = await open(path)
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

const saving = async <T>(task: Promise<T>): Promise<T> => {
  try {
    return await task
  } catch (error) {
    throw new AttachmentError('NOT_SAVED', { cause: error })
  }
}
