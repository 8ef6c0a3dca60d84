// SPDX-License-Identifier: AGPL-3.0-only
// Promise: the routes of attachments on a listener whose own limits are as tight as the gateway's, on a folder and a store in memory.
import { request } from 'node:http'
import type { ClientRequest, IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { createMedia, MEDIA_PATH } from '../../src/media/index.ts'
import type { Media, MediaOptions } from '../../src/media/index.ts'
import { LINGER_MS } from '../../src/media/limits.ts'
import type { S3Options } from '../../src/media/s3.ts'
import { boundRequests } from '../../src/ops/deadlines.ts'
import { mapErrors } from '../../src/ops/problem.ts'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import { MemoryAttachments } from './memory-attachments.ts'
import { bucketDepsOf } from './memory-bucket.ts'
import { createTestClock } from './registry-world.ts'
import type { TestClock } from './registry-world.ts'
import type { Teardown } from './scope.ts'
import { createTurnedTimers } from './turned-timers.ts'
import type { TurnedTimers } from './turned-timers.ts'
import { eventually } from './waiting.ts'

/** What came back. */
export interface Answer { readonly status: number; readonly headers: IncomingMessage['headers']; readonly body: Buffer }

/** A request that a test speaks itself. */
export interface Call { readonly request: ClientRequest; readonly answer: Promise<Answer> }

/** A listener with attachments. */
export interface MediaWorld {
  readonly store: MemoryAttachments
  readonly media: Media
  readonly folder: string
  readonly port: number
  readonly timers: TurnedTimers
  readonly clock: TestClock
  /** What went wrong on our side. */
  readonly failures: unknown[]
  /** Opens a request below the path of attachments; the caller writes its body and ends it. */
  readonly call: (method: string, id: string, headers: OutgoingHttpHeaders) => Call
  /** The same with its whole body. */
  readonly ask: (method: string, id: string, headers: OutgoingHttpHeaders, body?: Uint8Array) => Promise<Answer>
  /** Called for each connection that the listener sees closed from now on. */
  readonly onClosedConnection: (listener: () => void) => void
  readonly close: () => Promise<void>
  /** The same, and turns no timer. */
  readonly stop: () => Promise<void>
}

/** A whole request of the listener may take so long; a transfer is no such request. */
const REQUEST_TIMEOUT_MS = 5_000

/** What every PATCH says. */
export const patchHeaders = (authorization: string, offset: number): OutgoingHttpHeaders =>
  ({ authorization, 'tus-resumable': '1.0.0', 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) })

type WorldOptions = Partial<Omit<MediaOptions, 's3'>> & { readonly store?: MemoryAttachments; readonly s3?: S3Options; readonly owner?: string }

/** Opens a world; closed with the test. A bucket is the store's own, of `owner`. */
export const createMediaWorld = async (t: Teardown, { store = new MemoryAttachments(), owner, ...options }: WorldOptions = {}): Promise<MediaWorld> => {
  const temp = await createTempFolder('drawbridge-media-')
  t.teardown(() => temp.remove())
  const folder = options.folder ?? await temp.folder('attachments')
  const clock = createTestClock()
  const timers = createTurnedTimers(clock)
  const failures: unknown[] = []
  const bucketDeps = bucketDepsOf(store.bucket, { owner, monotonic: () => clock.now() })
  const s3 = options.s3 && { ...options.s3, bucketDeps }
  const media = await createMedia({ ...options, folder, s3 }, {
    store, timers, now: () => clock.now(), patientNow: () => clock.now(), monotonic: () => clock.now(), mayPass: async () => true, failed: (_task, error) => { failures.push(error) },
  })
  const app = Fastify({ bodyLimit: 1_024, connectionTimeout: 10_000, forceCloseConnections: 'idle' })
  mapErrors(app, { failed: (_id, error) => { failures.push(error) }, correlationId: () => 'id' })
  boundRequests(app, REQUEST_TIMEOUT_MS, (ms, task) => timers.after(ms, task))
  await media.mount(app)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const close = async (): Promise<void> => {
    let isClosed = false
    const closing = app.close().finally(() => { isClosed = true })
    // Who was refused in the middle of a body is listened to for a while.
    await eventually(() => {
      timers.turn(LINGER_MS)
      return isClosed
    }, 'the listener is closed')
    await closing
  }
  t.teardown(close)
  const { port } = app.server.address() as AddressInfo
  const call: MediaWorld['call'] = (method, id, headers) => {
    const sent = request({ port, host: '127.0.0.1', method, path: `${MEDIA_PATH}/${id}`, headers, agent: false })
    const answer = new Promise<Answer>((resolve, reject) => {
      sent.once('response', (response) => { collect(response).then(resolve, reject) })
      sent.on('error', reject)
    })
    // Who does not look at the answer cut the request on purpose.
    answer.catch(() => undefined)
    return { request: sent, answer }
  }
  return {
    store, media, folder, port, timers, clock, failures, close, call, stop: async () => { await app.close() },
    onClosedConnection: (listener) => { app.server.on('connection', (socket) => { socket.once('close', listener) }) },
    ask: async (method, id, headers, body) => {
      const { request: sent, answer } = call(method, id, headers)
      sent.end(body)
      return answer
    },
  }
}

const collect = async (response: IncomingMessage): Promise<Answer> => {
  const pieces: Buffer[] = []
  for await (const piece of response as AsyncIterable<Buffer>) pieces.push(piece)
  return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(pieces) }
}
