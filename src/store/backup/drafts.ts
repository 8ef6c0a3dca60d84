// SPDX-License-Identifier: AGPL-3.0-only
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { holdFile } from '../sqlite/hold-file.ts'

/** Where a backup is made of and to, or the other way round. */
export interface BackupPlaces { readonly from: string; readonly to: string }

/** Held in a data folder while a sealed backup of it is made. */
export const backupLock = (data: string): string => join(data, 'backup.lock')
/** The copy of a data folder that is being sealed. */
export const sealingDraft = (data: string): string => join(data, 'backup.part')
/** What a data folder is to get once all of it was proven. */
export const restoringDraft = (data: string): string => join(data, 'restore.part')
/** What becomes a backup when it is whole. */
export const draftOf = (backup: string): string => `${backup}.part`

/** Everything that lies there while a backup is made, or put back; a process that is ended meanwhile removes it. */
export const draftsOf = { sealed: ({ from, to }: BackupPlaces) => [sealingDraft(from), draftOf(to)], plain: ({ to }: BackupPlaces) => [draftOf(to)], restored: ({ to }: BackupPlaces) => [restoringDraft(to)] } as const

/**
 * Removes what killed processes left in a data folder: rows that are gone from the store may be in it. For the holder of the store's lock, which restores hold too. Throws what the
 * file system says, as where somebody else's process made them.
 */
export const removeLeftovers = (data: string): void => {
  rmSync(restoringDraft(data), { recursive: true, force: true })
  if (!existsSync(sealingDraft(data))) return
  const letGo = holdFile(backupLock(data))
  if (letGo === undefined) return
  try {
    rmSync(sealingDraft(data), { recursive: true, force: true })
  } finally {
    letGo()
  }
}
