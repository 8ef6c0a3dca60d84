// SPDX-License-Identifier: AGPL-3.0-only
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'
import { GatewayError } from '../model/errors.ts'

const OTHERS = 0o077

/**
 * The text of a file that only its owner may read; `undefined` where there is none. Throws `CONFIG_INVALID` when others may
 * read it, and when it cannot be opened, which a link is no reason for only where it `mayBeLink`.
 */
export const readPrivateFile = (path: string, mayBeLink = false): string | undefined => {
  const file = openIfThere(path, mayBeLink)
  if (file === undefined) return undefined
  try {
    const { mode } = fstatSync(file)
    if ((mode & OTHERS) !== 0) throw refused(`others may read ${path}; run: chmod 600 ${path}`)
    return readFileSync(file, 'utf8')
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
