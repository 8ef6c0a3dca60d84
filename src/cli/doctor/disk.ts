// SPDX-License-Identifier: AGPL-3.0-only
import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fine, problem, warning } from './finding.ts'
import type { Check } from './world.ts'

const MIB = 1_048_576
/** The write-ahead log, one copy of a small store by `backup create`, and a day to act. */
export const LOW_BYTES = 1_024 * MIB
/** Two attachments of the greatest size: below it the next upload may stop the store. */
export const LEAST_BYTES = 256 * MIB

/** `disk`: there is room where the daemon writes. */
export const checkDisk: Check = async ({ config, freeBytes }) => {
  const folders = [...new Set([config.data.folder, config.media.folder])]
  return Promise.all(folders.map(async (folder) => {
    const free = await freeBytes(folder)
    const what = `${String(Math.floor(free / MIB))} MiB are free at ${folder}`
    if (free < LEAST_BYTES) return problem('disk', `${what}; a daemon that cannot write ends`, 'Make room or enlarge the disk now; then see docs/sizing.md.')
    if (free < LOW_BYTES) return warning('disk', what, 'Make room or enlarge the disk; docs/sizing.md says how much is needed.')
    return fine('disk', what)
  }))
}

/** Bytes that a user without privileges may still write where a folder is, or will be. */
export const freeBytes = async (folder: string): Promise<number> => {
  if (!existsSync(folder) && dirname(folder) !== folder) return freeBytes(dirname(folder))
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}
