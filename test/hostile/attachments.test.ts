// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
// Uploads and downloads that mean no good: a typed error, nothing half served, and no memory.
import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { residentKib } from '../../bench/parts/process-costs.ts'
import { MAX_PER_TICKET, MAX_WRITE_BYTES, READ_BYTES, WINDOW_MS } from '../../src/media/limits.ts'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import { createMediaWorld, patchHeaders } from '../support/media-world.ts'
import type { Answer } from '../support/media-world.ts'
import { createSmallDisk, smallDiskMissing } from '../support/small-disk.ts'
import { eventually, repeatedly, within } from '../support/waiting.ts'

t.setTimeout(230_000)

const MIB = 1_048_576
const codeOf = ({ body }: Answer): unknown => (JSON.parse(body.toString()) as { code: unknown }).code
/** What this process holds, both ends of each transfer in it. */
const residentMib = async (): Promise<number> => await residentKib(process.pid) / 1_024
/** Of each kind at once: together below what one party may have. */
const CROWD = 60
/** What one of them may hold in memory, both of its ends in this process. */
const CROWD_MIB = 1
/** What a bomb may cost. */
const GROWTH_MIB = 50

t.test('more than was announced is refused, said at once or sent without an end, in bounded memory', async (t) => {
  const { ask, call, store, folder } = await createMediaWorld(t)
  const content = randomBytes(1_000)
  const id = store.add(content)
  const authorization = store.ticketFor(id)
  const said = await ask('PATCH', id, { ...patchHeaders(authorization, 0), 'content-length': '1001' }, randomBytes(1_001))
  t.equal(said.status, 413)
  t.equal(codeOf(said), 'ATTACHMENT_TOO_LARGE')

  const before = await residentMib()
  const endless = call('PATCH', id, patchHeaders(authorization, 0))
  const piece = Buffer.alloc(65_536)
  const pour = (): void => { while (!endless.request.destroyed && endless.request.write(piece)); }
  endless.request.on('drain', pour).on('error', () => undefined)
  pour()
  const answer = await within(endless.answer, 'it is refused')
  t.equal(answer.status, 413)
  endless.request.destroy()
  const grownMib = await residentMib() - before
  t.ok(grownMib < GROWTH_MIB, `${String(grownMib)} MiB`)
  t.equal(store.row(id).receivedBytes, 0)
  t.ok((readdirSync(folder).includes(id) ? statSync(join(folder, id)).size : 0) <= 1_000)
  t.equal((await ask('GET', id, { authorization: store.ticketFor(id, { direction: 'download' }) })).status, 404, 'nothing of it is served')
})

t.test('a body of another kind is not gathered before the ticket is judged', async (t) => {
  const { call, store } = await createMediaWorld(t)
  const id = store.add(randomBytes(1_000))
  for (const kind of ['application/json', 'text/plain', 'multipart/form-data; boundary=x']) {
    const { request, answer } = call('PATCH', id, { ...patchHeaders('Drawbridge none', 0), 'content-type': kind, 'content-length': '4000000000' })
    request.write('[')
    t.equal((await within(answer, 'it is refused before the rest has come')).status, 401, kind)
    request.destroy()
  }
})

t.test('a sender that drips is ended after its window, and keeps what it brought', async (t) => {
  const { call, store, timers, folder } = await createMediaWorld(t)
  const content = randomBytes(4 * MAX_WRITE_BYTES)
  const id = store.add(content)
  const { request, answer } = call('PATCH', id, { ...patchHeaders(store.ticketFor(id), 0), 'content-length': String(content.length) })
  request.write(content.subarray(0, 2 * MAX_WRITE_BYTES))
  await eventually(() => (statSync(join(folder, id), { throwIfNoEntry: false })?.size ?? 0) > 0, 'a part of it is written')
  const drip = timers.every(WINDOW_MS - 1, () => { request.write(content.subarray(2 * MAX_WRITE_BYTES, 2 * MAX_WRITE_BYTES + 1)) })
  let found: Answer | undefined
  void answer.then((ended) => { found = ended })
  await eventually(() => {
    timers.turn(WINDOW_MS)
    return found !== undefined
  }, 'it is ended')
  drip()
  t.equal(found?.status, 408)
  t.equal(codeOf(found!), 'SLOW_READER')
  t.ok(store.row(id).receivedBytes >= MAX_WRITE_BYTES)
})

t.test('a reader that does not read is cut off, and holds no more than a few reads', async (t) => {
  const { call, store, timers, failures } = await createMediaWorld(t)
  const size = 128 * MIB
  const piece = Buffer.alloc(READ_BYTES)
  const hash = createHash('sha256')
  for (let at = 0; at < size; at += piece.length) hash.update(piece)
  const id = store.add(piece, { sizeBytes: size, sha256: hash.digest() })
  const upload = call('PATCH', id, patchHeaders(store.ticketFor(id), 0))
  for (let sent = 0; sent < size; sent += READ_BYTES) {
    if (!upload.request.write(piece)) await once(upload.request, 'drain')
  }
  upload.request.end()
  t.equal((await upload.answer).status, 204)

  const before = await residentMib()
  const download = call('GET', id, { authorization: store.ticketFor(id, { direction: 'download' }) })
  download.request.removeAllListeners('response')
  download.request.end()
  const [response] = await once(download.request, 'response') as [IncomingMessage]
  t.equal(response.statusCode, 200)
  response.pause()
  const cut = once(response, 'close').catch(() => undefined)
  let isCut = false
  void cut.then(() => { isCut = true })
  response.on('error', () => undefined)
  await eventually(() => {
    timers.turn(WINDOW_MS)
    // What the system has on the way is read, so that the end is seen.
    if (response.socket.destroyed || timers.waiting() === 0) response.resume()
    return isCut
  }, 'it is cut off')
  t.equal(response.complete, false, 'and the reader sees that it is not whole')
  const grownMib = await residentMib() - before
  t.ok(grownMib < GROWTH_MIB, `${String(grownMib)} MiB`)
  t.same(failures, [])
})

t.test('a crowd of drips and of readers that never read holds bounded memory, lets an honest file pass, and is gone after its window', async (t) => {
  const { ask, call, store, timers } = await createMediaWorld(t)
  const content = randomBytes(16 * MIB)
  const read = store.add(content)
  await ask('PATCH', read, patchHeaders(store.ticketFor(read), 0), content)
  const before = await residentMib()
  let over = 0
  const drips = Array.from({ length: CROWD }, () => {
    const id = store.add(content)
    const { request } = call('PATCH', id, { ...patchHeaders(store.ticketFor(id), 0), 'content-length': String(content.length) })
    request.once('close', () => { over += 1 }).on('error', () => undefined).write(content.subarray(0, 1_000))
    return { id, request }
  })
  const readers = await Promise.all(Array.from({ length: CROWD }, async () => {
    const { request } = call('GET', read, { authorization: store.ticketFor(read, { direction: 'download' }) })
    request.removeAllListeners('response')
    request.end()
    const [response] = await once(request, 'response') as [IncomingMessage]
    response.once('close', () => { over += 1 }).on('error', () => undefined).pause()
    return response
  }))
  const honest = store.add(content)
  t.equal((await ask('PATCH', honest, patchHeaders(store.ticketFor(honest), 0), content)).status, 204, 'an honest file passes beside them')
  const grownMib = await residentMib() - before
  t.ok(grownMib < 2 * CROWD * CROWD_MIB, `${String(grownMib)} MiB for ${String(2 * CROWD)} of them`)
  const drip = timers.every(WINDOW_MS - 1, () => { for (const { request } of drips) if (!request.destroyed) request.write('x') })
  await eventually(() => {
    timers.turn(WINDOW_MS)
    // What the system has on the way is read once only the drip waits, so that the end is seen.
    if (timers.waiting() === 1) for (const response of readers) response.resume()
    return over === 2 * CROWD
  }, 'all are gone')
  drip()
  t.notOk(readers.some(({ complete }) => complete), 'no reader took it for whole')
  t.ok(drips.every(({ id }) => store.row(id).state === 'pending'))
  t.equal((await ask('GET', honest, { authorization: store.ticketFor(honest, { direction: 'download' }) })).status, 200, 'their places are free')
})

t.test('a ticket that is used up in the middle ends the transfer, and what came beyond is not taken', async (t) => {
  const { ask, store } = await createMediaWorld(t)
  const content = randomBytes(MIB)
  const id = store.add(content)
  const spent = await ask('PATCH', id, patchHeaders(store.ticketFor(id, { bytesLeft: 500_000 }), 0), content)
  t.equal(codeOf(spent), 'TICKET_REFUSED')
  t.ok(store.row(id).receivedBytes <= 500_000)
  const from = store.row(id).receivedBytes
  t.equal((await ask('PATCH', id, patchHeaders(store.ticketFor(id), from), content.subarray(from))).status, 204, 'a fresh one goes on')
  t.equal(store.row(id).state, 'available')
})

t.test('a ticket has few transfers at once, and the next is told to wait', async (t) => {
  const { ask, call, store } = await createMediaWorld(t)
  const content = randomBytes(16 * MIB)
  const id = store.add(content)
  await ask('PATCH', id, patchHeaders(store.ticketFor(id), 0), content)
  const authorization = store.ticketFor(id, { direction: 'download', bytesLeft: 1_000 * MIB })
  const held = await Promise.all(Array.from({ length: MAX_PER_TICKET }, async () => {
    const { request } = call('GET', id, { authorization })
    request.removeAllListeners('response')
    request.end()
    const [response] = await once(request, 'response') as [IncomingMessage]
    t.equal(response.statusCode, 200)
    return request
  }))
  t.equal(codeOf(await ask('GET', id, { authorization })), 'THROTTLED')
  for (const request of held) request.destroy()
  await repeatedly(async () => {
    if ((await ask('GET', id, { authorization, range: 'bytes=0-9' })).status !== 206) throw new Error('still held')
  }, 'a place is free again')
})

const missing = await smallDiskMissing()
t.test('a disk that is full is said, nothing that was acknowledged is lost, and the upload goes on when there is room', missing === undefined ? {} : { skip: missing }, async (t) => {
  const disk = await createSmallDisk(t)
  const world = await createMediaWorld(t, { folder: join(disk.path, 'attachments') })
  const content = randomBytes(4 * MIB)
  const id = world.store.add(content)
  const authorization = world.store.ticketFor(id, { bytesLeft: 100 * MIB })
  t.equal((await world.ask('PATCH', id, patchHeaders(authorization, 0), content.subarray(0, MIB))).status, 204)
  disk.fill()
  const full = await world.ask('PATCH', id, patchHeaders(authorization, MIB), content.subarray(MIB))
  t.equal(full.status, 503)
  t.match(full.body.toString(), /UNAVAILABLE/)
  t.match(full.body.toString(), /there is no room/)
  const head = await world.ask('HEAD', id, { authorization, 'tus-resumable': '1.0.0' })
  t.equal(head.headers['upload-offset'], String(world.store.row(id).receivedBytes))
  t.ok(world.store.row(id).receivedBytes >= MIB)
  disk.free()
  const from = world.store.row(id).receivedBytes
  t.equal((await world.ask('PATCH', id, patchHeaders(authorization, from), content.subarray(from))).status, 204)
  t.equal(world.store.row(id).state, 'available')
  t.ok(readFileSync(join(world.folder, id)).equals(content))
})

const PROCESS = fileURLToPath(new URL('../support/media-process.ts', import.meta.url))

t.test('killed in the middle of an upload, a process loses nothing that it recorded', async (t) => {
  const temp = await createTempFolder('drawbridge-media-kill-')
  t.teardown(() => temp.remove())
  const content = randomBytes(64 * MIB)
  const world = await createMediaWorld(t, { folder: join(temp.path, 'attachments') })
  const id = world.store.add(content)
  for (let round = 0; round < 3; round += 1) {
    const from = world.store.row(id).receivedBytes
    const child = spawn(process.execPath, [PROCESS, world.folder, id, String(content.length), String(from)], { stdio: ['pipe', 'pipe', 'inherit'] })
    t.teardown(() => child.kill('SIGKILL'))
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    child.stdin.on('error', () => undefined)
    child.stdin.write(content.subarray(from))
    // It says each offset once it is recorded; after the first it is killed, wherever it is.
    const recorded = Number((await lines.next()).value)
    child.kill('SIGKILL')
    await once(child, 'exit')
    t.ok(recorded > from)
    world.store.row(id).receivedBytes = recorded
    t.ok(statSync(join(world.folder, id)).size >= recorded)
    t.ok(readFileSync(join(world.folder, id)).subarray(0, recorded).equals(content.subarray(0, recorded)), `what was recorded is there, round ${String(round)}`)
  }
  const from = world.store.row(id).receivedBytes
  t.equal((await world.ask('PATCH', id, patchHeaders(world.store.ticketFor(id), from), content.subarray(from))).status, 204)
  t.equal(world.store.row(id).state, 'available')
})
