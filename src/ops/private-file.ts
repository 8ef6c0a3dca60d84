// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes } from 'node:crypto'
import { closeSync, constants, fstatSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { GatewayError } from '../model/errors.ts'

const OTHERS = 0o077
const FILE_MODE = 0o600
const FOLDER_MODE = 0o700
const DRAFT_BYTES = 6

/**
 * The text of a file that only its owner may read; `undefined` where there is none. Throws `CONFIG_INVALID` when others may
 * read it, and when it cannot be opened, which a link is no reason for only where it `mayBeLink`.
 */
export const readPrivateFile = (path: string, mayBeLink = false): string | undefined =>
  withPrivateFile(path, mayBeLink, (file) => readFileSync(file, 'utf8'))

/** Whether there is a file, which only its owner may read. Reads nothing of it. Throws as {@link readPrivateFile}. */
export const isPrivateFileThere = (path: string, mayBeLink = false): boolean => withPrivateFile(path, mayBeLink, () => true) ?? false

/** What a JSON file that only its owner may read holds, `{ value: undefined }` for what is no JSON; `undefined` where there is no file. Throws as {@link readPrivateFile}. */
export const readPrivateJson = (path: string): { readonly value: unknown } | undefined => {
  const text = readPrivateFile(path)
  if (text === undefined) return undefined
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return { value: undefined }
  }
}

/** Writes JSON into a file that only its owner may read, in a folder made on the way. Written beside and moved: the file is there whole, the old one or the new one. */
export const writePrivateJson = (path: string, value: unknown): void => {
  mkdirSync(dirname(path), { recursive: true, mode: FOLDER_MODE })
  const draft = `${path}.${randomBytes(DRAFT_BYTES).toString('hex')}`
  try {
    writeFileSync(draft, `${JSON.stringify(value, undefined, 2)}\n`, { mode: FILE_MODE, flag: 'wx', flush: true })
    renameSync(draft, path)
  } finally {
    rmSync(draft, { force: true })
  }
}

const withPrivateFile = <T>(path: string, mayBeLink: boolean, use: (file: number) => T): T | undefined => {
  const file = openIfThere(path, mayBeLink)
  if (file === undefined) return undefined
  try {
    const { mode } = fstatSync(file)
    if ((mode & OTHERS) !== 0) throw refused(`others may read ${path}; run: chmod 600 ${path}`)
    return use(file)
  } finally {
    closeSync(file)
  }
}

const openIfThere = (path: string, mayBeLink: boolean): number | undefined => {
  try {
    return openSync(path, mayBeLink ? constants.O_RDONLY : constants.O_RDONLY | constants.O_NOFOLLOW)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw refused(`${path} cannot be opened`)
  }
}

const refused = (detail: string): GatewayError => new GatewayError('CONFIG_INVALID', detail)
