// SPDX-License-Identifier: AGPL-3.0-only
import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import Type from 'typebox'
import type { Static } from 'typebox'
import { Check } from 'typebox/value'

/** What a token may do: `metrics` reads the metrics and nothing else, `read` looks at everything, `manage` also changes. */
export type Scope = 'metrics' | 'read' | 'manage'

/** The tokens file of the admin API over TCP: what is kept of each token is its hash. */
export const TokensFile = Type.Object({
  drawbridge: Type.Literal('admin-tokens/1'),
  tokens: Type.Array(Type.Object({
    name: Type.String({ pattern: '^[A-Za-z0-9._-]{1,64}$' }),
    scope: Type.Enum(['metrics', 'read', 'manage']),
    /** base64url SHA-256 of the token's text. */
    sha256: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
  }, { additionalProperties: false }), { maxItems: 100 }),
}, { additionalProperties: false })
/** See the schema of the same name. */
export type TokensFile = Static<typeof TokensFile>

const WRITABLE_BY_OTHERS = 0o022

/** The tokens in a file; undefined when it is missing, damaged, not to be read, or can be written by others. */
export const readTokensFile = (path: string): TokensFile | undefined => {
  try {
    if ((statSync(path).mode & WRITABLE_BY_OTHERS) !== 0) return undefined
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return Check(TokensFile, value) ? value : undefined
  } catch {
    return undefined
  }
}

/** base64url SHA-256 of a token, as the tokens file keeps it. Tokens are 32 random bytes, so a plain hash hides them. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('base64url')
