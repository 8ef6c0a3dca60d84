// SPDX-License-Identifier: AGPL-3.0-only
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { closeSync, constants, fsyncSync, linkSync, mkdirSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Type from 'typebox'
import type { Static } from 'typebox'
import { Check } from 'typebox/value'
import { GatewayError } from '../model/errors.ts'
import { readPrivateFile } from './private-file.ts'

/** Name of the one file in the keys folder that holds every service key. One file, so that it exists whole or not at all. */
export const KEY_FILE = 'service-keys.json'

const SECRET_BYTES = 32
const FOLDER_MODE = 0o700
const FILE_MODE = 0o600
const OTHERS = 0o077

const base64url32 = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' })
const closed = { additionalProperties: false } as const
const Ed25519 = Type.Object({ kty: Type.Literal('OKP'), crv: Type.Literal('Ed25519'), d: base64url32, x: base64url32 }, closed)
const Secret = Type.Object({ kty: Type.Literal('oct'), k: base64url32 }, closed)

/** The key file: JWKs (RFC 7517) of every service key. Secret throughout. */
export const KeyMaterial = Type.Object({
  drawbridge: Type.Literal('service-keys/1'),
  link: Ed25519,
  frank: Type.Object({ epoch: Type.Integer({ minimum: 1 }), signing: Ed25519, mac: Secret }, closed),
  data: Type.Array(Type.Object({ version: Type.Integer({ minimum: 1, maximum: 255 }), key: Secret }, closed), { minItems: 1, maxItems: 16 }),
  blindIndex: Secret,
  resume: Secret,
  log: Secret,
  /** Signs checkpoints of the audit log; missing in files that were made before there were any. */
  checkpoint: Type.Optional(Ed25519),
}, closed)
/** See the schema of the same name. */
export type KeyMaterial = Static<typeof KeyMaterial>

/** Fresh random keys of every kind. */
export const mintKeyMaterial = (): KeyMaterial => ({
  drawbridge: 'service-keys/1',
  link: mintEd25519(),
  frank: { epoch: 1, signing: mintEd25519(), mac: mintSecret() },
  data: [{ version: 1, key: mintSecret() }],
  blindIndex: mintSecret(),
  resume: mintSecret(),
  log: mintSecret(),
  checkpoint: mintEd25519(),
})

/**
 * The keys in `folder`; makes them when there are none and `mayCreate`. Throws `CONFIG_INVALID` when others than the
 * owner may read folder or file, when the file is damaged, and when it is missing but may not be made.
 */
export const readKeyMaterial = (folder: string, mayCreate: boolean): KeyMaterial => {
  mkdirSync(folder, { recursive: true, mode: FOLDER_MODE })
  if ((statSync(folder).mode & OTHERS) !== 0) throw refused(`others may enter the keys folder ${folder}; run: chmod 700 ${folder}`)
  const path = join(folder, KEY_FILE)
  const present = readPrivateFile(path)
  if (present !== undefined) return parse(path, present)
  if (!mayCreate) throw refused(`${path} is missing, and the data folder was made with keys that lay there; restore them, or name the right folder`)
  writeOnce(folder, path, JSON.stringify(mintKeyMaterial(), undefined, 2))
  return parse(path, readPrivateFile(path) ?? '')
}

/** Writes beside, then links: the file appears whole and never replaces another one. */
const writeOnce = (folder: string, path: string, text: string): void => {
  const draft = join(folder, `.${KEY_FILE}.${randomBytes(8).toString('hex')}`)
  try {
    writeFileSync(draft, `${text}\n`, { mode: FILE_MODE, flag: 'wx', flush: true })
    linkIfAbsent(draft, path)
    syncFolder(folder)
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Another process that starts at the same moment may have been first: then its keys are the ones. */
const linkIfAbsent = (draft: string, path: string): void => {
  try {
    linkSync(draft, path)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  }
}

const syncFolder = (folder: string): void => {
  const handle = openSync(folder, constants.O_RDONLY)
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

const parse = (path: string, text: string): KeyMaterial => {
  const value = parseJson(text)
  // What is wrong inside stays unsaid: the text of a parser's error may quote a key.
  if (!Check(KeyMaterial, value)) throw refused(`${path} is not a key file of this version, or is damaged; restore it from its backup`)
  return value
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const mintEd25519 = (): Static<typeof Ed25519> => {
  const { d = '', x = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  return { kty: 'OKP', crv: 'Ed25519', d, x }
}

const mintSecret = (): Static<typeof Secret> => ({ kty: 'oct', k: randomBytes(SECRET_BYTES).toString('base64url') })

const hasCode = (error: unknown, code: string): boolean => error instanceof Error && 'code' in error && error.code === code

const refused = (detail: string): GatewayError => new GatewayError('CONFIG_INVALID', detail)
