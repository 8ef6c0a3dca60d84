// SPDX-License-Identifier: AGPL-3.0-only
import { hash, randomBytes, timingSafeEqual } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { GatewayError } from '../model/errors.ts'

const TOKEN_BYTES = 32
const PRIVATE_FILE = 0o600
const OTHERS = 0o077
const TOKEN = /^[A-Za-z0-9_-]{43}$/

/** The token that callers show, from its file, which is made where there is none. Throws `CONFIG_INVALID` where others may read it or it holds no token. */
export const openToken = (file: string): string => {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) writeFileSync(file, `${randomBytes(TOKEN_BYTES).toString('base64url')}\n`, { mode: PRIVATE_FILE, flag: 'wx', flush: true })
  if ((statSync(file).mode & OTHERS) !== 0) throw new GatewayError('CONFIG_INVALID', `others may read ${file}; run: chmod 600 ${file}`)
  const token = readFileSync(file, 'utf8').trim()
  if (!TOKEN.test(token)) throw new GatewayError('CONFIG_INVALID', `${file} holds no token; delete it, and the next start makes one`)
  return token
}

/** Whether a caller shows the token, in the same time for each that is wrong. */
export const showsToken = (token: string, authorization: string | undefined): boolean => timingSafeEqual(digest(`Bearer ${token}`), digest(authorization ?? ''))

const digest = (text: string): Uint8Array => hash('sha256', text, 'buffer')
