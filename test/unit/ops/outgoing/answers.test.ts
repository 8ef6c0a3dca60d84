// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { connectorTo, HOST, plainServer, secureServer } from '../../../support/outgoing-world.ts'
import { createSelfSigned } from '../../../support/self-signed.ts'

/** Answers the first bytes that come with `text`, and closes. */
const answering = (...parts: readonly (string | Uint8Array)[]) => (socket: Socket) => {
  socket.once('data', () => {
    for (const part of parts) socket.write(part)
    socket.end()
  })
}

const ok = (body: string | Uint8Array, ...headers: string[]) =>
  answering(['HTTP/1.1 200 OK', `content-length: ${body.length}`, ...headers, '', ''].join('\r\n'), body)

/** Sends `start` and then `more` again and again, as fast as the socket takes it; `heard` is told after each. */
const endless = (start: string, more: string, heard: () => void = () => undefined) => (socket: Socket) => {
  socket.write(start)
  const again = () => {
    heard()
    if (!socket.destroyed) socket.write(more, () => setImmediate(again))
  }
  again()
}

t.test('an allowed call reaches a TLS server by its name, and its answer comes back whole', async (t) => {
  const heard: string[] = []
  const names: unknown[] = []
  const { port, connections } = await secureServer(t, (socket) => {
    names.push(socket.servername)
    let request = ''
    socket.on('data', (bytes) => {
      request += String(bytes)
      if (!request.endsWith(request.startsWith('POST') ? 'hello' : '\r\n\r\n')) return
      heard.push(request)
      socket.end('HTTP/1.1 201 Created\r\ncontent-length: 3\r\n\r\nyes')
    })
  })
  const { call, asked, deadlines } = connectorTo(port)
  t.same(await call({ content: { type: 'application/jwt', bytes: Buffer.from('hello') } }), { status: 201, body: Buffer.from('yes') })
  const [request = ''] = heard
  t.match(request, /^POST \/a\/b\?c=d HTTP\/1\.1\r\n/)
  t.ok(request.includes(`\r\nhost: ${HOST}:${port}\r\n`))
  for (const line of ['content-type: application/jwt', 'content-length: 5', 'accept-encoding: identity', 'connection: close']) t.ok(request.includes(`\r\n${line}\r\n`), line)
  t.same(await call(), { status: 201, body: Buffer.from('yes') })
  t.match(heard[1], /^GET \/a\/b\?c=d HTTP\/1\.1\r\n/)
  t.same([names, asked, connections(), deadlines.running()], [[HOST, HOST], [HOST, HOST], 2, 0])
})

t.test('a proxy that the environment names is not used', async (t) => {
  const proxy = await plainServer(t)
  const { port } = await secureServer(t, ok('yes'))
  const names = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'HTTP_PROXY', 'http_proxy', 'NODE_USE_ENV_PROXY', 'NODE_TLS_REJECT_UNAUTHORIZED']
  for (const name of names) process.env[name] = `http://127.0.0.1:${proxy.port}`
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
  t.teardown(() => { for (const name of names) Reflect.deleteProperty(process.env, name) })
  t.same(await connectorTo(port).call(), { status: 200, body: Buffer.from('yes') })
  t.same(await connectorTo(port, { ca: createSelfSigned(HOST).cert }).call(), { denied: 'tls' }, 'nor can it turn verification off')
  t.equal(proxy.connections(), 0)
})

t.test('a certificate must come from an authority that is trusted and be for the name', async (t) => {
  const heard: Socket[] = []
  const stranger = await secureServer(t, (socket) => heard.push(socket), createSelfSigned(HOST))
  t.same(await connectorTo(stranger.port).call(), { denied: 'tls' })
  const other = createSelfSigned('other.example')
  const misnamed = await secureServer(t, (socket) => heard.push(socket), other)
  t.same(await connectorTo(misnamed.port, { ca: other.cert }).call(), { denied: 'tls' })
  const bare = await plainServer(t, answering('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'))
  t.same(await connectorTo(bare.port).call(), { denied: 'tls' })
})

t.test('headers of a call go along, and of the answer’s only Retry-After comes back', async (t) => {
  const heard: string[] = []
  const { port } = await secureServer(t, (socket) => {
    socket.once('data', (bytes) => {
      heard.push(String(bytes))
      socket.end('HTTP/1.1 503 Busy\r\nretry-after: 7\r\nset-cookie: a=b\r\ncontent-length: 0\r\n\r\n')
    })
  })
  const headers = { 'webhook-id': 'evt_1', 'accept-encoding': 'gzip', 'content-type': 'text/html' }
  t.same(await connectorTo(port).call({ headers, content: { type: 'application/json', bytes: Buffer.from('{}') } }), { status: 503, body: Buffer.alloc(0), retryAfter: '7' })
  t.match(heard[0], /\r\nwebhook-id: evt_1\r\n/)
  t.match(heard[0], /\r\ncontent-type: application\/json\r\n/)
  t.notMatch(heard[0], /gzip|text\/html/, 'none stands in for the connector’s own')
})

t.test('a redirect is not followed', async (t) => {
  const canary = await plainServer(t)
  for (const status of ['301 Moved', '302 Found', '303 See', '307 Again', '308 Always', '300 Many', '304 Same']) {
    const { port } = await secureServer(t, answering(`HTTP/1.1 ${status}\r\nlocation: http://127.0.0.1:${canary.port}/\r\ncontent-length: 0\r\n\r\n`))
    t.same(await connectorTo(port).call(), { denied: 'redirect' }, status)
  }
  t.equal(canary.connections(), 0)
})

t.test('a compressed body comes as it was sent, however much it would unfold to', async (t) => {
  const bomb = gzipSync(Buffer.alloc(64 * 1_048_576))
  const { port } = await secureServer(t, ok(bomb, 'content-encoding: gzip'))
  t.same(await connectorTo(port).call(), { status: 200, body: bomb })
})

t.test('what is too large is given up where the limit is', async (t) => {
  const { call, limits } = connectorTo((await secureServer(t, ok(Buffer.alloc(1_048_576)))).port)
  const largest = await call()
  t.equal('body' in largest && largest.body.length, limits.maxBodyBytes, 'the largest that is taken')
  const servers = [
    ok(Buffer.alloc(limits.maxBodyBytes + 1)),
    endless('HTTP/1.1 200 OK\r\n\r\n', 'x'.repeat(65_536)),
    endless('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n', `10000\r\n${'x'.repeat(65_536)}\r\n`),
    endless('HTTP/1.1 200 OK\r\n', `x: ${'y'.repeat(1_000)}\r\n`),
    endless('HTTP/1.1 200 OK\r\nx: ', 'y'.repeat(1_000)),
  ]
  for (const [index, handle] of servers.entries()) {
    const { port } = await secureServer(t, handle)
    t.same(await connectorTo(port).call(), { denied: 'too-large' }, `server ${index}`)
  }
})

interface Case { readonly name: string; readonly step: number; readonly world: ReturnType<typeof connectorTo>; readonly begun?: Promise<undefined> }

t.test('every step has its deadline, and whoever drips does not stretch it', async (t) => {
  const { limits } = connectorTo(1)
  const mute = await plainServer(t, () => undefined)
  /** A server that sends `more` without end; `begun` resolves when a few of them are out. */
  const dripping = async (start: string, more: string) => {
    const begun = Promise.withResolvers<undefined>()
    let drops = 0
    const { port } = await secureServer(t, endless(start, more, () => { if ((drops += 1) === 20) begun.resolve(undefined) }))
    return { world: connectorTo(port), begun: begun.promise }
  }
  const cases: readonly Case[] = [
    { name: 'a resolver that never answers', step: limits.connectMs, world: connectorTo(mute.port, { resolve: () => new Promise(() => undefined) }) },
    { name: 'a server that never speaks TLS', step: limits.connectMs, world: connectorTo(mute.port) },
    { name: 'no answer', step: limits.headersMs, world: connectorTo((await secureServer(t, () => undefined)).port) },
    { name: 'headers that drip', step: limits.headersMs, ...await dripping('HTTP/1.1 200 OK\r\nx: ', 'y') },
    { name: 'informational answers without end', step: limits.headersMs, ...await dripping('', 'HTTP/1.1 103 Early\r\n\r\n') },
    { name: 'no body', step: limits.bodyMs, world: connectorTo((await secureServer(t, (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n'))).port) },
    { name: 'a body that drips', step: limits.bodyMs, ...await dripping('HTTP/1.1 200 OK\r\n\r\n', 'x') },
  ]
  for (const { name, step, world, begun } of cases) {
    const answer = world.call()
    await begun
    await world.deadlines.pass(step)
    t.same(await answer, { denied: 'timeout' }, name)
    t.equal(world.deadlines.running(), 0, 'no deadline is left')
  }
})

t.test('the caller can end a call at every step, and the connection is gone', async (t) => {
  const { limits } = connectorTo(1)
  const closed: Promise<unknown>[] = []
  const sent = (text: string) => (socket: Socket) => {
    closed.push(once(socket, 'close'))
    socket.resume().write(text)
  }
  const mute = await plainServer(t, sent(''))
  const steps = [
    [limits.connectMs, mute], [limits.headersMs, await secureServer(t, sent('HTTP/1.1 200'))],
    [limits.bodyMs, await secureServer(t, sent('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nx'))],
  ] as const
  for (const [step, { port }] of steps) {
    const ending = new AbortController()
    let begun = (_ms: number): void => undefined
    const timers = { after: (ms: number) => {
      begun(ms)
      return () => undefined
    } }
    const reached = new Promise<void>((resolve) => { begun = (ms) => { if (ms === step) resolve() } })
    const answer = connectorTo(port, { timers }).call({ signal: ending.signal })
    await reached
    if (step === limits.connectMs) await new Promise<void>((resolve) => { setImmediate(resolve) })
    ending.abort()
    t.same(await answer, { denied: 'aborted' }, String(step))
  }
  await Promise.all(closed)
  t.same(await connectorTo(mute.port).call({ signal: AbortSignal.abort() }), { denied: 'aborted' })
})

t.test('what is no HTTP, or ends too early, is broken', async (t) => {
  const servers = [
    answering('hello\r\n\r\n'), answering('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhal'), answering(''), (socket: Socket) => socket.destroy(),
    answering('HTTP/1.1 101 Switching\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n'),
    answering('HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nxx'),
    answering('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhal'),
  ]
  for (const [index, handle] of servers.entries()) {
    const { port, connections } = await secureServer(t, handle)
    t.same(await connectorTo(port).call(), { denied: 'broken' }, `server ${index}`)
    t.equal(connections(), 1, 'and is not asked again')
  }
})

t.test('a name that does not resolve, and a port where nobody listens, have words of their own', async (t) => {
  t.same(await connectorTo(1, { resolve: async () => { throw new Error('ENOTFOUND') } }).call(), { denied: 'unresolvable' })
  t.same(await connectorTo(1).call(), { denied: 'unreachable' })
})
