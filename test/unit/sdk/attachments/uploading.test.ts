// SPDX-License-Identifier: AGPL-3.0-only
// Promise: an upload ends with the gateway holding exactly the sealed file, or with an error that says why; cuts, waits and tickets that end on the way cost nothing but time.
import t from 'tap'
import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { appendFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AttachmentError, prepareAttachment, uploadAttachment } from '../../../../src/sdk/attachments/index.ts'
import { referenceSeal, vectorFile } from '../../wire/attachment-reference.ts'
import { createTransferWorld, cutUpload, reasonOf, sourceOfBytes, ticketOf } from './support.ts'

t.setTimeout(100_000)

t.test('a file at a path arrives sealed, and its digest and length are those that were prepared', async (t) => {
  for (const size of [0, 1, 65_536, 65_537, 700_000]) {
    const { server, file, ticket, options } = await createTransferWorld(t, size)
    const path = join(t.testdir(), 'file')
    await writeFile(path, file)
    const prepared = await prepareAttachment(path)
    const progress: number[] = []
    await uploadAttachment({ ...options, prepared, ticket, onProgress: (done) => progress.push(done) })
    t.same(server.upload.received, Buffer.concat(await referenceSeal(prepared.key, file)), `${size} bytes`)
    t.same(createHash('sha256').update(server.upload.received).digest(), Buffer.from(prepared.sha256))
    t.equal(server.upload.received.length, prepared.sealedBytes)
    t.equal(progress.at(-1), size)
    t.same(progress, progress.toSorted((one, other) => one - other), 'progress only grows')
  }
})

t.test('wherever an upload is cut, it goes on from what the gateway has', async (t) => {
  await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 120_000 }), { minLength: 1, maxLength: 5 }), async (cuts) => {
    const { server, file, prepared, ticket, options } = await createTransferWorld(t, 800_000)
    for (const bytes of cuts) server.trick('PATCH', cutUpload(server, bytes))
    await uploadAttachment({ ...options, prepared, ticket })
    const whole = Buffer.concat(await referenceSeal(prepared.key, file))
    const offsets = server.seen.filter((line) => line.startsWith('PATCH')).map((line) => Number(line.split(' ')[1]))
    return server.upload.received.equals(whole) && offsets.length === cuts.length + 1 && offsets.every((offset, index) => index === 0 || offset > (offsets[index - 1] ?? 0))
  }), { numRuns: 12 })
})

t.test('what is left of a cut try waits for nothing', async (t) => {
  const { server, file, ticket, options, running } = await createTransferWorld(t, 4_000_000)
  const late = Promise.withResolvers<undefined>()
  const slow = async function* (from: number) {
    for (let at = from; at < file.length; at += 500_000) {
      if (at > 2_500_000) await late.promise
      yield file.subarray(at, at + 500_000)
    }
  }
  const prepared = await prepareAttachment(sourceOfBytes(file))
  server.trick('PATCH', cutUpload(server, 100_000))
  server.trick('HEAD', ({ response }) => { response.writeHead(200, { 'tus-resumable': '1.0.0', 'upload-offset': '0', 'upload-length': String(prepared.sealedBytes) }).end() })
  server.trick('HEAD', ({ response }) => { response.writeHead(404).end() })
  t.equal(await reasonOf(uploadAttachment({ ...options, prepared: { ...prepared, source: { sizeBytes: file.length, open: slow } }, ticket })), 'REFUSED')
  late.resolve(undefined)
  await new Promise((resolve) => { setImmediate(() => setImmediate(resolve)) })
  t.equal(running(), 0)
})

t.test('an upload that a process before began is gone on with, if the file is still the same', async (t) => {
  const { server, file, prepared: { key, sha256 }, ticket, options } = await createTransferWorld(t, 300_000)
  const whole = Buffer.concat(await referenceSeal(key, file))
  server.upload.received = whole.subarray(0, 100_000)
  const prepared = await prepareAttachment(sourceOfBytes(file), { again: { key, sha256 } })
  await uploadAttachment({ ...options, prepared, ticket })
  t.ok(server.upload.received.equals(whole))
  const other = vectorFile(300_000)
  other[299_999]! ^= 1
  t.equal(await reasonOf(prepareAttachment(sourceOfBytes(other), { again: { key, sha256 } })), 'SOURCE_CHANGED')
})

t.test('an upload that is there already sends nothing', async (t) => {
  const { server, file, prepared, ticket, options } = await createTransferWorld(t, 10)
  server.upload.received = Buffer.concat(await referenceSeal(prepared.key, file))
  await uploadAttachment({ ...options, prepared, ticket })
  t.same(server.seen, ['HEAD'])
})

t.test('no byte of a segment that changed since it was prepared is sent', async (t) => {
  const { server, file, prepared, ticket, options } = await createTransferWorld(t, 200_000)
  file[70_000]! ^= 1
  t.equal(await reasonOf(uploadAttachment({ ...options, prepared, ticket })), 'SOURCE_CHANGED')
  const whole = Buffer.concat(await referenceSeal(prepared.key, vectorFile(200_000)))
  t.ok(server.upload.received.length <= 65_552)
  t.ok(server.upload.received.equals(whole.subarray(0, server.upload.received.length)))
})

t.test('a file that grew, shrank or went away since it was prepared is not sent as if it had not', async (t) => {
  const { ticket, options } = await createTransferWorld(t, 5_000)
  const path = join(t.testdir({ file: 'x'.repeat(5_000) }), 'file')
  const prepared = await prepareAttachment(path)
  await appendFile(path, 'y')
  t.equal(await reasonOf(uploadAttachment({ ...options, prepared, ticket })), 'SOURCE_CHANGED')
  await writeFile(path, 'x')
  t.equal(await reasonOf(uploadAttachment({ ...options, prepared, ticket })), 'SOURCE_CHANGED')
  t.match(await reasonOf(prepareAttachment(join(path, 'absent'))), /ENOTDIR/)
  t.equal(await reasonOf(prepareAttachment(t.testdirName)), 'NOT_A_FILE')
  t.equal(await reasonOf(prepareAttachment({ sizeBytes: 2 ** 32, open: () => [] })), 'TOO_LARGE')
})

t.test('a ticket that is no longer taken is replaced by a new one, and without a new one ends the upload', async (t) => {
  const { server, prepared, ticket, options, pauses } = await createTransferWorld(t, 200_000)
  server.trick('PATCH', (exchange) => {
    server.tickets.clear()
    cutUpload(server, 70_000)(exchange)
  })
  await uploadAttachment({ ...options, prepared, ticket, renewTicket: async () => ticketOf(server, 2) })
  t.equal(server.upload.received.length, prepared.sealedBytes)
  t.equal(pauses.length, 2, 'one for the cut and one for the refusal behind it')
  t.equal(await reasonOf(uploadAttachment({ ...options, prepared, ticket })), 'TICKET_REFUSED')
  let renewals = 0
  const renewTicket = async (): Promise<typeof ticket> => { renewals += 1; return ticket }
  t.equal(await reasonOf(uploadAttachment({ ...options, prepared, ticket, renewTicket })), 'TICKET_REFUSED')
  t.equal(renewals, 8, 'a gateway that takes no ticket is not asked for ever')
  t.equal(await reasonOf(uploadAttachment({ ...options, prepared, ticket, renewTicket: async () => { throw new Error('GONE') } })), 'Error: GONE')
})

t.test('a gateway that asks to wait is waited for, and pauses grow while nothing passes', async (t) => {
  const { server, prepared, ticket, options, pauses } = await createTransferWorld(t, 10)
  server.trick('HEAD', ({ response }) => response.writeHead(429, { 'retry-after': '7' }).end())
  for (let count = 0; count < 3; count += 1) server.trick('HEAD', ({ response }) => response.writeHead(503).end())
  server.trick('PATCH', ({ response }) => response.writeHead(423).end())
  await uploadAttachment({ ...options, prepared, ticket })
  t.same(pauses, [7_000, 500, 1_000, 2_000, 4_000])
})

t.test('an upload that is whole and being looked at is waited for, longer than tries in vain would last, and not for ever', async (t) => {
  const { server, prepared, ticket, options, pauses } = await createTransferWorld(t, 10)
  const lookAt = (times: number): void => { for (let count = 0; count < times; count += 1) server.trick('HEAD', ({ response }) => response.writeHead(503, { 'retry-after': '10' }).end()) }
  lookAt(100)
  await uploadAttachment({ ...options, tries: 2, prepared, ticket })
  t.same(pauses, Array<number>(100).fill(10_000))
  pauses.length = 0
  lookAt(1_000)
  t.equal(await reasonOf(uploadAttachment({ ...options, tries: 2, prepared, ticket })), 'UNREACHABLE')
  t.equal(pauses.reduce((sum, ms) => sum + ms, 0), 1_800_000 + 2 * 10_000, 'half an hour, and then the tries')
})

t.test('a gateway that is not there, is always cut off or moves in drips ends the upload after bounded tries', async (t) => {
  const { server, prepared, ticket, options } = await createTransferWorld(t, 200_000)
  t.equal(await reasonOf(uploadAttachment({ ...options, prepared, ticket: { ...ticket, url: 'http://127.0.0.1:1/' } })), 'UNREACHABLE')
  for (let count = 0; count < 20; count += 1) server.trick('PATCH', cutUpload(server, 100))
  t.equal(await reasonOf(uploadAttachment({ ...options, tries: 4, prepared, ticket })), 'UNREACHABLE')
  t.equal(server.seen.filter((line) => line.startsWith('PATCH')).length, 5)
})

t.test('a gateway that reads nothing stalls, and meanwhile not much more than the line holds is read from the source', async (t) => {
  const { server, ticket } = await createTransferWorld(t, 1)
  const megabyte = new Uint8Array(2 ** 20)
  const prepared = await prepareAttachment({ sizeBytes: 64 * megabyte.length, open: () => Array.from({ length: 64 }, () => megabyte) })
  server.upload.length = prepared.sealedBytes
  let sent = 0
  server.trick('PATCH', ({ request }) => request.pause())
  const outcome = await reasonOf(uploadAttachment({ prepared, ticket, tries: 0, stallMs: 500, onProgress: (done) => { sent = Math.max(sent, done) } }))
  t.equal(outcome, 'STALLED')
  t.ok(sent < 32 * 2 ** 20, `${sent} bytes`)
})

t.test('an upload that moves does not stall, however long it takes: with each segment the time begins anew', async (t) => {
  const { prepared, ticket, options, begun } = await createTransferWorld(t, 700_000)
  await uploadAttachment({ ...options, prepared, ticket })
  t.equal(begun(), 1 + 1 + 11 + 1, 'for HEAD, for PATCH, for its segments, and for the answer')
})

t.test('lies of the gateway are told apart', async (t) => {
  const { server, prepared, ticket, options } = await createTransferWorld(t, 10)
  const upload = async (): Promise<string> => reasonOf(uploadAttachment({ ...options, prepared, ticket }))
  const lies: readonly (readonly [number, Record<string, string>, string])[] = [
    [307, { location: 'http://127.0.0.1:1/' }, 'REDIRECTED'],
    [200, { 'upload-length': String(prepared.sealedBytes + 1), 'upload-offset': '0' }, 'WRONG_LENGTH'],
    [200, { 'upload-offset': '0' }, 'WRONG_LENGTH'],
    [200, { 'upload-length': String(prepared.sealedBytes), 'upload-offset': String(prepared.sealedBytes + 1) }, 'UNEXPECTED_ANSWER'],
    [200, { 'upload-length': String(prepared.sealedBytes), 'upload-offset': '-1' }, 'UNEXPECTED_ANSWER'],
    [206, {}, 'UNEXPECTED_ANSWER'],
  ]
  for (const [status, headers, reason] of lies) {
    server.trick('HEAD', ({ response }) => response.writeHead(status, headers).end())
    t.equal(await upload(), reason, JSON.stringify([status, headers]))
  }
  t.same(server.seen, lies.map(() => 'HEAD'), 'nothing was sent and nothing followed')
})

t.test('a refusal for good says the gateway\'s code, and of a long one no more than a problem takes is read', async (t) => {
  const { server, prepared, ticket, options } = await createTransferWorld(t, 10)
  const refusedWith = async (body: string): Promise<unknown> => {
    server.trick('PATCH', ({ request, response }) => request.resume().on('end', () => response.writeHead(422, { 'content-type': 'application/problem+json' }).end(body)))
    return uploadAttachment({ ...options, prepared, ticket }).catch((error: unknown) => error instanceof AttachmentError && [error.reason, error.code])
  }
  t.same(await refusedWith('{"code":"ATTACHMENT_REFUSED"}'), ['REFUSED', 'ATTACHMENT_REFUSED'])
  t.same(await refusedWith(`{"code":"ATTACHMENT_REFUSED","more":"${'x'.repeat(100_000)}"}`), ['REFUSED', undefined])
  t.same(await refusedWith('nonsense'), ['REFUSED', undefined])
})

t.test('a ticket that would send bytes or itself in the clear to another machine is not used', async (t) => {
  const { server, prepared, ticket, options } = await createTransferWorld(t, 10)
  const unsafe = ['http://media.example/1', 'ftp://127.0.0.1/', 'http://user@127.0.0.1/', 'http://127.0.0.1.example/', 'file:///etc/passwd', 'nonsense', '']
  for (const url of unsafe) t.equal(await reasonOf(uploadAttachment({ ...options, prepared, ticket: { ...ticket, url } })), 'UNSAFE_URL', url)
  server.tickets.clear()
  t.equal(await reasonOf(uploadAttachment({ ...options, prepared, ticket, renewTicket: async () => ({ ...ticket, url: 'http://media.example/' }) })), 'UNSAFE_URL')
})

t.test('an abort ends preparing and uploading with the caller\'s reason, also in a pause', async (t) => {
  const { server, file, prepared, ticket, options } = await createTransferWorld(t, 400_000)
  const reason = new Error('no longer wanted')
  t.equal(await reasonOf(prepareAttachment(sourceOfBytes(file), { signal: AbortSignal.abort(reason) })), String(reason))
  t.equal(await reasonOf(uploadAttachment({ ...options, prepared, ticket, signal: AbortSignal.abort(reason) })), String(reason))
  const sending = new AbortController()
  server.trick('PATCH', ({ request }) => request.once('data', () => { sending.abort(reason) }))
  t.equal(await reasonOf(uploadAttachment({ ...options, prepared, ticket, signal: sending.signal })), String(reason))
  const pausing = new AbortController()
  const after = (ms: number): (() => void) => {
    if (ms === 9_000) setImmediate(() => { pausing.abort(reason) })
    return () => undefined
  }
  server.trick('HEAD', ({ response }) => response.writeHead(503, { 'retry-after': '9' }).end())
  t.equal(await reasonOf(uploadAttachment({ ...options, timers: { after }, prepared, ticket, signal: pausing.signal })), String(reason))
})
