// SPDX-License-Identifier: AGPL-3.0-only
import type { Server } from 'node:http'
import type { Server as SecureServer } from 'node:https'
import type { FastifyInstance } from 'fastify'
import { GatewayError } from '../model/errors.ts'
import { markTransfer } from '../ops/deadlines.ts'
import { sendProblem } from '../ops/problem.ts'
import { markTicketed } from '../ops/ticketed.ts'
import type { Downloads } from './downloads.ts'
import { JUDGING_SECONDS, LINGER_MS, MAX_ATTACHMENT_BYTES } from './limits.ts'
import type { MediaDeps } from './ports.ts'
import { requireTicket } from './tickets.ts'
import type { Transfers } from './transfers.ts'
import type { Standing, Uploads } from './uploads.ts'

/** What the routes lead to. */
export interface RoutesDeps extends Pick<MediaDeps, 'store' | 'now' | 'timers' | 'mayPass'> {
  readonly uploads: Uploads
  readonly downloads: Downloads
  readonly transfers: Pick<Transfers, 'stop'>
}

/** The tus version that is spoken. */
const TUS = '1.0.0'
const PRECONDITION_FAILED = 412
const RANGE_NOT_SATISFIABLE = 416
/** What an upload's body is called. */
const BODY_TYPE = 'application/offset+octet-stream'
const WHOLE_NUMBER = /^\d{1,10}$/
/** A ticket and a place are all that a request is judged by. */
interface Asked { readonly Params: { readonly id: string } }

/**
 * Mounts the bytes of attachments below `path`: `HEAD` and `PATCH` as in tus 1.0 and `GET` with ranges, each behind a ticket. Transfers
 * take their own time, whatever the listener allows other requests; they end when the listener closes.
 */
export const mountRoutes = async <S extends Server | SecureServer>(app: FastifyInstance<S>, path: string, deps: RoutesDeps): Promise<void> => {
  await app.register(async (scope) => {
    // The body stays where it is until it is known to be wanted; no kind of it is gathered in memory.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _body, done) => { done(null) })
    scope.addHook('onSend', async (request, reply) => {
      const { raw } = request
      if (raw.complete) return
      // Who is answered in the middle of a body reads the answer only when it is listened to for a while, also if it wants the connection closed.
      void reply.header('connection', 'keep-alive')
      raw.resume().once('close', deps.timers.after(LINGER_MS, () => { if (!raw.complete) raw.socket.destroy() }))
    })
    addOptions(scope, path)
    addHead(scope, path, deps)
    addPatch(scope, path, deps)
    addGet(scope, path, deps)
  })
  app.addHook('preClose', () => deps.transfers.stop())
}

const addOptions = <S extends Server | SecureServer>(app: FastifyInstance<S>, path: string): void => {
  app.options(`${path}/:id`, { config: { ...markTicketed } }, async (_request, reply) => {
    void reply.headers({ 'tus-resumable': TUS, 'tus-version': TUS, 'tus-max-size': MAX_ATTACHMENT_BYTES })
    return reply.code(204).send()
  })
}

const addHead = <S extends Server | SecureServer>(app: FastifyInstance<S>, path: string, deps: RoutesDeps): void => {
  app.head<Asked>(`${path}/:id`, { config: { ...markTicketed } }, async (request, reply) => {
    const ticket = await requireTicket(deps, request.headers.authorization, request.params.id, 'upload')
    void reply.headers({ 'tus-resumable': TUS, 'cache-control': 'no-store' })
    if (request.headers['tus-resumable'] !== TUS) return refuseVersion(reply)
    const standing = await deps.uploads.standing(ticket)
    if (standing !== undefined) return reply.headers(headersOf(standing)).code(200).send()
    void reply.header('retry-after', JUDGING_SECONDS)
    throw new GatewayError('UNAVAILABLE', 'it is being looked at')
  })
}

const addPatch = <S extends Server | SecureServer>(app: FastifyInstance<S>, path: string, deps: RoutesDeps): void => {
  app.patch<Asked>(`${path}/:id`, { config: { ...markTransfer, ...markTicketed } }, async (request, reply) => {
    const { headers, raw } = request
    // Its own limits hold instead: the answer waits for the disk, and for more than that at the last byte.
    raw.socket.setTimeout(0)
    const ticket = await requireTicket(deps, headers.authorization, request.params.id, 'upload')
    void reply.headers({ 'tus-resumable': TUS, 'cache-control': 'no-store' })
    if (headers['tus-resumable'] !== TUS) return refuseVersion(reply)
    if (headers['content-type'] !== BODY_TYPE) throw new GatewayError('MALFORMED', `content-type must be ${BODY_TYPE}`)
    // What is stored is what was hashed: nothing is unpacked.
    if (headers['content-encoding'] !== undefined) throw new GatewayError('MALFORMED', 'content-encoding is not taken')
    const offset = wholeNumber(headers['upload-offset'])
    if (offset === undefined) throw new GatewayError('MALFORMED', 'upload-offset must be a whole number')
    const standing = await deps.uploads.receive(ticket, { offset, length: wholeNumber(headers['content-length']), source: raw })
    return reply.headers(headersOf(standing)).code(204).send()
  })
}

const addGet = <S extends Server | SecureServer>(app: FastifyInstance<S>, path: string, deps: RoutesDeps): void => {
  app.get<Asked>(`${path}/:id`, { exposeHeadRoute: false, config: { ...markTicketed } }, async (request, reply) => {
    const { headers, raw } = request
    const ticket = await requireTicket(deps, headers.authorization, request.params.id, 'download')
    raw.socket.setTimeout(0)
    const opened = await deps.downloads.open(ticket, { range: headers.range, ifRange: typeof headers['if-range'] === 'string' ? headers['if-range'] : undefined }, () => { reply.raw.destroy() })
    if ('unsatisfiable' in opened) {
      void reply.header('content-range', `bytes */${String(opened.unsatisfiable)}`)
      return sendProblem(reply, 'MALFORMED', 'nothing lies in this range', undefined, RANGE_NOT_SATISFIABLE)
    }
    const { start, end, size, etag, isPartial, stream, done } = opened
    reply.raw.once('close', done)
    // Gone while it was judged: nobody says so again.
    if (reply.raw.destroyed) {
      done()
      throw new GatewayError('UNAVAILABLE', 'the connection was cut')
    }
    if (isPartial) void reply.code(206).header('content-range', `bytes ${String(start)}-${String(end - 1)}/${String(size)}`)
    return reply.headers({
      'accept-ranges': 'bytes', etag, 'content-length': end - start, 'content-type': 'application/octet-stream',
      'content-disposition': 'attachment', 'x-content-type-options': 'nosniff', 'cache-control': 'no-store, no-transform',
    }).send(stream)
  })
}

const headersOf = ({ offset, size }: Standing) => ({ 'upload-offset': offset, 'upload-length': size })

/** As tus wants it; the version is named so that a client can choose. */
const refuseVersion = (reply: Parameters<typeof sendProblem>[0] & { header(name: string, value: string): unknown }): unknown => {
  reply.header('tus-version', TUS)
  return sendProblem(reply, 'UNSUPPORTED_VERSION', `send Tus-Resumable: ${TUS}`, undefined, PRECONDITION_FAILED)
}

const wholeNumber = (text: string | string[] | undefined): number | undefined =>
  typeof text === 'string' && WHOLE_NUMBER.test(text) ? Number(text) : undefined
