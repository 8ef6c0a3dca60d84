// SPDX-License-Identifier: AGPL-3.0-only
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** When the store in a data folder was last backed up. */
export interface LastBackup {
  /** RFC 3339. */
  readonly createdAt: string
  readonly isSealed: boolean
}

const NAME = 'last-backup.json'
const FILE_MODE = 0o600

/** Notes in the data folder that a backup of it was made. */
export const writeLastBackup = (folder: string, { createdAt, isSealed }: LastBackup): void => {
  const path = join(folder, NAME)
  writeFileSync(`${path}.part`, `${JSON.stringify({ createdAt, isSealed })}\n`, { mode: FILE_MODE })
  renameSync(`${path}.part`, path)
}

/** What was noted last; undefined where nothing was, or nothing that can be read. */
export const readLastBackup = (folder: string): LastBackup | undefined => {
  try {
    const noted: unknown = JSON.parse(readFileSync(join(folder, NAME), 'utf8'))
    if (typeof noted !== 'object' || noted === null || !('createdAt' in noted) || typeof noted.createdAt !== 'string' || Number.isNaN(Date.parse(noted.createdAt))) return undefined
    return { createdAt: noted.createdAt, isSealed: 'isSealed' in noted && noted.isSealed === true }
  } catch {
    return undefined
  }
}
