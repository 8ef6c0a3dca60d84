// SPDX-License-Identifier: AGPL-3.0-only
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { GatewayError } from '../model/errors.ts'
import { codeOf, unavailable } from './faults.ts'
import { listFolder, makeFolder, syncFolder } from './folder-files.ts'
import { SWEEP_BATCH } from './limits.ts'
import type { MediaStore } from './ports.ts'

/** The folder of attachments, held by this process alone. */
export interface Place {
  /** Throws `UNAVAILABLE` where the folder is not the one that was claimed: it is not mounted, or another one is. */
  readonly requireThere: () => Promise<void>
  close(): void
}

/** What a claim stands on. */
export interface PlaceDeps {
  /** Of all nodes of this gateway, and of no other: what the folder is marked with. */
  readonly owner: string
  /** Whether each attachment that is whole lies in this folder, and not in S3. */
  readonly keepsAll: boolean
  readonly store: { readonly read: Pick<MediaStore['read'], 'neededAttachments' | 'endedAttachments'> }
  /** Holds a file for this process, and gives what lets it go; undefined where another process has it. */
  readonly hold: (path: string) => (() => void) | undefined
}

const MARK = '.drawbridge'
const LOCK = '.drawbridge-lock'
const FILE_MODE = 0o600

/**
 * Makes the folder where it is not, holds it and marks it. Throws `CONFIG_INVALID` where another process has it, where it is another gateway's, and where
 * it has no mark though the store knows attachments that must be there: then it is not mounted, or they are lost.
 */
export const claimPlace = async (folder: string, deps: PlaceDeps): Promise<Place> => {
  await makeFolder(folder)
  const letGo = deps.hold(join(folder, LOCK))
  if (letGo === undefined) {
    throw new GatewayError('CONFIG_INVALID', `media.folder: another process has ${folder}; nodes that share a store need a folder each, and media.s3 for what is whole`)
  }
  const mark = join(folder, MARK)
  try {
    const found = await readMark(mark)
    if (found === undefined) await setMark(folder, mark, deps)
    else if (found !== deps.owner) throw new GatewayError('CONFIG_INVALID', `media.folder: ${folder} is another gateway's, or another store's: its files would be deleted here`)
  } catch (error) {
    letGo()
    throw error instanceof GatewayError ? error : unavailable(error)
  }
  return {
    close: letGo,
    requireThere: async () => {
      const found = await readMark(mark).catch((error: unknown) => { throw unavailable(error) })
      if (found !== deps.owner) throw unavailable(new Error(`the mark of this gateway is not in ${folder}: is it mounted?`))
    },
  }
}

const readMark = async (path: string): Promise<string | undefined> => {
  try {
    return (await readFile(path, 'utf8')).trim()
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

const setMark = async (folder: string, mark: string, deps: PlaceDeps): Promise<void> => {
  if (deps.keepsAll && await hasLost(folder, deps)) {
    throw new GatewayError('CONFIG_INVALID', `media.folder: ${folder} has no mark of this gateway, whose store knows attachments: mount the folder that they lie in. If they are lost, say so: echo ${deps.owner} > ${mark}`)
  }
  const file = await open(mark, 'w', FILE_MODE)
  try {
    await file.writeFile(`${deps.owner}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await syncFolder(folder)
}

/** Whether there are attachments, and none of them is here. A copy may have lost the mark, and a folder of before there were marks has none. */
const hasLost = async (folder: string, { store: { read } }: PlaceDeps): Promise<boolean> => {
  if ((await read.endedAttachments(Number.MAX_SAFE_INTEGER, 1)).length === 0) return false
  for await (const ids of listFolder(folder, SWEEP_BATCH)) if ((await read.neededAttachments(ids)).length > 0) return false
  return true
}
