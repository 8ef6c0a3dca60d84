// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { connectorTo, secureServer } from '../../../support/outgoing-world.ts'

const MAX_BYTES = 300_000
const PIECE = 65_536

/** Answers whatever comes with these bytes, and closes. */
const answering = (...parts: readonly (string | Uint8Array)[]) => (socket: Socket) => {
  socket.once('data', () => {
    for (const part of parts) socket.write(part)
    socket.end()
  })
}

/** Sends `start`, and then more without end. */
const endless = (start: string) => (socket: Socket) => {
  const again = () => { if (!socket.destroyed) socket.write(Buffer.alloc(PIECE), () => setImmediate(again)) }
  socket.write(start)
  again()
}

const file = (size: number, ...headers: readonly string[]) => answering(['HTTP/1.1 200 OK', 'connection: close', `content-length: ${String(size)}`, ...headers, '', ''].join('\r\n'), Buffer.alloc(size, 7))

t.test('a file is handed on piece by piece, and each piece is waited for', async (t) => {
  const { download, deadlines } = connectorTo((await secureServer(t, file(MAX_BYTES))).port)
  let [bytes, pieces, under] = [0, 0, 0]
  const answer = await download(MAX_BYTES, async (piece) => {
    under += 1
    t.equal(under, 1, 'one at a time')
    await new Promise((resolve) => { setImmediate(resolve) })
    under -= 1
    bytes += piece.length
    pieces += 1
    if (piece.some((byte) => byte !== 7)) t.fail('the bytes are those that were sent')
  })
  t.same([answer, bytes, deadlines.running()], [{ status: 200, bytes: MAX_BYTES }, MAX_BYTES, 0])
  t.ok(pieces > 1)
})

t.test('of an answer that is not the file nothing is taken', async (t) => {
  for (const status of [204, 206, 404, 500]) {
    const { port } = await secureServer(t, answering(`HTTP/1.1 ${String(status)} So\r\ncontent-length: ${status === 204 ? '0' : '3'}\r\n\r\n`, status === 204 ? '' : 'abc'))
    t.same(await connectorTo(port).download(MAX_BYTES, async () => { t.fail('taken') }), { status, bytes: 0 })
  }
  const { port } = await secureServer(t, answering('HTTP/1.1 302 Found\r\nlocation: https://127.0.0.1/\r\ncontent-length: 0\r\n\r\n'))
  t.same(await connectorTo(port).download(MAX_BYTES, async () => { t.fail('taken') }), { denied: 'redirect' })
})

t.test('more than was said is not taken, however it is sent', async (t) => {
  const servers = [
    file(MAX_BYTES + 1), endless('HTTP/1.1 200 OK\r\n\r\n'), endless(`HTTP/1.1 200 OK\r\ncontent-length: ${String(2 ** 40)}\r\n\r\n`),
    endless(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(30_000)}\r\n\r\n`),
  ]
  for (const [index, handle] of servers.entries()) {
    let bytes = 0
    const answer = await connectorTo((await secureServer(t, handle)).port).download(MAX_BYTES, async (piece) => { bytes += piece.length })
    t.same(answer, { denied: 'too-large' }, `server ${String(index)}`)
    t.ok(bytes <= MAX_BYTES)
  }
})

t.test('a body that would unfold is refused before it is taken', async (t) => {
  const bomb = gzipSync(Buffer.alloc(16 * 1_048_576))
  const { port } = await secureServer(t, answering(`HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${String(bomb.length)}\r\n\r\n`, bomb))
  t.same(await connectorTo(port).download(MAX_BYTES, async () => { t.fail('taken') }), { denied: 'encoded' })
})

t.test('a file that ends early, stops or drips ends with its kind, and leaves no deadline', async (t) => {
  const { limits } = connectorTo(1)
  const short = await secureServer(t, answering('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n', 'abc'))
  t.same(await connectorTo(short.port).download(MAX_BYTES, async () => undefined), { denied: 'broken' })
  const stopping = await secureServer(t, (socket) => socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc')))
  for (const deadline of [limits.idleMs, limits.bodyMs + 1000 * MAX_BYTES / limits.minBytesPerSecond]) {
    const { download, deadlines } = connectorTo(stopping.port)
    const begun = Promise.withResolvers<undefined>()
    const answer = download(MAX_BYTES, async () => { begun.resolve(undefined) })
    await begun.promise
    await deadlines.pass(deadline)
    t.same(await answer, { denied: 'timeout' })
    t.equal(deadlines.running(), 0)
  }
})

t.test('what whoever takes it throws goes through, and the connection is gone', async (t) => {
  const closed = Promise.withResolvers<undefined>()
  const { port } = await secureServer(t, (socket) => {
    socket.once('close', () => { closed.resolve(undefined) })
    endless('HTTP/1.1 200 OK\r\n\r\n')(socket)
  })
  await t.rejects(connectorTo(port).download(MAX_BYTES, async () => { throw new RangeError('the disk is full') }), { message: 'the disk is full' })
  await closed.promise
})

t.test('downloads wait for each other and not for calls', async (t) => {
  const { limits, download, call } = connectorTo((await secureServer(t, (socket) => socket.on('data', (bytes) => {
    socket.write(String(bytes).includes('accept: file') ? '' : 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\no')
  }))).port)
  const [ending, begun] = [new AbortController(), Promise.withResolvers<undefined>()]
  let open = 0
  const all = Array.from({ length: limits.downloadsPerHost + 1 }, () => download(MAX_BYTES, async () => {
    open += 1
    if (open === limits.downloadsPerHost) begun.resolve(undefined)
  }, ending.signal))
  await begun.promise
  const calling = call({ signal: ending.signal })
  await new Promise((resolve) => { setImmediate(resolve) })
  t.equal(open, limits.downloadsPerHost)
  ending.abort()
  t.same(await Promise.all([...all, calling]), Array.from({ length: all.length + 1 }, () => ({ denied: 'aborted' })))
})
