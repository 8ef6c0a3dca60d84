// SPDX-License-Identifier: AGPL-3.0-only
import type { Server } from 'node:http'
import type { Server as SecureServer } from 'node:https'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Static, TSchema } from 'typebox'
import type { Answer } from '../model/answers.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import { sendProblem } from '../ops/problem.ts'
import { isTicketed } from '../ops/ticketed.ts'
import { BASE } from './contract.ts'
import type { Operation } from './contract.ts'

/** A request whose caller and form are checked. */
export interface Call<P, Q, B> {
  readonly caller: VerifiedParty
  readonly params: P
  readonly query: Q
  readonly body: B
  readonly idempotencyKey: string | undefined
  /** Aborted when the client is gone. */
  readonly gone: AbortSignal
  /** Throws unless the credential is still in force. */
  readonly stillValid: () => Promise<void>
}

/** The limit of the caller is used up. */
export type Throttled = Extract<Answer, { readonly kind: 'throttled' }>

interface Checked<P, Q, B> { readonly params: P; readonly query: Q; readonly body: B }

/** Adds operations to one listener. */
export interface Routes {
  add<P extends TSchema, Q extends TSchema, B extends TSchema>(
    operation: Operation<P, Q, B>, handle: (call: Call<Static<P>, Static<Q>, Static<B>>) => Promise<object | Throttled>,
  ): void
}

/** Bytes of a bulk call of 500 users with three choices each. */
const MAX_BODY_BYTES = 524_288

/** Routes of `app`, each behind `verify`, which throws for whoever may not. */
export const createRoutes = <S extends Server | SecureServer>(app: FastifyInstance<S>, verify: (request: FastifyRequest) => Promise<VerifiedParty>): Routes => {
  app.decorateRequest('caller')
  // Fastify gives the hook to what the listener had before as well.
  app.addHook('onRequest', async (request) => { if (!isTicketed(request.routeOptions.config)) request.setDecorator('caller', await verify(request)) })
  return {
    add: ({ method, path, params, query, body, status, answer }, handle) => {
      const hasBody = method === 'PUT' || method === 'POST'
      app.route({
        method, url: urlOf(path), bodyLimit: MAX_BODY_BYTES,
        schema: { params, querystring: query, ...(hasBody ? { body } : {}), response: { [status]: answer } },
        handler: async (request, reply) => {
          const end = new AbortController()
          reply.raw.once('close', () => { end.abort() })
          const key = request.headers['idempotency-key']
          // Checked by the schemas above, whose types Fastify cannot follow through a type parameter.
          const checked = request as unknown as Checked<Static<typeof params>, Static<typeof query>, Static<typeof body>>
          const given = await handle({
            caller: request.getDecorator<VerifiedParty>('caller'), params: checked.params, query: checked.query, body: checked.body,
            idempotencyKey: typeof key === 'string' ? key : undefined, gone: end.signal,
            stillValid: async () => { await verify(request) },
          })
          reply.header('cache-control', 'no-store')
          if (!isThrottled(given)) return reply.code(status).send(given)
          reply.header('retry-after', String(given.retryAfterSeconds))
          return sendProblem(reply, 'THROTTLED', detailOf(given))
        },
      })
    },
  }
}

/** A path as Fastify writes it: a lone colon would begin a parameter. */
const urlOf = (path: string): string => BASE + path.replaceAll(':', '::').replaceAll(/\{([a-z]+)\}/g, ':$1')

const detailOf = ({ retryAfterSeconds, headroom: [used] }: Throttled): string =>
  `${used?.limit === undefined ? '' : `${used.limit} is used up: `}wait ${String(retryAfterSeconds)} seconds`

const isThrottled = (given: object): given is Throttled => 'kind' in given && given.kind === 'throttled'
