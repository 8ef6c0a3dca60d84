// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { GatewayError } from '../model/errors.ts'
import { CommandFailed } from './failure.ts'
import { ExitCode } from './io.ts'

/** Mode of files that hold a secret. */
export const SECRET_MODE = 0o600
/** Mode of files that are handed to others. */
export const PUBLIC_MODE = 0o644
const FOLDER_MODE = 0o700
// Ten keys and two names; a wrong path to something large should fail fast.
const MAX_FILE_BYTES = 262_144

/** What `parse` makes of a JSON file; throws `CONFIG_INVALID` naming the file. */
export const readJsonFile = <T>(path: string, parse: (json: unknown) => T): T => {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) throw new GatewayError('CONFIG_INVALID', `${path}: there is no such file`)
  if (!stats.isFile() || stats.size > MAX_FILE_BYTES) throw new GatewayError('CONFIG_INVALID', `${path}: is not a file of this kind`)
  const json = parseJson(path, readFileSync(path, 'utf8'))
  try {
    return parse(json)
  } catch (error) {
    throw error instanceof GatewayError && error.code === 'CONFIG_INVALID' ? new GatewayError('CONFIG_INVALID', `${path}: ${error.detail}`) : error
  }
}

/** Throws `FILE_EXISTS` when one of the files is there and may not be overwritten. */
export const refuseExisting = (paths: readonly string[], force: boolean): void => {
  const there = force ? undefined : paths.find((path) => existsSync(path))
  if (there === undefined) return
  throw new CommandFailed({
    code: 'FILE_EXISTS', what: 'The file is there already; nothing was done.', detail: there,
    fix: 'Choose another --out, or overwrite it with --force.', exitCode: ExitCode.FAILED,
  })
}

/** Writes JSON beside `path` and moves it there, whole or not at all. Without `force` a file that is there stays (`FILE_EXISTS`). */
export const writeJsonFile = (path: string, value: unknown, mode: number, force: boolean): void => {
  const draft = prepareFile(path, force, mode)
  try {
    draft.write(`${JSON.stringify(value, undefined, 2)}\n`)
  } finally {
    draft.discard()
  }
}

/** Writes one line that is for others, as {@link writeJsonFile} does. */
export const writeTextFile = (path: string, text: string, force: boolean): void => {
  const draft = prepareFile(path, force)
  try {
    draft.write(`${text}\n`)
  } finally {
    draft.discard()
  }
}

/** A file that is known to be writable before the text for it is known. */
export interface PreparedFile {
  write(text: string): void
  /** Removes the draft; nothing after `write`. */
  discard(): void
}

/** Makes sure that `path` can be written, so that nothing is done in vain; the file appears with `write`. */
export const prepareFile = (path: string, force: boolean, mode = PUBLIC_MODE): PreparedFile => {
  refuseExisting([path], force)
  mkdirSync(dirname(path), { recursive: true, mode: FOLDER_MODE })
  const draft = join(dirname(path), `.drawbridge-${randomBytes(6).toString('hex')}`)
  writeFileSync(draft, '', { mode, flag: 'wx' })
  return {
    write: (text) => {
      refuseExisting([path], force)
      writeFileSync(draft, text, { flush: true })
      renameSync(draft, path)
    },
    discard: () => { rmSync(draft, { force: true }) },
  }
}

const parseJson = (path: string, text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    // A parser's own text quotes what it read, which may be a key.
    throw new GatewayError('CONFIG_INVALID', `${path}: is not JSON`)
  }
}
