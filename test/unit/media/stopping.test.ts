// SPDX-License-Identifier: AGPL-3.0-only
// A stop waits for no store of objects that does not answer, and what was acknowledged is there afterwards.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { SWEEP_BATCH } from '../../../src/media/limits.ts'
import { createSweep } from '../../../src/media/sweep.ts'
import type { AttachmentId } from '../../../src/model/attachments.ts'
import { createMediaWorld, patchHeaders } from '../../support/media-world.ts'
import { MemoryAttachments } from '../../support/memory-attachments.ts'
import { createTestClock } from '../../support/registry-world.ts'
import { startS3 } from '../../support/s3-server.ts'
import { createTurnedTimers } from '../../support/turned-timers.ts'
import { eventually } from '../../support/waiting.ts'

/** A world whose bucket is its own. Once the way to it is shut, what is asked of it is never answered; `asked` counts that. */
const bucketWorld = async (t: Test) => {
  const s3 = await startS3(t)
  const way = { isShut: false, asked: 0 }
  const gate = createServer((asked, answer) => {
    if (way.isShut) {
      way.asked += 1
      return
    }
    const passed = request(`${s3.endpoint}${asked.url ?? ''}`, { method: asked.method, headers: asked.headers }, (response) => {
      response.pipe(answer.writeHead(response.statusCode ?? 500, response.headers))
    })
    asked.pipe(passed)
  })
  t.teardown(() => { gate.closeAllConnections() })
  t.teardown(() => { gate.close() })
  await once(gate.listen(0, '127.0.0.1'), 'listening')
  const accessKeyFile = join(t.testdir(), 'key')
  writeFileSync(accessKeyFile, `${s3.accessKeyId}\n${s3.secret}\n`, { mode: 0o600 })
  const options = { ...s3, endpoint: `http://127.0.0.1:${String((gate.address() as AddressInfo).port)}`, accessKeyFile }
  const world = await createMediaWorld(t, { s3: options })
  t.equal(await world.media.bucket!.look(), 'ours')
  return { s3, way, options, world }
}

t.test('a stop waits for no put that S3 does not answer; what is whole is judged when it is asked for again', async (t) => {
  const { s3, way, options, world } = await bucketWorld(t)
  const content = randomBytes(1_000)
  const id = world.store.add(content)
  way.isShut = true
  const sent = world.ask('PATCH', id, patchHeaders(world.store.ticketFor(id), 0), content)
  await eventually(() => way.asked > 0, 'it is being put')
  await world.stop()
  t.equal((await sent).status, 503)
  t.same([world.store.row(id).state, readdirSync(world.folder)], ['pending', [id]])

  way.isShut = false
  const next = await createMediaWorld(t, { s3: options, store: world.store, folder: world.folder })
  t.match(await next.ask('HEAD', id, { authorization: next.store.ticketFor(id), 'tus-resumable': '1.0.0' }), { status: 200, headers: { 'upload-offset': '1000' } })
  t.same([world.store.row(id).state, await s3.names()], ['available', [id]])
})

t.test('a stop waits for no reader whose bytes S3 does not give', async (t) => {
  const { way, world } = await bucketWorld(t)
  const content = randomBytes(1_000)
  const id = world.store.add(content)
  t.match(await world.ask('PATCH', id, patchHeaders(world.store.ticketFor(id), 0), content), { status: 204 })
  way.isShut = true
  const read = world.ask('GET', id, { authorization: world.store.ticketFor(id, { direction: 'download' }) }).then(({ status }) => status, () => 'cut')
  await eventually(() => way.asked > 0, 'it is asked for')
  await world.stop()
  t.equal(await read, 'cut')
  t.equal(world.store.row(id).state, 'available')
})

t.test('a stop waits for no deletion that S3 does not answer, and tells nothing of what it broke off', async (t) => {
  const { way, world } = await bucketWorld(t)
  for (let count = 0; count < 3; count += 1) world.store.add(Buffer.from('x'), { state: 'gone' })
  way.isShut = true
  world.media.sweep.start()
  await eventually(() => way.asked > 0, 'one is being deleted')
  await world.stop()
  await world.media.sweep.stop()
  t.same([world.failures, world.store.forgotten.size], [[], 0])
})

t.test('a sweep that is stopped ends with the deletion under way', async (t) => {
  for (const task of ['endeds', 'orphans'] as const) {
    const [clock, store, removed, held] = [createTestClock(), new MemoryAttachments(), [] as AttachmentId[], Promise.withResolvers<undefined>()]
    const ids = Array.from({ length: SWEEP_BATCH }, () => store.add(Buffer.from('x'), { state: 'gone' }))
    const sweep = createSweep({
      store, now: () => clock.now(), patientNow: () => clock.now(), monotonic: () => clock.now(), timers: createTurnedTimers(clock), mayPass: async () => true,
      failed: (_task, error) => { throw error }, ending: new AbortController().signal,
      blobs: {
        list: async function* () { yield ids },
        remove: async (id) => {
          removed.push(id)
          await held.promise
        },
      },
    })
    const round = sweep[task]()
    await eventually(() => removed.length === 1, 'one is being deleted')
    const stopped = sweep.stop()
    held.resolve(undefined)
    await Promise.all([round, stopped])
    t.equal(removed.length, 1, task)
  }
})
