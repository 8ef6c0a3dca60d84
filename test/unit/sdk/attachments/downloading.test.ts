// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a download ends with the file that was sent, or with an error that says why; what the gateway cuts is gone on with, and what it changes is not given out.
import t from 'tap'
import type { Test } from 'tap'
import fc from 'fast-check'
import { gzipSync } from 'node:zlib'
import { AttachmentError, downloadAttachment, downloadRange } from '../../../../src/sdk/attachments/index.ts'
import type { DownloadOptions } from '../../../../src/sdk/attachments/index.ts'
import { within } from '../../../support/waiting.ts'
import type { Exchange } from '../../../support/tus-server.ts'
import { drain, referenceSeal } from '../../wire/attachment-reference.ts'
import { createTransferWorld, cutDownload, reasonOf, ticketOf } from './support.ts'
import type { TransferWorld } from './support.ts'

t.setTimeout(100_000)

/** A world whose server has the file. */
const createDownloadWorld = async (t: Test, sizeBytes: number): Promise<TransferWorld & { readonly download: DownloadOptions }> => {
  const world = await createTransferWorld(t, sizeBytes)
  const { key, sha256 } = world.prepared
  world.server.file = Buffer.concat(await referenceSeal(key, world.file))
  return { ...world, download: { ...world.options, pointer: { key, sha256, sizeBytes }, ticket: world.ticket } }
}
const consumed = async (download: DownloadOptions): Promise<void> => { for await (const piece of downloadAttachment(download)) piece.fill(0) }

t.test('a file comes as it was sent, and progress is told in its own bytes', async (t) => {
  for (const size of [0, 1, 1_024, 65_536, 65_537, 700_000]) {
    const { server, file, download } = await createDownloadWorld(t, size)
    const progress: number[] = []
    const { bytes, error } = await drain(downloadAttachment({ ...download, onProgress: (done) => progress.push(done) }))
    t.equal(error, undefined)
    t.ok(bytes.equals(file), `${size} bytes`)
    t.equal(progress.at(-1) ?? 0, size)
    t.same(server.seen, ['GET'])
  }
})

t.test('wherever a download is cut, it goes on from there', async (t) => {
  await fc.assert(fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: 700_000 }), { minLength: 1, maxLength: 5 }), async (cuts) => {
    const { server, file, download } = await createDownloadWorld(t, 800_000)
    const ends = cuts.toSorted((one, other) => one - other)
    for (const end of ends) server.trick('GET', cutDownload(server, end))
    const { bytes, error } = await drain(downloadAttachment(download))
    return error === undefined && bytes.equals(file) && server.seen.join() === ['GET', ...ends.map((end) => `GET bytes=${end}-${server.file.length - 1}`)].join()
  }), { numRuns: 12 })
})

t.test('any bytes of a file can be asked for by themselves, over cuts too, and no more than their segments is fetched', async (t) => {
  const { server, file, download } = await createDownloadWorld(t, 300_000)
  await fc.assert(fc.asyncProperty(fc.nat({ max: 299_999 }), fc.nat(), fc.boolean(), async (fromByte, more, isCut) => {
    const endByte = fromByte + 1 + more % (file.length - fromByte)
    const [from, end] = [Math.floor(fromByte / 65_536) * 65_552, Math.min(Math.ceil(endByte / 65_536) * 65_552, server.file.length)]
    if (isCut) server.trick('GET', cutDownload(server, from + 100))
    const { bytes, error } = await drain(downloadRange({ ...download, fromByte, endByte }))
    return error === undefined && bytes.equals(file.subarray(fromByte, endByte)) && server.seen.splice(0).every((line) => line === 'GET' || line.endsWith(`-${end - 1}`))
  }), { numRuns: 25 })
  t.match(await reasonOf(drain(downloadRange({ ...download, fromByte: 0, endByte: 300_001 })).then(({ error }) => { throw error })), /RangeError/)
  server.file[70_000]! ^= 1
  t.equal(await reasonOf(drain(downloadRange({ ...download, fromByte: 65_536, endByte: 65_537 })).then(({ error }) => { throw error })), 'FORGED')
})

t.test('a ticket that is no longer taken is replaced by a new one, and without a new one ends the download', async (t) => {
  const { server, file, download } = await createDownloadWorld(t, 200_000)
  server.trick('GET', (exchange) => {
    server.tickets.clear()
    cutDownload(server, 70_000)(exchange)
  })
  t.ok((await drain(downloadAttachment({ ...download, renewTicket: async () => ticketOf(server, 2) }))).bytes.equals(file))
  t.equal(await reasonOf(consumed(download)), 'TICKET_REFUSED')
})

t.test('of a file that the gateway changed, cut or mixed up no wrong byte comes out', async (t) => {
  const { server, download } = await createDownloadWorld(t, 200_000)
  const whole = server.file
  const segments = [0, 1, 2, 3].map((index) => whole.subarray(index * 65_552, (index + 1) * 65_552))
  const flipped = Buffer.from(whole)
  flipped[70_000]! ^= 1
  const changed = [flipped, Buffer.concat([segments[0]!, segments[2]!, segments[1]!, segments[3]!]), Buffer.concat([segments[0]!, segments[0]!, segments[2]!, segments[3]!])]
  for (const bytes of changed) {
    server.file = bytes
    const opened = await drain(downloadAttachment(download))
    t.equal(await reasonOf(Promise.reject(opened.error as Error)), 'FORGED')
    t.equal(opened.bytes.length, 0, 'the segment before is held back')
  }
})

t.test('a file that opens and is not the one of the digest is not given out to its end', async (t) => {
  const { file, download } = await createDownloadWorld(t, 200_000)
  const opened = await drain(downloadAttachment({ ...download, pointer: { ...download.pointer, sha256: new Uint8Array(32) } }))
  t.equal(await reasonOf(Promise.reject(opened.error as Error)), 'WRONG_DIGEST')
  t.ok(opened.bytes.equals(file.subarray(0, 131_072)))
  // The last segment of this one holds nothing but padding.
  const padded = await createDownloadWorld(t, 4_194_305)
  const short = await drain(downloadAttachment({ ...padded.download, pointer: { ...padded.download.pointer, sha256: new Uint8Array(32) } }))
  t.ok(short.error instanceof AttachmentError)
  t.ok(short.bytes.length < padded.file.length, String(short.bytes.length))
})

t.test('a pointer that no file can have asks for nothing', async (t) => {
  const { server, download } = await createDownloadWorld(t, 1)
  for (const sizeBytes of [2 ** 32 - 1, -1, 0.5, Number.NaN]) t.equal(await reasonOf(consumed({ ...download, pointer: { ...download.pointer, sizeBytes } })), 'TOO_LARGE')
  t.same(server.seen, [])
})

t.test('lies of the gateway are told apart', async (t) => {
  const { server, download } = await createDownloadWorld(t, 200_000)
  const { file } = server
  const { length } = file
  const lies: readonly (readonly [string, string, (exchange: Exchange) => void])[] = [
    ['another length, shorter', 'WRONG_LENGTH', ({ response }) => response.writeHead(200, { 'content-length': length - 1 }).end(file.subarray(1))],
    ['another length, longer', 'WRONG_LENGTH', ({ response }) => response.writeHead(200, { 'content-length': length + 1 }).end(Buffer.concat([file, Buffer.alloc(1)]))],
    ['no length and more bytes', 'LENGTHENED', ({ response }) => response.writeHead(200).end(Buffer.concat([file, Buffer.alloc(1)]))],
    ['compressed', 'ENCODED', ({ response }) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(file))],
    ['said to be compressed twice', 'ENCODED', ({ response }) => response.writeHead(200, { 'content-encoding': 'gzip, br' }).end(file)],
    ['of an encoding that nobody knows', 'ENCODED', ({ response }) => response.writeHead(200, { 'content-encoding': 'x-none' }).end(file)],
    ['elsewhere', 'REDIRECTED', ({ response }) => response.writeHead(302, { location: `${server.url}/2` }).end()],
    ['no content', 'UNEXPECTED_ANSWER', ({ response }) => response.writeHead(204).end()],
    ['refused', 'REFUSED', ({ response }) => response.writeHead(400).end()],
    ['gone', 'REFUSED', ({ response }) => response.writeHead(404).end()],
    ['out of range', 'WRONG_LENGTH', ({ response }) => response.writeHead(416).end()],
  ]
  for (const [name, reason, trick] of lies) {
    server.trick('GET', trick)
    t.equal(await reasonOf(consumed(download)), reason, name)
  }
  t.equal(server.seen.length, lies.length, 'no second request')
})

t.test('a gateway that goes on with something else than was asked for is refused', async (t) => {
  const { server, download } = await createDownloadWorld(t, 200_000)
  const { length } = server.file
  const parts: readonly (readonly [string, number, Record<string, string>])[] = [
    ['UNEXPECTED_ANSWER', 200, {}],
    ['WRONG_LENGTH', 206, {}],
    ['WRONG_LENGTH', 206, { 'content-range': `bytes 70001-${length - 1}/${length}` }],
    ['WRONG_LENGTH', 206, { 'content-range': `bytes 70000-${length - 1}/${length + 1}` }],
    ['WRONG_LENGTH', 206, { 'content-range': `bytes 70000-${length - 1}/${length}`, 'content-length': '5' }],
  ]
  for (const [reason, status, headers] of parts) {
    server.trick('GET', cutDownload(server, 70_000))
    server.trick('GET', ({ response }) => response.writeHead(status, headers).end(server.file.subarray(70_000, 70_005)))
    t.equal(await reasonOf(consumed(download)), reason, JSON.stringify(headers))
  }
})

t.test('an endless answer ends where the file does', async (t) => {
  const { server, download } = await createDownloadWorld(t, 1)
  const more = Buffer.alloc(65_536, 1)
  server.trick('GET', ({ response }) => {
    response.writeHead(200)
    const pump = (): void => { while (response.write(more)); }
    response.on('drain', pump)
    pump()
  })
  t.equal(await within(reasonOf(consumed(download)), 'the end'), 'LENGTHENED')
})

t.test('an answer that drips or never comes stalls, is tried again, and ends after bounded tries', async (t) => {
  const { server, download, stall, pauses } = await createDownloadWorld(t, 200_000)
  for (let count = 0; count < 3; count += 1) {
    server.trick('GET', ({ response }) => {
      response.writeHead(200, { 'content-length': server.file.length }).write(server.file.subarray(0, 10), () => setImmediate(stall))
    })
    server.trick('GET', () => { setImmediate(stall) })
  }
  t.equal(await within(reasonOf(consumed({ ...download, tries: 4 })), 'the end'), 'STALLED')
  t.equal(pauses.length, 4)
  t.equal(server.seen.length, 5)
})

t.test('a reader that stops ends the request, and one that is slow is not taken for a stalled gateway', async (t) => {
  const { server, file, download, stall } = await createDownloadWorld(t, 8 * 2 ** 20)
  const closed = Promise.withResolvers<undefined>()
  server.trick('GET', ({ request, normally }) => {
    request.socket.on('close', () => closed.resolve(undefined))
    normally()
  })
  for await (const _piece of downloadAttachment(download)) break
  await within(closed.promise, 'the end of the request')
  let length = 0
  for await (const piece of downloadAttachment(download)) {
    stall()
    length += piece.length
  }
  t.equal(length, file.length)
  t.same(server.seen, ['GET', 'GET'], 'no second try')
})

t.test('an abort ends a download with the caller\'s reason', async (t) => {
  const { server, download } = await createDownloadWorld(t, 200_000)
  const [abort, reason] = [new AbortController(), new Error('no longer wanted')]
  server.trick('GET', () => { abort.abort(reason) })
  t.equal(await reasonOf(consumed({ ...download, signal: abort.signal })), String(reason))
  t.equal(await reasonOf(consumed({ ...download, signal: AbortSignal.abort(reason) })), String(reason))
})
