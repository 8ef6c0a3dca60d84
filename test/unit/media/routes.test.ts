// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes, randomUUID } from 'node:crypto'
import { readdirSync, readlinkSync, rmSync, statSync, truncateSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { FLUSH_BYTES, MAX_PER_TICKET, MAX_WRITE_BYTES } from '../../../src/media/limits.ts'
import type { AttachmentId } from '../../../src/model/attachments.ts'
import { createMediaWorld, patchHeaders } from '../../support/media-world.ts'
import type { Answer, Call, MediaWorld } from '../../support/media-world.ts'
import { eventually, repeatedly } from '../../support/waiting.ts'

const codeOf = ({ body }: Answer): unknown => (JSON.parse(body.toString()) as { code: unknown }).code

t.test('an upload in two pieces is answered with offsets that are on disk, and is available when its digest fits', async (t) => {
  const { ask, store, folder, failures } = await createMediaWorld(t)
  const content = randomBytes(300_000)
  const id = store.add(content)
  const authorization = store.ticketFor(id)
  const first = await ask('PATCH', id, patchHeaders(authorization, 0), content.subarray(0, 100_000))
  t.match(first, { status: 204, headers: { 'upload-offset': '100000', 'tus-resumable': '1.0.0' } })
  t.same(await readFile(join(folder, id)), content.subarray(0, 100_000))
  t.equal((await stat(join(folder, id))).mode & 0o777, 0o600)
  const head = await ask('HEAD', id, { authorization, 'tus-resumable': '1.0.0' })
  t.match(head, { status: 200, headers: { 'upload-offset': '100000', 'upload-length': '300000', 'cache-control': 'no-store' } })
  const last = await ask('PATCH', id, patchHeaders(authorization, 100_000), content.subarray(100_000))
  t.match(last, { status: 204, headers: { 'upload-offset': '300000' } })
  t.equal(store.row(id).state, 'available')
  t.same(await readFile(join(folder, id)), content)
  t.same(failures, [])
})

t.test('what is larger than two flushes is recorded flush by flush', async (t) => {
  const { ask, store } = await createMediaWorld(t)
  const content = randomBytes(2 * FLUSH_BYTES + 5)
  const id = store.add(content)
  t.match(await ask('PATCH', id, patchHeaders(store.ticketFor(id), 0), content), { status: 204 })
  t.ok(store.advances.length >= 2, `${String(store.advances.length)} advances`)
  t.equal(store.advances.at(-1)?.to, content.length)
  t.equal(store.row(id).state, 'available')
})

t.test('a download gives the bytes, whole or a range of them, with the digest as its name', async (t) => {
  const { ask, store } = await createMediaWorld(t)
  const content = randomBytes(400_000)
  const id = store.add(content)
  await ask('PATCH', id, patchHeaders(store.ticketFor(id), 0), content)
  const authorization = store.ticketFor(id, { direction: 'download', bytesLeft: 100 * content.length })
  const whole = await ask('GET', id, { authorization, 'accept-encoding': 'gzip, br' })
  t.match(whole, {
    status: 200,
    headers: {
      'accept-ranges': 'bytes', 'content-length': '400000', 'content-disposition': 'attachment', 'x-content-type-options': 'nosniff',
      etag: `"${Buffer.from(store.row(id).sha256).toString('base64url')}"`,
    },
  })
  t.same(whole.body, content)
  t.equal(whole.headers['content-encoding'], undefined)
  for (const [range, start, end] of [['bytes=5-9', 5, 10], ['bytes=399990-', 399_990, 400_000], ['bytes=-7', 399_993, 400_000], ['bytes=200000-9999999', 200_000, 400_000]] as const) {
    const part = await ask('GET', id, { authorization, range })
    t.match(part, { status: 206, headers: { 'content-range': `bytes ${String(start)}-${String(end - 1)}/400000` } }, range)
    t.same(part.body, content.subarray(start, end), range)
  }
  for (const range of ['bytes=0-1,5-6', 'bytes=9-5', 'lines=1-2', 'bytes=-', 'bytes=x-y']) {
    const ignored = await ask('GET', id, { authorization, range })
    t.equal(ignored.status, 200, range)
    t.equal(ignored.body.length, content.length, range)
  }
  for (const range of ['bytes=400000-', 'bytes=900000-900001', 'bytes=-0']) {
    t.match(await ask('GET', id, { authorization, range }), { status: 416, headers: { 'content-range': 'bytes */400000' } }, range)
  }
  const changed = await ask('GET', id, { authorization, range: 'bytes=5-9', 'if-range': '"another"' })
  t.equal(changed.status, 200, 'a range of something else is no range of this')
})

t.test('readers that ask at once get together what their ticket pays, and no byte more', async (t) => {
  const { ask, store } = await createMediaWorld(t)
  const content = randomBytes(300_000)
  const id = store.add(content)
  await ask('PATCH', id, patchHeaders(store.ticketFor(id), 0), content)
  const few = store.ticketFor(id, { direction: 'download', bytesLeft: 2 * content.length })
  const answers = await Promise.all(Array.from({ length: MAX_PER_TICKET }, () => ask('GET', id, { authorization: few })))
  t.same(answers.map(({ status }) => status).sort(), [200, 200, ...Array.from({ length: MAX_PER_TICKET - 2 }, () => 401)])
  t.same(new Set(answers.filter(({ status }) => status === 401).map(codeOf)), new Set(['TICKET_REFUSED']))
  const part = store.ticketFor(id, { direction: 'download', bytesLeft: content.length })
  for (const range of ['bytes=0-99999', 'bytes=100000-199999', 'bytes=200000-299999']) t.match(await ask('GET', id, { authorization: part, range }), { status: 206 }, range)
  t.match(await ask('GET', id, { authorization: part, range: 'bytes=0-0' }), { status: 401 })
})

t.test('whatever is wrong with a ticket, the answer is the same', async (t) => {
  const { ask, store } = await createMediaWorld(t)
  const content = randomBytes(1_000)
  const [id, other] = [store.add(content), store.add(content)]
  const suspended = store.ticketFor(id)
  store.eachTicket((ticket) => { ticket.isPartyLive = false })
  const wrong = [
    '', 'Bearer x', 'Drawbridge', `Drawbridge ${randomBytes(32).toString('base64url')}`, suspended,
    store.ticketFor(other), store.ticketFor(id, { direction: 'download' }), store.ticketFor(id, { expiresAt: 0 }), store.ticketFor(id, { bytesLeft: 0 }),
  ]
  const answers = new Set<string>()
  for (const authorization of wrong) {
    const { status, headers: { date: _, ...headers }, body } = await ask('PATCH', id, patchHeaders(authorization, 0), content)
    answers.add(JSON.stringify([status, headers, body.toString()]))
  }
  t.equal(answers.size, 1)
  t.match([...answers][0], /401.*TICKET_REFUSED/)
  const good = store.ticketFor(id)
  for (const place of [randomUUID(), 'nothing', '..%2f..%2fetc']) t.equal((await ask('PATCH', place, patchHeaders(good, 0), content)).status, 401, place)
  t.equal(store.row(id).receivedBytes, 0)
  t.equal((await ask('GET', id, { authorization: store.ticketFor(id) })).status, 401, 'an upload ticket reads nothing')
})

t.test('what a message named is uploaded no more: whether it is there, read or gone, its sender’s ticket gets what an unknown one gets', async (t) => {
  const { ask, store } = await createMediaWorld(t)
  const answers = new Set<string>()
  for (const state of ['available', 'gone', 'expired', undefined] as const) {
    const content = randomBytes(10)
    const id = store.add(content)
    const ticket = store.ticketFor(id)
    t.equal((await ask('PATCH', id, patchHeaders(ticket, 0), content)).status, 204)
    t.equal((await ask('HEAD', id, patchHeaders(ticket, 0))).headers['upload-offset'], '10', 'until then it is told that it is whole')
    store.row(id).isBound = true
    if (state === undefined) store.tickets.clear()
    else store.row(id).state = state
    for (const [method, body] of [['HEAD', undefined], ['PATCH', Buffer.alloc(0)]] as const) {
      const { status, headers: { date: _, ...headers }, body: told } = await ask(method, id, patchHeaders(ticket, 10), body)
      answers.add(JSON.stringify([method, status, headers, told.toString()]))
    }
  }
  t.equal(answers.size, 2)
  for (const answer of answers) t.match(answer, /401/)
})

t.test('only what is available is read, and a file that is not there is refused before an answer begins', async (t) => {
  const { ask, store } = await createMediaWorld(t)
  for (const state of ['pending', 'expired', 'gone', 'tooLarge', 'corrupt', 'available'] as const) {
    const id = store.add(randomBytes(10), { state })
    const answer = await ask('GET', id, { authorization: store.ticketFor(id, { direction: 'download' }) })
    t.equal(answer.status, 404, state)
    t.equal(codeOf(answer), 'ATTACHMENT_REFUSED', state)
  }
})

t.test('where bytes are missing that were there once, the attachment is gone after the first who asks, and it is said once', async (t) => {
  const { ask, store, folder, failures } = await createMediaWorld(t)
  const content = randomBytes(1_000_000)
  const ids = [store.add(content), store.add(content), store.add(content, { expiresAt: 1 })] as const
  const [lost, short, ended] = ids
  for (const id of ids) await ask('PATCH', id, patchHeaders(store.ticketFor(id), 0), content)
  for (const id of [lost, ended]) rmSync(join(folder, id))
  truncateSync(join(folder, short), 600_000)
  const read = (id: AttachmentId) => ask('GET', id, { authorization: store.ticketFor(id, { direction: 'download' }) })
  for (let times = 0; times < 2; times += 1) t.equal(codeOf(await read(lost)), 'ATTACHMENT_REFUSED')
  await t.rejects(read(short), 'the reader sees that it is not whole')
  t.equal(codeOf(await read(ended)), 'ATTACHMENT_REFUSED')
  t.same([...store.forgotten], [[lost, 'gone'], [short, 'gone']], 'what has ended is left to the sweep')
  t.equal(failures.filter((error) => String(error).includes('not where they were kept')).length, 2)
})

t.test('another offset, another tus version and another kind of body are refused, and nothing moves', async (t) => {
  const { ask, store } = await createMediaWorld(t)
  const content = randomBytes(1_000)
  const id = store.add(content)
  const good = patchHeaders(store.ticketFor(id), 0)
  t.match(await ask('OPTIONS', id, {}), { status: 204, headers: { 'tus-version': '1.0.0', 'tus-resumable': '1.0.0', 'tus-max-size': '4294967295' } })
  for (const [headers, status, code] of [
    [{ 'upload-offset': '1' }, 409, 'OFFSET_CONFLICT'], [{ 'upload-offset': '-1' }, 400, 'MALFORMED'], [{ 'upload-offset': 'x' }, 400, 'MALFORMED'],
    [{ 'tus-resumable': '0.9.0' }, 412, 'UNSUPPORTED_VERSION'], [{ 'content-type': 'application/json' }, 400, 'MALFORMED'], [{ 'content-encoding': 'gzip' }, 400, 'MALFORMED'],
  ] as const) {
    const answer = await ask('PATCH', id, { ...good, ...headers }, content)
    t.equal(answer.status, status, JSON.stringify(headers))
    t.equal(codeOf(answer), code)
  }
  t.equal((await ask('POST', id, good, content)).status, 404, 'an upload is not made here')
  t.equal(store.row(id).receivedBytes, 0)
})

t.test('a digest that does not fit settles as corrupt, leaves no file, and is told again', async (t) => {
  const { ask, store, folder } = await createMediaWorld(t)
  const id = store.add(randomBytes(1_000))
  const authorization = store.ticketFor(id)
  const answer = await ask('PATCH', id, patchHeaders(authorization, 0), randomBytes(1_000))
  t.equal(answer.status, 422)
  t.equal(codeOf(answer), 'ATTACHMENT_CORRUPT')
  t.equal(store.row(id).state, 'corrupt')
  t.same(await readdir(folder), [])
  t.equal((await ask('HEAD', id, { authorization, 'tus-resumable': '1.0.0' })).status, 422)
})

t.test('what is whole and was not judged is judged when its sender asks, from the disk', async (t) => {
  const store = (await createMediaWorld(t)).store
  const content = randomBytes(200_000)
  const id = store.add(content)
  const first = await createMediaWorld(t, { store })
  await first.ask('PATCH', id, patchHeaders(store.ticketFor(id), 0), content.subarray(0, 150_000))
  // Another process goes on, which has no digest of what came before.
  const second = await createMediaWorld(t, { store, folder: first.folder })
  t.equal((await second.ask('PATCH', id, patchHeaders(store.ticketFor(id), 150_000), content.subarray(150_000))).status, 204)
  t.equal(store.row(id).state, 'available')
  store.row(id).state = 'pending'
  t.match(await second.ask('HEAD', id, { authorization: store.ticketFor(id), 'tus-resumable': '1.0.0' }), { status: 200, headers: { 'upload-offset': '200000' } })
  t.equal(store.row(id).state, 'available')
})

t.test('what was not recorded is cut off the file, and what is not there begins anew', async (t) => {
  const { ask, store, folder } = await createMediaWorld(t)
  const content = randomBytes(1_000)
  const id = store.add(content)
  const authorization = store.ticketFor(id, { bytesLeft: 10_000 })
  await ask('PATCH', id, patchHeaders(authorization, 0), content.subarray(0, 600))
  // As after a power cut: more was written than was recorded.
  store.row(id).receivedBytes = 500
  t.match(await ask('PATCH', id, patchHeaders(authorization, 500), content.subarray(500, 550)), { status: 204, headers: { 'upload-offset': '550' } })
  t.same(await readFile(join(folder, id)), content.subarray(0, 550))
  const elsewhere = await createMediaWorld(t, { store })
  t.match(await elsewhere.ask('HEAD', id, { authorization, 'tus-resumable': '1.0.0' }), { headers: { 'upload-offset': '0' } })
  t.match(await elsewhere.ask('PATCH', id, patchHeaders(authorization, 0), content), { status: 204 })
  t.equal(store.row(id).state, 'available')
})

t.test('one connection sends at a time; one that fell silent yields, and what it sent is kept', async (t) => {
  const { ask, call, store, clock } = await createMediaWorld(t)
  const content = randomBytes(1_000)
  const id = store.add(content)
  const authorization = store.ticketFor(id, { bytesLeft: 10_000 })
  const held = call('PATCH', id, { ...patchHeaders(authorization, 0), 'content-length': '1000' })
  held.request.write(content.subarray(0, 400))
  const refused = await repeatedly(async () => {
    // Nothing to send: whichever is first, nothing is taken from the other.
    const answer = await ask('PATCH', id, { ...patchHeaders(authorization, 0), 'content-length': '0' })
    if (answer.status !== 409) throw new Error('the first has not begun')
    return answer
  }, 'a second sender is refused')
  t.equal(codeOf(refused), 'OFFSET_CONFLICT')
  const offset = await repeatedly(async () => {
    clock.advance(2_000)
    const head = await ask('HEAD', id, { authorization, 'tus-resumable': '1.0.0' })
    if (head.headers['upload-offset'] === '0') throw new Error('nothing has come yet')
    return head.headers['upload-offset']
  }, 'the silent one yields')
  t.equal(offset, '400')
  t.equal((await held.answer).status, 409, 'it is told that another goes on')
  t.equal((await ask('PATCH', id, patchHeaders(authorization, 400), content.subarray(400))).status, 204)
  t.equal(store.row(id).state, 'available')
})

/** An upload under way of which so much came that a part of it was written. */
const halfSent = async ({ call, store, folder }: MediaWorld): Promise<{ readonly id: AttachmentId; readonly sent: Call }> => {
  const content = randomBytes(4 * MAX_WRITE_BYTES)
  const id = store.add(content)
  const sent = call('PATCH', id, { ...patchHeaders(store.ticketFor(id), 0), 'content-length': String(content.length) })
  sent.request.write(content.subarray(0, 2 * MAX_WRITE_BYTES))
  await eventually(() => (statSync(join(folder, id), { throwIfNoEntry: false })?.size ?? 0) > 0, 'a part of it is written')
  return { id, sent }
}

t.test('an upload that is cut keeps what came', async (t) => {
  const world = await createMediaWorld(t)
  const { id, sent } = await halfSent(world)
  sent.request.destroy()
  await eventually(() => world.store.advances.length > 0, 'the offset is recorded')
  t.ok(world.store.row(id).receivedBytes >= MAX_WRITE_BYTES)
  t.equal(statSync(join(world.folder, id)).size, world.store.row(id).receivedBytes)
})

t.test('a sender that is gone before it was judged leaves the place free', async (t) => {
  const world = await createMediaWorld(t)
  const content = randomBytes(1_000)
  const id = world.store.add(content)
  const judged = Promise.withResolvers<undefined>()
  const { attachment } = world.store.read
  Object.assign(world.store.read, { attachment: async (which: AttachmentId) => {
    await judged.promise
    return attachment(which)
  } })
  const { request } = world.call('PATCH', id, { ...patchHeaders(world.store.ticketFor(id), 0), 'content-length': '1000' })
  const cut = new Promise((resolve) => { request.once('close', resolve) })
  request.write(content.subarray(0, 300), () => { request.destroy() })
  await cut
  judged.resolve(undefined)
  await repeatedly(async () => {
    if ((await world.ask('PATCH', id, patchHeaders(world.store.ticketFor(id), world.store.row(id).receivedBytes), content.subarray(world.store.row(id).receivedBytes))).status !== 204) throw new Error('taken')
  }, 'another connection takes its place')
  t.equal(world.store.row(id).state, 'available')
})

t.test('readers that are gone before they are judged leave their places free, and no file open', async (t) => {
  const world = await createMediaWorld(t)
  const content = randomBytes(1_000_000)
  const id = world.store.add(content)
  await world.ask('PATCH', id, patchHeaders(world.store.ticketFor(id), 0), content)
  const authorization = world.store.ticketFor(id, { direction: 'download', bytesLeft: 100 * content.length })
  const { ticket } = world.store.read
  const judged = Promise.withResolvers<undefined>()
  let [asked, cut] = [0, 0]
  Object.assign(world.store.read, { ticket: async (hash: Uint8Array) => {
    asked += 1
    await judged.promise
    return ticket(hash)
  } })
  world.onClosedConnection(() => { cut += 1 })
  const gone = Array.from({ length: MAX_PER_TICKET }, () => world.call('GET', id, { authorization }).request.end())
  await eventually(() => asked === gone.length, 'all are being judged')
  for (const request of gone) request.destroy()
  await eventually(() => cut >= gone.length, 'all are gone')
  judged.resolve(undefined)
  await repeatedly(async () => {
    const { status } = await world.ask('GET', id, { authorization })
    if (status !== 200) throw new Error(`answered ${String(status)}`)
  }, 'another is served')
  await eventually(() => !readdirSync('/proc/self/fd').some((name) => linkOf(name).endsWith(id)), 'no file is open')
})

/** What a descriptor leads to; empty for one that is closed by now. */
const linkOf = (descriptor: string): string => {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`)
  } catch {
    return ''
  }
}

t.test('a listener that closes ends transfers with what they have', async (t) => {
  const world = await createMediaWorld(t)
  const { id, sent } = await halfSent(world)
  await world.close()
  t.equal((await sent.answer).status, 503)
  t.ok(world.store.row(id).receivedBytes >= MAX_WRITE_BYTES)
})
