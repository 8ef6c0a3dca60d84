// SPDX-License-Identifier: AGPL-3.0-only
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { GatewayError } from '../model/errors.ts'
import { openServiceKeys } from './keys.ts'
import type { ServiceKeys } from './keys.ts'

const CHECK_FILE = 'keys.check'
/** Name of the same value in a database. */
const CHECK_NAME = 'keys.check'
const FOLDER_MODE = 0o700
const FILE_MODE = 0o600

/**
 * The service keys that belong to a data folder; made with it at the first start. Throws `CONFIG_INVALID` when the keys are
 * not the ones the data was sealed with, or are gone: new ones would make an unreadable store look like an empty one.
 */
export const openKeysOfFolder = (dataFolder: string, keysFolder: string): ServiceKeys => {
  mkdirSync(dataFolder, { recursive: true, mode: FOLDER_MODE })
  const path = join(dataFolder, CHECK_FILE)
  const before = readCheck(path)
  const keys = openServiceKeys(keysFolder, before === undefined)
  const expected = before ?? writeCheck(path, keys.checkValue)
  if (expected === keys.checkValue) return keys
  throw new GatewayError('CONFIG_INVALID', `the data in ${dataFolder} was sealed with other keys than those in ${keysFolder}; name the folder they lie in, or restore them`)
}

/** Gives a place a lasting value by name, once, and answers the one that stands there. */
export type Claim = (name: string, valueOf: (before: string | undefined) => string) => Promise<string>

/** The same for a database that nodes share, each with a copy of the keys: all of them must have the same. */
export const openKeysOfDatabase = async (claim: Claim, keysFolder: string): Promise<ServiceKeys> => {
  let keys: ServiceKeys | undefined
  const expected = await claim(CHECK_NAME, (before) => {
    keys = openServiceKeys(keysFolder, before === undefined)
    return keys.checkValue
  })
  if (keys?.checkValue === expected) return keys
  throw new GatewayError('CONFIG_INVALID', `the database was sealed with other keys than those in ${keysFolder}; give every node a copy of the same`)
}

/** What a data folder says of the keys it was sealed with, as a database keeps it; nothing if there were none yet. */
export const folderKeyCheck = (dataFolder: string): Readonly<Record<string, string>> => {
  const value = readCheck(join(dataFolder, CHECK_FILE))
  return value === undefined ? {} : { [CHECK_NAME]: value }
}

const readCheck = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}

/** Returns what stands there afterwards: another daemon that starts at the same moment may have been first. */
const writeCheck = (path: string, value: string): string => {
  try {
    writeFileSync(path, `${value}\n`, { mode: FILE_MODE, flag: 'wx', flush: true })
    return value
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return readCheck(path) ?? ''
    throw error
  }
}

const hasCode = (error: unknown, code: string): boolean => error instanceof Error && 'code' in error && error.code === code
