// SPDX-License-Identifier: AGPL-3.0-only
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { GatewayError } from '../model/errors.ts'
import type { Attachments } from './attaching.ts'
import { own, passedOn, urlOf } from './contract.ts'
import { addFileRoutes } from './file-routes.ts'
import { isDone } from './gateway.ts'
import type { CallGateway, GatewayAnswer } from './gateway.ts'
import type { Hearing } from './hearing.ts'
import type { Report } from './reporting.ts'
import type { Accept, Say } from './saying.ts'
import { FEW_EVENTS } from './schemas.ts'
import type { AgentState } from './state.ts'

/** What the routes stand on. */
export interface RouteDeps {
  readonly call: CallGateway
  readonly hear: Hearing
  readonly say: Say
  readonly accept: Accept
  readonly report: Report
  readonly attachments: Attachments
  readonly state: Pick<AgentState, 'forgetUser'>
  /** Aborted when the agent stops. */
  readonly stopping: AbortSignal
}

/** Everything that a caller may do. */
export const addRoutes = (app: FastifyInstance, { call, hear, say, accept, report, attachments, state, stopping }: RouteDeps): void => {
  const signalFor = (reply: FastifyReply): AbortSignal => {
    const gone = new AbortController()
    reply.raw.once('close', () => { gone.abort() })
    return AbortSignal.any([gone.signal, stopping])
  }

  const passOn = async (request: FastifyRequest, reply: FastifyReply) => {
    const { method, url, body } = request
    const answer = await call({ method, path: url, body: body === undefined || body === null ? undefined : JSON.stringify(body), signal: signalFor(reply) })
    if (method === 'DELETE' && isDone(answer)) forget(request.params as { readonly ref: string; readonly id?: string })
    return pass(reply, answer)
  }
  // Somebody of this name who comes later is somebody else.
  const forget = ({ ref, id }: { readonly ref: string; readonly id?: string }): void => { if (id === undefined) state.forgetUser(ref) }

  addFileRoutes(app, { attachments, signalFor, pass })
  for (const [method, path] of passedOn) app.route({ method, url: urlOf(path), handler: passOn })

  app.get<{ Querystring: Static<typeof own.events.query> }>(urlOf(own.events.path), { schema: { querystring: own.events.query } }, async ({ query }, reply) => {
    const { after = '0', wait = '0', limit = String(FEW_EVENTS) } = query
    const heard = await hear({ after: Number(after), waitSeconds: Number(wait), limit: Number(limit) }, signalFor(reply))
    return 'events' in heard ? reply.send(heard) : pass(reply, heard)
  })

  app.post<{ Params: { ref: string; id: string }; Body: Static<typeof own.decideContact.body> }>(urlOf(own.decideContact.path), { schema: { body: own.decideContact.body } }, async (request, reply) => {
    const { params: { ref, id }, body: { decision, identityKey, ...rest } } = request
    if (decision !== 'acceptIdentity') return passOn(request, reply)
    if (identityKey === undefined) throw new GatewayError('MALFORMED', 'acceptIdentity needs the identityKey that identity.changed named')
    return pass(reply, await accept({ ...rest, ref, peer: id, identityKey }, signalFor(reply)))
  })

  app.post<{ Body: Static<typeof own.sendMessage.body> }>(urlOf(own.sendMessage.path), { schema: { body: own.sendMessage.body } }, async ({ body, headers }, reply) => {
    return pass(reply, await say(keyOf(headers), body, signalFor(reply)))
  })

  app.post<{ Body: Static<typeof own.report.body> }>(urlOf(own.report.path), { schema: { body: own.report.body } }, async ({ body, headers }, reply) =>
    pass(reply, await report(keyOf(headers), body, signalFor(reply))))
}

const keyOf = (headers: FastifyRequest['headers']): string => {
  const key = headers['idempotency-key']
  if (typeof key !== 'string') throw new GatewayError('MALFORMED', 'send a fresh UUID as Idempotency-Key, and the same one when you repeat')
  return key
}

const pass = (reply: FastifyReply, answer: GatewayAnswer) => {
  if (answer.retryAfter !== undefined) reply.header('retry-after', answer.retryAfter)
  return reply.code(answer.status).type(isDone(answer) ? 'application/json' : 'application/problem+json').send(answer.text)
}
