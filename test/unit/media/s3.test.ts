// SPDX-License-Identifier: AGPL-3.0-only
// Against a server that speaks S3 and checks signatures.
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { PART_BYTES } from '../../../src/media/limits.ts'
import { openObjects } from '../../../src/media/s3.ts'
import { attachmentId } from '../../../src/model/attachments.ts'
import type { AttachmentId } from '../../../src/model/attachments.ts'
import { systemTimers } from '../../../src/ops/timers.ts'
import { createTempFolder } from '../../../src/sandbox/temp-folder.ts'
import { freePort } from '../../support/free-port.ts'
import { createMediaWorld, patchHeaders } from '../../support/media-world.ts'
import { startS3 } from '../../support/s3-server.ts'

const accessKeyFile = async (t: Test, text: string, mode = 0o600): Promise<string> => {
  const temp = await createTempFolder('drawbridge-s3-key-')
  t.teardown(() => temp.remove())
  const file = join(temp.path, 'key')
  await writeFile(file, text, { mode })
  return file
}

const gathered = async (pieces: AsyncIterable<Uint8Array>): Promise<Buffer> => Buffer.concat(await Array.fromAsync(pieces))

t.test('what is whole lies in the bucket, in one piece or in parts, and nowhere else; it is read in ranges and deleted', async (t) => {
  const s3 = await startS3(t)
  const world = await createMediaWorld(t, { s3: { ...s3, accessKeyFile: await accessKeyFile(t, `${s3.accessKeyId}\n${s3.secret}\n`) } })
  for (const size of [1, 100_000, 2 * PART_BYTES + 17]) {
    const content = randomBytes(size)
    const id = world.store.add(content)
    t.match(await world.ask('PATCH', id, patchHeaders(world.store.ticketFor(id), 0), content), { status: 204 }, String(size))
    t.equal(world.store.row(id).state, 'available')
    t.same(readdirSync(world.folder), [], 'the folder has given it away')
    const authorization = world.store.ticketFor(id, { direction: 'download' })
    const start = Math.floor(size / 2)
    const part = await world.ask('GET', id, { authorization, range: `bytes=${String(start)}-` })
    t.equal(part.status, 206)
    t.ok(part.body.equals(content.subarray(start)))
    t.ok((await world.ask('GET', id, { authorization })).body.equals(content))
    world.store.row(id).state = 'gone'
  }
  await world.media.sweep.endeds()
  t.equal(world.store.forgotten.size, 3)
  t.same(await s3.names(), [])
  t.same(world.failures, [])
})

t.test('what is in the bucket is listed page by page, and what was deleted is absent', async (t) => {
  const s3 = await startS3(t)
  const objects = openObjects({ ...s3, accessKeyFile: await accessKeyFile(t, `${s3.accessKeyId}\n${s3.secret}`) }, systemTimers, () => Infinity)
  const ids = Array.from({ length: 5 }, (_, index) => attachmentId(`${String(index)}0000000${randomUUID().slice(8)}`))
  const put = (some: readonly AttachmentId[]) => Promise.all(some.map((id) => objects.put(id, 1, { read: async function* () { yield Buffer.from('x') } })))
  await objects.mark.write('a mark', false)
  // A full page, and more that comes while it is looked at: the server here cannot say that there is more.
  await put(ids.slice(0, 2))
  const listed = []
  for await (const page of objects.list(3)) {
    listed.push(page)
    if (listed.length === 1) await put(ids.slice(2))
  }
  t.same(listed, [ids.slice(0, 2), ids.slice(2)])
  await objects.remove(ids[0]!)
  await objects.remove(ids[0]!)
  await t.rejects(gathered(objects.read(ids[0]!, 0, 1)), { code: 'ATTACHMENT_REFUSED' })
})

t.test('what is neither in the bucket nor in the own folder is lost for a gateway that is alone; beside others one of their folders may have it', async (t) => {
  for (const isShared of [false, true]) {
    const s3 = await startS3(t)
    const options = { ...s3, accessKeyFile: await accessKeyFile(t, `${s3.accessKeyId}\n${s3.secret}\n`) }
    const world = await createMediaWorld(t, { s3: options, isShared })
    const content = randomBytes(1_000)
    const id = world.store.add(content)
    t.match(await world.ask('PATCH', id, patchHeaders(world.store.ticketFor(id), 0), content), { status: 204 })
    await openObjects(options, systemTimers, () => Infinity).remove(id)
    const get = () => world.ask('GET', id, { authorization: world.store.ticketFor(id, { direction: 'download' }) })
    t.equal((await get()).status, isShared ? 503 : 404)
    t.same([world.store.row(id).state, world.store.forgotten.has(id)], isShared ? ['available', false] : ['gone', true])
    if (!isShared) continue
    await writeFile(join(world.folder, id), content)
    t.ok((await get()).body.equals(content), 'the node whose folder has it gives it')
  }
})

t.test('a service that cannot be reached or refuses is unavailable, and the upload waits for it', async (t) => {
  for (const [what, wrong, key] of [
    ['another secret', {}, `S3RVER\nwrong`], ['nobody there', { endpoint: `http://127.0.0.1:${String(await freePort())}` }, 'a\nb'],
  ] as const) {
    const s3 = await startS3(t)
    const options = { ...s3, ...wrong, accessKeyFile: await accessKeyFile(t, key) }
    const world = await createMediaWorld(t, { s3: options })
    const content = randomBytes(1_000)
    const id = world.store.add(content)
    const answer = await world.ask('PATCH', id, patchHeaders(world.store.ticketFor(id), 0), content)
    t.equal(answer.status, 503, what)
    t.notMatch(answer.body.toString(), /127\.0\.0\.1|wrong|Signature/, 'nothing of its words leaves')
    t.equal(world.store.row(id).state, 'pending')
    // It is put right, and the sender asks again.
    const next = await createMediaWorld(t, { store: world.store, folder: world.folder, s3: { ...s3, accessKeyFile: await accessKeyFile(t, `${s3.accessKeyId}\n${s3.secret}`) } })
    t.match(await next.ask('HEAD', id, { authorization: world.store.ticketFor(id), 'tus-resumable': '1.0.0' }), { status: 200, headers: { 'upload-offset': '1000' } })
    t.equal(world.store.row(id).state, 'available')
  }
})

t.test('only the service’s own word that an object is not there makes it absent', async (t) => {
  const [error, xml, html] = [(code: string) => `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code></Error>`, 'application/xml', 'text/html']
  const answers: readonly (readonly [string, string, string, string])[] = [
    ['the service', xml, error('NoSuchKey'), 'ATTACHMENT_REFUSED'], ['a service without the bucket', xml, error('NoSuchBucket'), 'UNAVAILABLE'],
    ['one that calls it a page', html, error('NoSuchBucket'), 'UNAVAILABLE'], ['a proxy', html, '<html><h1>404 Not Found</h1></html>', 'UNAVAILABLE'],
    ['a server without a word', xml, '', 'UNAVAILABLE'], ['one without a code', xml, '<?xml version="1.0"?><Error/>', 'UNAVAILABLE'],
  ]
  for (const [what, type, body, code] of answers) {
    const server = createServer((_, response) => { response.writeHead(404, { 'content-type': type }).end(body) }).listen(0, '127.0.0.1')
    t.teardown(() => { server.close() })
    await once(server, 'listening')
    const endpoint = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
    const objects = openObjects({ endpoint, bucket: 'b', region: 'x', accessKeyFile: await accessKeyFile(t, 'a\nb') }, systemTimers, () => Infinity)
    await t.rejects(gathered(objects.read(attachmentId(randomUUID()), 0, 10)), { code }, what)
  }
})

t.test('a signature that does not fit the path, the query or a header is refused by the server of these tests', async (t) => {
  const s3 = await startS3(t)
  const keyFile = await accessKeyFile(t, `${s3.accessKeyId}\n${s3.secret}`)
  for (const [name, change] of Object.entries<(url: string, headers: Record<string, string>) => string>({
    'nothing changed': (url) => url, 'another path': (url) => url.replace('/attachments/?', '/attachments?'), 'another page': (url) => url.replace('max-keys=3', 'max-keys=4'),
    'another header': (url, headers) => {
      headers['x-amz-date'] = headers['x-amz-date']!.replace(/\d{6}Z$/, '000000Z')
      return url
    },
  })) {
    const original = globalThis.fetch
    const changed: typeof fetch = async (input, init) => {
      const headers = { ...init?.headers as Record<string, string> }
      return original(change(input instanceof Request ? input.url : input.toString(), headers), { ...init, headers })
    }
    globalThis.fetch = changed
    const listed = Array.fromAsync(openObjects({ ...s3, accessKeyFile: keyFile }, systemTimers, () => Infinity).list(3)).then(() => 'listed', () => 'refused').finally(() => { globalThis.fetch = original })
    t.equal(await listed, name === 'nothing changed' ? 'listed' : 'refused', name)
  }
})

t.test('a key file that is none, or that others may read, stops the start', async (t) => {
  const options = { endpoint: 'https://s3.example', bucket: 'b', region: 'r' }
  for (const file of ['/nowhere/at/all', await accessKeyFile(t, 'id'), await accessKeyFile(t, 'id\nsecret\nmore'), await accessKeyFile(t, 'id\nsecret', 0o644)]) {
    t.throws(() => openObjects({ ...options, accessKeyFile: file }, systemTimers, () => Infinity), { code: 'CONFIG_INVALID' })
  }
})
