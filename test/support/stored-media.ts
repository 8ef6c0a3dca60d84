// SPDX-License-Identifier: AGPL-3.0-only
// Promise: the routes of attachments on a listener, over a real store and a real folder, under a test's clock.
import type { AddressInfo } from 'node:net'
import { createHash, randomBytes } from 'node:crypto'
import Fastify from 'fastify'
import { createMedia, MEDIA_PATH } from '../../src/media/index.ts'
import type { Media } from '../../src/media/index.ts'
import type { AttachmentId } from '../../src/model/attachments.ts'
import { mapErrors } from '../../src/ops/problem.ts'
import type { NewTicket } from '../../src/store/attachments.ts'
import type { Store } from '../../src/store/port.ts'
import type { TestClock } from './registry-world.ts'
import type { Teardown } from './scope.ts'
import { createTurnedTimers } from './turned-timers.ts'

/** Attachments that are sent to and read by their routes. */
export interface StoredMedia {
  readonly media: Media
  /** Sends `bytes` from `offset` on; the status of the answer. */
  readonly patch: (id: AttachmentId, secret: Uint8Array, offset: number, bytes: Uint8Array) => Promise<number>
  /** How far the upload is, as HEAD tells it. */
  readonly offset: (id: AttachmentId, secret: Uint8Array) => Promise<number>
  readonly read: (id: AttachmentId, secret: Uint8Array) => Promise<Buffer>
  readonly close: () => Promise<void>
}

/** A ticket's secret, and what the store keeps of it. */
export const secretFor = (ticket: Omit<NewTicket, 'hash'>): { readonly secret: Uint8Array; readonly ticket: NewTicket } => {
  const secret = randomBytes(32)
  return { secret, ticket: { ...ticket, hash: createHash('sha256').update(secret).digest() } }
}

/** Opens them; closed with the test, which fails if anything failed in the background. */
export const openStoredMedia = async (t: Teardown & { error(error: unknown): unknown }, store: Store, folder: string, clock: TestClock): Promise<StoredMedia> => {
  const { now } = clock
  const media = await createMedia({ folder, s3: undefined }, {
    store, timers: createTurnedTimers(clock), now, patientNow: now, monotonic: now, mayPass: async () => true, failed: (_task, error) => { t.error(error) },
  })
  const app = Fastify({ forceCloseConnections: true })
  mapErrors(app, { failed: (_id, error) => { t.error(error) }, correlationId: () => 'id' })
  await media.mount(app)
  await app.listen({ port: 0, host: '127.0.0.1' })
  let isOpen = true
  const close = async (): Promise<void> => {
    if (isOpen) await app.close()
    isOpen = false
  }
  t.teardown(close)
  const { port } = app.server.address() as AddressInfo
  const ask = (method: string, id: AttachmentId, secret: Uint8Array, more: { readonly headers?: Record<string, string>; readonly body?: Buffer } = {}): Promise<Response> =>
    fetch(`http://127.0.0.1:${String(port)}${MEDIA_PATH}/${id}`, {
      ...more, method, headers: { authorization: `Drawbridge ${Buffer.from(secret).toString('base64url')}`, 'tus-resumable': '1.0.0', ...more.headers },
    })
  return {
    media, close,
    patch: async (id, secret, offset, bytes) => {
      const headers = { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) }
      return (await ask('PATCH', id, secret, { headers, body: Buffer.from(bytes) })).status
    },
    offset: async (id, secret) => Number((await ask('HEAD', id, secret)).headers.get('upload-offset')),
    read: async (id, secret) => Buffer.from(await (await ask('GET', id, secret)).arrayBuffer()),
  }
}
