// SPDX-License-Identifier: AGPL-3.0-only
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder that nobody else may read and that goes away again. */
export interface TempFolder {
  readonly path: string
  /** A folder in it, made on the way, with mode 0700. */
  folder(...names: readonly string[]): Promise<string>
  /** Deletes everything in it; throws what the file system says. */
  remove(): Promise<void>
}

const OWNER_ONLY = 0o700
/** A process that has just ended may still hold a file for a moment on some file systems. */
const REMOVE_TRIES = 5

/** A fresh folder in the system's place for temporary files, with mode 0700. */
export const createTempFolder = async (prefix: string): Promise<TempFolder> => {
  const path = await mkdtemp(join(await realpath(tmpdir()), prefix))
  return {
    path,
    folder: async (...names) => {
      const folder = join(path, ...names)
      await mkdir(folder, { recursive: true, mode: OWNER_ONLY })
      return folder
    },
    remove: () => rm(path, { recursive: true, force: true, maxRetries: REMOVE_TRIES }),
  }
}
