// SPDX-License-Identifier: AGPL-3.0-only
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Static } from 'typebox'
import { GatewayError } from '../model/errors.ts'
import { markTransfer } from '../ops/deadlines.ts'
import { sendProblem } from '../ops/problem.ts'
import { AttachmentError } from '../sdk/attachments/index.ts'
import { pointerJson, readPointer } from '../wire/content/index.ts'
import type { AttachmentPointer } from '../wire/content/index.ts'
import type { Attachments, ByteRange } from './attaching.ts'
import { files, urlOf } from './contract.ts'
import type { GatewayAnswer } from './gateway.ts'
import type { NewFile } from './schemas.ts'

/** What the routes of files stand on. */
export interface FileRouteDeps {
  readonly attachments: Attachments
  readonly signalFor: (reply: FastifyReply) => AbortSignal
  /** Passes on what the gateway refused. */
  readonly pass: (reply: FastifyReply, answer: GatewayAnswer) => unknown
}

const PARTIAL_CONTENT = 206
const RANGE_NOT_SATISFIABLE = 416
const LENGTH = /^\d{1,10}$/

/** Files in and out, plain. */
export const addFileRoutes = (app: FastifyInstance, deps: FileRouteDeps): void => {
  void app.register(async (scope) => {
    // A body of whatever kind is a file's bytes, and is gathered nowhere.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _body, done) => { done(null) })
    addSending(scope, deps)
  })
  addReading(app, deps)
}

const addSending = (scope: FastifyInstance, { attachments, signalFor, pass }: FileRouteDeps): void => {
  const { path, query: querystring } = files.sendFile
  scope.post<{ Querystring: Static<typeof NewFile> }>(urlOf(path), { schema: { querystring }, config: { ...markTransfer } }, async ({ query, raw, headers }, reply) => {
    const length = headers['content-length']
    if (length === undefined || !LENGTH.test(length)) throw new GatewayError('MALFORMED', 'send the file with a Content-Length: its size is part of what is sealed')
    const { ref, provider, peer, ...shown } = query
    const sizeBytes = Number(length)
    // Refused before a byte is sent, and with the same words as the vault would.
    const draft = checked({ ...membersOf(shown), ...UNKNOWN, size: sizeBytes })
    // The answer waits for the gateway's disk.
    raw.socket.setTimeout(0)
    reply.header('connection', 'close')
    const file = await attachments.attach({ ref, provider, peer, sizeBytes, bytes: raw.iterator({ destroyOnReturn: false }) }, signalFor(reply))
    return 'text' in file ? pass(reply, file) : reply.send(pointerJson({ ...draft, ...file }))
  })
}

const addReading = (app: FastifyInstance, { attachments, signalFor, pass }: FileRouteDeps): void => {
  const { path, body: { schema } } = files.readFile
  app.post<{ Body: Static<typeof schema> }>(urlOf(path), { schema: { body: schema } }, async ({ body: { ref, provider, attachment }, headers }, reply) => {
    const pointer = checked(attachment)
    const range = rangeOf(headers.range, pointer.sizeBytes)
    reply.headers({ 'accept-ranges': 'bytes', 'x-content-type-options': 'nosniff', 'content-disposition': 'attachment' })
    if (range === 'unsatisfiable') {
      reply.header('content-range', `bytes */${pointer.sizeBytes}`)
      return sendProblem(reply, 'MALFORMED', 'nothing lies in this range', undefined, RANGE_NOT_SATISFIABLE)
    }
    const bytes = await attachments.read({ ref, provider, file: pointer, range }, signalFor(reply))
    if ('text' in bytes) return pass(reply, bytes)
    const stream = Readable.from(await begun(bytes), { objectMode: false })
    if (range !== undefined) reply.code(PARTIAL_CONTENT).header('content-range', `bytes ${range.fromByte}-${range.endByte - 1}/${pointer.sizeBytes}`)
    const length = range === undefined ? pointer.sizeBytes : range.endByte - range.fromByte
    return reply.header('content-length', length).type('application/octet-stream').send(stream)
  })
}

/** Stands for what is known when the file is sealed. */
const UNKNOWN = { id: '00000000-0000-4000-8000-000000000000', key: Buffer.alloc(32).toString('base64url'), sha256: Buffer.alloc(32).toString('base64url') } as const

const membersOf = ({ width, height, durationMs, ...texts }: Omit<Static<typeof NewFile>, 'ref' | 'provider' | 'peer'>) => ({
  ...texts, ...(width === undefined ? {} : { width: Number(width) }), ...(height === undefined ? {} : { height: Number(height) }), ...(durationMs === undefined ? {} : { durationMs: Number(durationMs) }),
})

const checked = (pointer: unknown): AttachmentPointer => {
  try {
    return readPointer(pointer)
  } catch (error) {
    if (error instanceof GatewayError) throw new GatewayError('MALFORMED', error.detail)
    throw error
  }
}

/** One range of bytes as RFC 9110 writes it; anything else is no range, and the whole file is the answer. */
const rangeOf = (header: string | undefined, sizeBytes: number): ByteRange | 'unsatisfiable' | undefined => {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? []
  if ((first === '' && last === '') || (first !== '' && last !== '' && Number(last) < Number(first))) return undefined
  const fromByte = first === '' ? Math.max(0, sizeBytes - Number(last)) : Number(first)
  const endByte = first === '' || last === '' ? sizeBytes : Math.min(sizeBytes, Number(last) + 1)
  return fromByte < endByte ? { fromByte, endByte } : 'unsatisfiable'
}

/** The same bytes, the first of which have come: until then a fault can still be told, and later only the connection can be cut. */
const begun = async (bytes: AsyncGenerator<Uint8Array, void, undefined>): Promise<AsyncIterable<Uint8Array>> => {
  const first = await bytes.next().catch((error: unknown) => { throw told(error) })
  return (async function* all() {
    if (first.done !== true) yield first.value
    yield* bytes
  })()
}

const told = (error: unknown): unknown => {
  if (!(error instanceof AttachmentError)) return error
  if (error.reason === 'REFUSED' || error.reason === 'TICKET_REFUSED') return new GatewayError('ATTACHMENT_REFUSED', 'the gateway has it no more')
  if (error.reason === 'UNREACHABLE' || error.reason === 'STALLED') return new GatewayError('UNAVAILABLE', 'the gateway does not give the file; ask again')
  return new GatewayError('ATTACHMENT_CORRUPT', 'what lies at the gateway is not the file that the pointer names')
}
