// SPDX-License-Identifier: AGPL-3.0-only
import { createHash, timingSafeEqual } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { Static } from 'typebox'
import { Check } from 'typebox/value'
import { GatewayError } from '../model/errors.ts'
import type { AdminEvents } from './ports.ts'

/** What a token may do: `read` looks, `manage` also changes. */
export type Scope = 'read' | 'manage'

/** The tokens file: what is kept of each token is its hash. */
export const TokensFile = Type.Object({
  drawbridge: Type.Literal('admin-tokens/1'),
  tokens: Type.Array(Type.Object({
    name: Type.String({ pattern: '^[A-Za-z0-9._-]{1,64}$' }),
    scope: Type.Enum(['read', 'manage']),
    /** base64url SHA-256 of the token's text. */
    sha256: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
  }, { additionalProperties: false }), { maxItems: 100 }),
}, { additionalProperties: false })
/** See the schema of the same name. */
export type TokensFile = Static<typeof TokensFile>

const BEARER = /^Bearer ([A-Za-z0-9_-]{43})$/
const WRITABLE_BY_OTHERS = 0o022

/**
 * Lets a request pass on the TCP listener only with a token of the tokens file whose scope covers it, and never when a web
 * page sent it. The file is read for each request: who is struck from it is out at once.
 */
export const guardTcp = (app: FastifyInstance, tokensFile: string, events: AdminEvents): void => {
  app.addHook('onRequest', async (request) => {
    try {
      refuseForeignOrigin(request)
      requireScope(request, readTokens(tokensFile))
    } catch (error) {
      if (error instanceof GatewayError) events.adminRefused(error.code)
      throw error
    }
  })
}

/** The tokens in a file; throws `UNAVAILABLE` when it cannot be trusted or read. */
export const readTokens = (path: string): TokensFile['tokens'] => {
  const file = parse(path)
  if (file === undefined) throw new GatewayError('UNAVAILABLE', 'the tokens file is missing, damaged, or can be written by others')
  return file.tokens
}

/** base64url SHA-256 of a token, as the tokens file keeps it. Tokens are 32 random bytes, so a plain hash hides them. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('base64url')

/** Browsers send Origin with every request that a page of another origin could have made; programs send none. */
const refuseForeignOrigin = ({ headers }: FastifyRequest): void => {
  if (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined) {
    throw new GatewayError('OUT_OF_SCOPE', 'requests of web pages are not taken')
  }
}

const requireScope = (request: FastifyRequest, tokens: TokensFile['tokens']): void => {
  const presented = BEARER.exec(request.headers.authorization ?? '')?.[1]
  const hash = Buffer.from(tokenHash(presented ?? ''), 'base64url')
  // All are compared, each in constant time: how long it takes says nothing of which fits or how far.
  const [found] = tokens.filter(({ sha256 }) => timingSafeEqual(Buffer.from(sha256, 'base64url'), hash))
  if (presented === undefined || found === undefined) throw new GatewayError('UNAUTHENTICATED', 'send a known token as Authorization: Bearer')
  if (found.scope !== 'manage' && request.method !== 'GET' && request.method !== 'HEAD') throw new GatewayError('OUT_OF_SCOPE', 'this token may only read')
}

const parse = (path: string): TokensFile | undefined => {
  try {
    if ((statSync(path).mode & WRITABLE_BY_OTHERS) !== 0) return undefined
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return Check(TokensFile, value) ? value : undefined
  } catch {
    return undefined
  }
}
