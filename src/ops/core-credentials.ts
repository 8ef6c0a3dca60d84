// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes, timingSafeEqual } from 'node:crypto'
import Type from 'typebox'
import type { Static } from 'typebox'
import { Check } from 'typebox/value'
import { GatewayError } from '../model/errors.ts'
import { tokenHash } from './admin-tokens.ts'
import { readPrivateJson, writePrivateJson } from './private-file.ts'

/** Servers of one core, each with a credential of its own, twice over while they are changed. */
const MAX_CREDENTIALS = 100
const SECRET_BYTES = 32
const closed = { additionalProperties: false } as const

const CredentialsFile = Type.Object({
  drawbridge: Type.Literal('core-credentials/1'),
  credentials: Type.Array(Type.Object({
    name: Type.String({ pattern: '^[A-Za-z0-9._-]{1,64}$' }),
    /** base64url SHA-256 of the secret's text. */
    sha256: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
    /** Ms since the epoch. */
    addedAt: Type.Integer({ minimum: 0 }),
  }, closed), { maxItems: MAX_CREDENTIALS }),
}, closed)
type CredentialsFile = Static<typeof CredentialsFile>

/** What is kept of a credential: the secret itself is not. */
export type CoreCredential = CredentialsFile['credentials'][number]

/** Who may speak for the core over HTTP. A change is on disk and in force when the call returns. */
export interface CoreCredentials {
  list(): readonly CoreCredential[]
  /** A new secret, told this once. Throws `CONFLICT` for a name in use, `TOO_MANY` above the limit. */
  add(name: string, addedAt: number): string
  /** Throws `NOT_FOUND` for a name that none has. */
  remove(name: string): void
  /** The credential of a secret; takes as long whichever fits, or none. */
  find(secret: string): CoreCredential | undefined
}

/** The credentials in the file at `path`, of which there need be none yet. Throws `CONFIG_INVALID` where it is damaged or others may read it. */
export const openCoreCredentials = (path: string): CoreCredentials => {
  let held = read(path)
  const keep = (credentials: readonly CoreCredential[]): void => {
    writePrivateJson(path, { drawbridge: 'core-credentials/1', credentials: [...credentials] } satisfies CredentialsFile)
    held = credentials
  }
  return {
    list: () => held,
    add: (name, addedAt) => {
      if (held.some((one) => one.name === name)) throw new GatewayError('CONFLICT', 'there is a credential of this name; remove it first')
      if (held.length >= MAX_CREDENTIALS) throw new GatewayError('TOO_MANY', `there are ${String(MAX_CREDENTIALS)} credentials already`)
      const secret = randomBytes(SECRET_BYTES).toString('base64url')
      keep([...held, { name, sha256: tokenHash(secret), addedAt }])
      return secret
    },
    remove: (name) => {
      if (!held.some((one) => one.name === name)) throw new GatewayError('NOT_FOUND', 'there is no credential of this name')
      keep(held.filter((one) => one.name !== name))
    },
    find: (secret) => {
      const hash = Buffer.from(tokenHash(secret), 'base64url')
      const [found] = held.filter(({ sha256 }) => timingSafeEqual(Buffer.from(sha256, 'base64url'), hash))
      return found
    },
  }
}

const read = (path: string): readonly CoreCredential[] => {
  const file = readPrivateJson(path)
  if (file === undefined) return []
  const { value } = file
  if (!Check(CredentialsFile, value)) throw new GatewayError('CONFIG_INVALID', `${path} is no file of credentials of this version, or is damaged`)
  return value.credentials
}
