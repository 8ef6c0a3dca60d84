// SPDX-License-Identifier: AGPL-3.0-only
import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { GatewayError } from '../model/errors.ts'
import { readTokensFile, tokenHash } from '../ops/admin-tokens.ts'
import type { TokensFile } from '../ops/admin-tokens.ts'
import type { OperatorsWords } from '../ops/events.ts'
import { METRICS_PATH } from './metrics-routes.ts'
import type { AdminDeps } from './ports.ts'

/** Characters of names in an entry. */
const MAX_NAMES = 1_500
const BEARER = /^Bearer ([A-Za-z0-9_-]{43})$/

/**
 * Lets a request pass on the TCP listener only with a token of the tokens file whose scope covers it, and never when a web
 * page sent it. The file is read for each request: who is struck from it is out at once, and of a token that is new the audit log has told before it is taken.
 */
export const guardTcp = (app: FastifyInstance, tokensFile: string, { events, audit }: Pick<AdminDeps, 'events' | 'audit'>): void => {
  const tellChange = tellTokens(audit)
  app.addHook('onRequest', async (request) => {
    try {
      refuseForeignOrigin(request)
      const tokens = readTokens(tokensFile)
      await tellChange(tokens)
      request.setDecorator('actor', `token:${requireScope(request, tokens)}`)
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

/** Who asks, why, and in which request: what every change is told with. */
export const wordsOf = (request: FastifyRequest, reason = ''): OperatorsWords => ({ actor: actorOf(request), reason, correlation: request.id })

/** The tokens in a file; throws `UNAVAILABLE` when it cannot be trusted or read. */
export const readTokens = (path: string): TokensFile['tokens'] => {
  const file = readTokensFile(path)
  if (file === undefined) throw new GatewayError('UNAVAILABLE', 'admin.tokensFile is missing, damaged, not for the daemon to read, or can be written by others; drawbridge doctor says what to do')
  return file.tokens
}

/** Whatever wrote the file, its tokens are told when they are first met, and when they are others than before. */
const tellTokens = (audit: AdminDeps['audit']) => {
  let told: string | undefined
  return async (tokens: TokensFile['tokens']): Promise<void> => {
    const now = tokens.map(({ name, scope, sha256 }) => `${name}:${scope}:${sha256}`).sort().join(' ')
    if (now === told) return
    const names = tokens.map(({ name, scope }) => `${name}:${scope}`).sort().join(' ')
    await audit.tell({
      act: 'tokens.changed', actor: 'system', subject: 'tokens',
      // The names of a hundred tokens may be too long for an entry; the hash tells any two sets apart.
      details: { count: tokens.length, tokens: names.slice(0, MAX_NAMES), sha256: createHash('sha256').update(now).digest('base64url') },
    })
    told = now
  }
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
  if (found.scope === 'metrics' && request.routeOptions.url !== METRICS_PATH) throw new GatewayError('OUT_OF_SCOPE', 'this token may only read the metrics')
  if (found.scope !== 'manage' && request.method !== 'GET' && request.method !== 'HEAD') throw new GatewayError('OUT_OF_SCOPE', 'this token may only read')
  return found.name
}
