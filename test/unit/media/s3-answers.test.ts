// SPDX-License-Identifier: AGPL-3.0-only
// What a service, or something before it, may answer instead of what was asked.
import { randomBytes, randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { openFolder } from '../../../src/media/folder.ts'
import { createKeeping } from '../../../src/media/keeping.ts'
import { PART_BYTES, S3_ANSWER_MS } from '../../../src/media/limits.ts'
import { openObjects } from '../../../src/media/s3.ts'
import { attachmentId } from '../../../src/model/attachments.ts'
import { partyId } from '../../../src/model/ids.ts'
import type { Timers } from '../../../src/media/ports.ts'
import { systemTimers } from '../../../src/ops/timers.ts'
import { createTestClock } from '../../support/registry-world.ts'
import { createTurnedTimers } from '../../support/turned-timers.ts'
import { eventually } from '../../support/waiting.ts'

const CONTENT = randomBytes(1_000)

/** Objects at a service that answers each request so. */
const objectsOf = async (t: Test, answer: (response: ServerResponse, method: string, url: string, headers: IncomingHttpHeaders) => void, timers: Timers = systemTimers) => {
  const server = createServer((request, response) => { request.resume().once('end', () => { answer(response, request.method ?? '', request.url ?? '', request.headers) }) })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const accessKeyFile = join(t.testdir(), 'key')
  writeFileSync(accessKeyFile, 'id\nsecret\n', { mode: 0o600 })
  return openObjects({ endpoint: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, bucket: 'b', region: 'r', accessKeyFile }, timers, () => Infinity)
}

t.test('other bytes than the range that was asked for are never given out', async (t) => {
  for (const [name, status, contentRange, code] of [
    ['the range', 206, 'bytes 100-199/1000', undefined], ['another range', 206, 'bytes 0-99/1000', 'UNAVAILABLE'], ['a shorter one', 206, 'bytes 100-198/1000', 'UNAVAILABLE'],
    ['no range', 206, undefined, 'UNAVAILABLE'], ['no part', 200, undefined, 'UNAVAILABLE'], ['a part that is called whole', 200, 'bytes 100-199/1000', 'UNAVAILABLE'],
  ] as const) {
    const objects = await objectsOf(t, (response) => { response.writeHead(status, contentRange === undefined ? {} : { 'content-range': contentRange }).end(CONTENT.subarray(100, 200)) })
    const reading = Array.fromAsync(objects.read(attachmentId(randomUUID()), 100, 200))
    if (code === undefined) t.ok(Buffer.concat(await reading).equals(CONTENT.subarray(100, 200)), name)
    else await t.rejects(reading, { code }, name)
  }
})

t.test('only a service that says so of the object itself has lost it: nothing else is taken for lost', async (t) => {
  const said = (code: string): string => `<?xml version="1.0"?>\n<Error><Code>${code}</Code><Message>no</Message></Error>`
  for (const [name, type, body, code] of [
    ['an absent object', 'application/xml', said('NoSuchKey'), 'ATTACHMENT_REFUSED'],
    ['an absent object, with a charset', 'application/xml; charset=UTF-8', said('NoSuchKey'), 'ATTACHMENT_REFUSED'],
    ['an absent object, without a type', undefined, said('NoSuchKey'), 'ATTACHMENT_REFUSED'],
    ['an absent bucket', 'application/xml', said('NoSuchBucket'), 'UNAVAILABLE'],
    ['an absent bucket, called a page', 'text/html', said('NoSuchBucket'), 'UNAVAILABLE'],
    ['an error without a code', 'application/xml', '<?xml version="1.0"?><Error><Message>NoSuchKey</Message></Error>', 'UNAVAILABLE'],
    ['another error', 'application/xml', said('NoSuchUpload'), 'UNAVAILABLE'],
    ['a page of a proxy', 'text/html', '<html><h1>404 Not Found</h1></html>', 'UNAVAILABLE'],
    ['a page that speaks of the code', 'text/html', '<html><Error><Code>NoSuchKey</Code></Error></html>', 'UNAVAILABLE'],
    ['nothing', undefined, '', 'UNAVAILABLE'],
  ] as const) {
    const objects = await objectsOf(t, (response) => { response.writeHead(404, type === undefined ? {} : { 'content-type': type }).end(body) })
    const id = attachmentId(randomUUID())
    await t.rejects(Array.fromAsync(objects.read(id, 0, 1)), { code }, `${name}, read`)
    if (code === 'UNAVAILABLE') await t.rejects(objects.remove(id), { code }, `${name}, deleted`)
    else await t.resolves(objects.remove(id), `${name}, deleted`)
    await t.rejects(objects.put(id, 1, { read: async function* () { yield Buffer.alloc(1) } }), { code: 'UNAVAILABLE' }, `${name}, put`)
    await t.rejects(Array.fromAsync(objects.list(10)), { code: 'UNAVAILABLE' }, `${name}, listed`)
  }
})

t.test('what lies in the folder from before there was a bucket is read there, and is deleted there', async (t) => {
  const objects = await objectsOf(t, (response, method) => {
    if (method === 'DELETE') response.writeHead(204).end()
    else response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>')
  })
  const path = t.testdir({ folder: {} })
  const id = attachmentId(randomUUID())
  writeFileSync(join(path, 'folder', id), CONTENT)
  const keeping = createKeeping(await openFolder(join(path, 'folder')), objects)
  t.ok(Buffer.concat(await Array.fromAsync(keeping.read(id, 100, 1_000))).equals(CONTENT.subarray(100)))
  await keeping.remove(id)
  await t.rejects(Array.fromAsync(keeping.read(id, 100, 1_000)), { code: 'ATTACHMENT_REFUSED' })
})

t.test('a put that is ended ends at once, goes on with no other part and leaves no object', async (t) => {
  const [asked, ending] = [[] as string[], new AbortController()]
  const objects = await objectsOf(t, (response, method, url) => {
    asked.push(`${method} ${url.replace(/^.*\?/, '').replace(/uploadId=.*/, '')}`)
    if (method === 'POST' && /[?]uploads/.test(url)) response.end('<InitiateMultipartUploadResult><UploadId>one</UploadId></InitiateMultipartUploadResult>')
    else if (method === 'DELETE') response.writeHead(204).end()
    else ending.abort()
    // The part is never answered.
    if (ending.signal.aborted && method === 'PUT') held.push(response)
  })
  const held: ServerResponse[] = []
  const path = t.testdir({ folder: {} })
  const id = attachmentId(randomUUID())
  writeFileSync(join(path, 'folder', id), randomBytes(3 * PART_BYTES))
  const keeping = createKeeping(await openFolder(join(path, 'folder')), objects)
  await t.rejects(keeping.keep({ id, sizeBytes: 3 * PART_BYTES, senderParty: partyId('heron.example') }, ending.signal), { code: 'UNAVAILABLE' })
  const aborted = asked.length
  held[0]?.writeHead(200, { etag: '"e"' }).end()
  await t.resolves((async () => { while (!asked.some((one) => one.startsWith('DELETE'))) await new Promise((resolve) => { setImmediate(resolve) }) })())
  t.equal(asked.length, aborted + 1, 'the upload is taken back, and no part follows')
})

t.test('an answer that begins and does not end is given up, but for an object that somebody reads', async (t) => {
  const timers = createTurnedTimers(createTestClock())
  const begun: string[] = []
  const objects = await objectsOf(t, (response, method, url) => {
    if (method === 'POST' && /[?]uploads/.test(url)) response.end('<InitiateMultipartUploadResult><UploadId>one</UploadId></InitiateMultipartUploadResult>')
    else if (method === 'PUT') response.writeHead(200, { etag: '"e"' }).end()
    else if (method === 'DELETE') response.writeHead(204).end()
    else {
      begun.push(method)
      const isObject = method === 'GET' && !url.includes('list-type')
      response.writeHead(isObject ? 206 : 200, isObject ? { 'content-range': 'bytes 0-1/2' } : {}).write('<')
    }
  }, timers)
  const pieces = { read: async function* (_id: unknown, start: number, end: number) { for (let at = start; at < end; at += PART_BYTES) yield Buffer.alloc(Math.min(PART_BYTES, end - at)) } }
  const id = attachmentId(randomUUID())
  const held = [objects.put(id, 2 * PART_BYTES, pieces), Array.fromAsync(objects.list(10))].map((call) => t.rejects(async () => { await call }, { code: 'UNAVAILABLE' }))
  const reading = objects.read(id, 0, 2)[Symbol.asyncIterator]()
  t.match(await reading.next(), { value: Buffer.from('<') })
  await eventually(() => begun.length === 3, 'all three answers have begun')
  timers.turn(S3_ANSWER_MS)
  await Promise.all(held)
  const more = reading.next().then(() => 'ended', () => 'broken off')
  t.equal(await Promise.race([more, new Promise((resolve) => { setImmediate(resolve, 'goes on') })]), 'goes on')
})

t.test('the mark is put only where there is none, by a service that knows conditions; one that does not is asked without', async (t) => {
  for (const [name, first, asked, code] of [
    ['one that takes it', 200, ['*'], undefined], ['one that has a mark', 412, ['*'], undefined], ['one that gets another just now', 409, ['*'], undefined],
    ['one without conditions', 501, ['*', undefined], undefined], ['one that refuses', 403, ['*'], 'UNAVAILABLE'],
  ] as const) {
    const conditions: (string | undefined)[] = []
    const objects = await objectsOf(t, (response, _method, _url, headers) => {
      conditions.push(headers['if-none-match'])
      response.writeHead(headers['if-none-match'] === undefined ? 200 : first).end()
    })
    const writing = objects.mark.write('owner 1', true)
    if (code === undefined) await t.resolves(writing, name)
    else await t.rejects(writing, { code }, name)
    t.same(conditions, asked, name)
  }
})

t.test('a mark is absent on the service\'s own word, and one that is no mark is read as something else', async (t) => {
  for (const [name, status, body, found] of [
    ['a mark', 200, 'owner 1\n', 'owner 1'], ['none', 404, '<Error><Code>NoSuchKey</Code></Error>', undefined], ['something large', 200, 'x'.repeat(10_000), ''],
  ] as const) {
    const objects = await objectsOf(t, (response) => { response.writeHead(status).end(body) })
    t.equal(await objects.mark.read(), found, name)
  }
  for (const [name, status, body] of [['no bucket', 404, '<Error><Code>NoSuchBucket</Code></Error>'], ['a page', 404, '<html></html>'], ['no entry', 403, '<Error><Code>AccessDenied</Code></Error>'], ['a part', 206, 'owner 1']] as const) {
    const objects = await objectsOf(t, (response) => { response.writeHead(status).end(body) })
    await t.rejects(objects.mark.read(), { code: 'UNAVAILABLE' }, name)
  }
})
