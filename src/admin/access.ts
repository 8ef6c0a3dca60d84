// SPDX-License-Identifier: AGPL-3.0-only
import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { GatewayError } from '../model/errors.ts'
import { readTokensFile, tokenHash } from '../ops/admin-tokens.ts'
import type { TokensFile } from '../ops/admin-tokens.ts'
import type { AdminEvents } from './ports.ts'

const BEARER = /^Bearer ([A-Za-z0-9_-]{43})$/

/**
 * Lets a request pass on the TCP listener only with a token of the tokens file whose scope covers it, and never when a web
 * page sent it. The file is read for each request: who is struck from it is out at once.
 */
export const guardTcp = (app: FastifyInstance, tokensFile: string, events: AdminEvents): void => {
  app.addHook('onRequest', async (request) => {
    try {
      refuseForeignOrigin(request)
      request.setDecorator('actor', `token:${requireScope(request, readTokens(tokensFile))}`)
    } catch (error) {
      if (error instanceof GatewayError) events.adminRefused(error.code)
      throw error
    }
  })
}

/** Notes on each request who asks; over the socket that is whoever may use it. */
export const nameActors = (app: FastifyInstance): void => { app.decorateRequest('actor', 'socket') }

/** Who asks: `socket`, or `token:` and the name of the token. */
export const actorOf = (request: FastifyRequest): string => request.getDecorator<string>('actor')

/** The tokens in a file; throws `UNAVAILABLE` when it cannot be trusted or read. */
export const readTokens = (path: string): TokensFile['tokens'] => {
  const file = readTokensFile(path)
  if (file === undefined) throw new GatewayError('UNAVAILABLE', 'the tokens file is missing, damaged, or can be written by others')
  return file.tokens
}

/** Browsers send Origin with every request that a page of another origin could have made; programs send none. */
const refuseForeignOrigin = ({ headers }: FastifyRequest): void => {
  if (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined) {
    throw new GatewayError('OUT_OF_SCOPE', 'requests of web pages are not taken')
  }
}

/** The name of the token that the request shows. */
const requireScope = (request: FastifyRequest, tokens: TokensFile['tokens']): string => {
  const presented = BEARER.exec(request.headers.authorization ?? '')?.[1]
  const hash = Buffer.from(tokenHash(presented ?? ''), 'base64url')
  // All are compared, each in constant time: how long it takes says nothing of which fits or how far.
  const [found] = tokens.filter(({ sha256 }) => timingSafeEqual(Buffer.from(sha256, 'base64url'), hash))
  if (presented === undefined || found === undefined) throw new GatewayError('UNAUTHENTICATED', 'send a known token as Authorization: Bearer')
  if (found.scope !== 'manage' && request.method !== 'GET' && request.method !== 'HEAD') throw new GatewayError('OUT_OF_SCOPE', 'this token may only read')
  return found.name
}
