// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { once } from 'node:events'
import t from 'tap'
import { createLinksServer } from '../../../src/gateway/links-server.ts'
import type { LinksServerDeps } from '../../../src/gateway/links-server.ts'
import { createMedia, MEDIA_PATH } from '../../../src/media/index.ts'
import { systemClock } from '../../../src/ops/clock.ts'
import { createHealth } from '../../../src/ops/health.ts'
import { systemTimers } from '../../../src/ops/timers.ts'
import { MemoryAttachments } from '../../support/memory-attachments.ts'
import { patchHeaders } from '../../support/media-world.ts'

/** More than the listener takes of any other body. */
const BYTES = 300_000

t.test('the listener of links takes and gives attachments, where there are any', async (t) => {
  const store = new MemoryAttachments()
  const failed = (_task: string, error: unknown): void => { t.error(error) }
  const media = await createMedia({ folder: t.testdir(), s3: undefined }, { store, now: () => systemClock.now(), patientNow: () => systemClock.now(), monotonic: () => systemClock.monotonic(), timers: systemTimers, mayPass: async () => true, failed })
  const deps = {
    health: createHealth(() => true), events: { adminFailed: failed }, correlationId: () => '', links: { register: async () => {} }, about: { name: 'x', version: '1', source: 'https://source.example' }, media,
  } as unknown as LinksServerDeps
  const listen = { host: '127.0.0.1', port: 0 }
  const server = await createLinksServer({ listen, publicUrl: undefined, tls: undefined, proxies: [], sourceUrl: undefined }, deps)
  await server.start()
  t.teardown(() => server.stop())
  const ask = async (method: string, headers: Record<string, unknown>, body?: Uint8Array): Promise<{ readonly status: number | undefined; readonly body: Buffer }> => {
    const sent = request(`${server.url().replace(/^ws(.*)\/v1\/link$/, 'http$1')}${MEDIA_PATH}/${id}`, { method, headers: headers as Record<string, string> })
    sent.end(body)
    const [answer] = await once(sent, 'response') as [IncomingMessage]
    return { status: answer.statusCode, body: Buffer.concat(await Array.fromAsync(answer as AsyncIterable<Buffer>)) }
  }
  const content = randomBytes(BYTES)
  const id = store.add(content)
  t.equal((await ask('PATCH', patchHeaders(store.ticketFor(id), 0), content)).status, 204)
  t.ok((await ask('GET', { authorization: store.ticketFor(id, { direction: 'download' }) })).body.equals(content))
  t.equal((await ask('GET', {})).status, 401)
})
