// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { PUSH_OVERHEAD_BYTES } from '../../../src/model/values.ts'
import { bench, delivery } from './support.ts'

const ask = { kind: 'getIssuerList' } as const
const resume = (token: string) => ({ kind: 'resume', resumeToken: Buffer.from(token), upTo: 3, also: [5, 7] }) as const

t.test('pushes and the end of the queue go out without an id', async (t) => {
  const b = await bench(t)
  const link = await b.open()
  b.deliverer.streams[0]?.push(delivery(1))
  b.deliverer.streams[0]?.queueEmpty()
  t.match(await link.next(), { id: 0, body: { kind: 'deliver', streamSequence: 1 } })
  t.match(await link.next(), { id: 0, body: { kind: 'queueEmpty' } })
})

t.test('the window is what the party asks for, as far as the outbound buffer holds it', async (t) => {
  const b = await bench(t)
  const asked = [[0, 0], [1, 1], [256, 2_097_152], [4_294_967_295, 4_294_967_295]] as const
  for (const [maxUnacknowledged, maxUnacknowledgedBytes] of asked) {
    await b.open(b.heron, { limits: { maxFrameBytes: 262_144, maxEnvelopeBytes: 24_576, idleSeconds: 60, maxUnacknowledged, maxUnacknowledgedBytes } })
  }
  t.strictSame(b.deliverer.streams.map(({ window }) => window), [
    { frames: 64, bytes: 1_048_576 }, { frames: 1, bytes: 1 }, { frames: 256, bytes: 2_097_152 }, { frames: 1_024, bytes: 2_490_368 },
  ])
  t.strictSame(b.deliverer.streams.map(({ laneWindow }) => laneWindow), [
    { frames: 16, bytes: 131_072 }, { frames: 1, bytes: 0 }, { frames: 32, bytes: 262_144 }, { frames: 128, bytes: 311_296 },
  ], 'and an eighth of it is one lane’s')
})

t.test('a Resume takes up a known position, is answered, and only then pushing starts', async (t) => {
  const b = await bench(t)
  b.deliverer.knownToken = Buffer.from('earlier')
  const link = await b.open()
  link.send(4, resume('earlier'))
  t.match(await link.next(), { id: 4, body: { kind: 'resumed', resumed: true } })
  t.strictSame(b.deliverer.log, ['one#1 attach window=64', 'one#1 resume upTo=3 also=5+7', 'one#1 start'])
  b.timers.advance(1_000)
  t.equal(b.deliverer.log.length, 3, 'and starts once')
})

t.test('a Resume with a position nobody knows is answered so, and pushing starts', async (t) => {
  const b = await bench(t)
  const link = await b.open()
  link.send(4, resume('foreign'))
  t.match(await link.next(), { id: 4, body: { kind: 'resumed', resumed: false } })
  t.equal(b.deliverer.log.at(-1), 'one#1 start')
})

t.test('without a Resume pushing starts after the grace, and a later one finds nothing to take up', async (t) => {
  const b = await bench(t)
  b.deliverer.knownToken = Buffer.from('earlier')
  const link = await b.open()
  b.timers.advance(299)
  t.strictSame(b.deliverer.log, ['one#1 attach window=64'])
  b.timers.advance(1)
  t.equal(b.deliverer.log.at(-1), 'one#1 start')
  link.send(4, resume('earlier'))
  t.match(await link.next(), { id: 4, body: { kind: 'resumed', resumed: false } })
  t.equal(b.deliverer.log.length, 2)
})

t.test('any other first frame starts pushing at once, and Resume is out of order after it', async (t) => {
  const b = await bench(t)
  const link = await b.open()
  link.send(1, ask)
  await link.expect('done')
  t.equal(b.deliverer.log.at(-1), 'one#1 start')
  link.send(2, resume('earlier'))
  t.match(await link.next(), { id: 0, body: { kind: 'error', code: 'OUT_OF_ORDER' } })
  t.equal((await link.closed).code, 1002)
})

t.test('a second Resume is out of order', async (t) => {
  const b = await bench(t)
  const link = await b.open()
  link.send(1, resume('earlier'))
  await link.expect('resumed')
  link.send(2, resume('earlier'))
  t.match(await link.next(), { id: 0, body: { kind: 'error', code: 'OUT_OF_ORDER' } })
})

t.test('acknowledgements and refusals reach the deliverer in their order', async (t) => {
  const b = await bench(t)
  const link = await b.open()
  link.send(0, { kind: 'ack', upTo: 2, also: [4] })
  link.send(0, { kind: 'nack', streamSequence: 3, reason: 'full', retryable: true })
  link.send(1, ask)
  await link.expect('done')
  t.strictSame(b.deliverer.log.slice(1), ['one#1 start', 'one#1 ack upTo=2 also=4', 'one#1 nack 3 full true'])
})

t.test('a link leaves the deliverer when it is gone, and takes no more pushes', async (t) => {
  const b = await bench(t)
  const link = await b.open()
  link.ws.close(1000)
  await link.closed
  await b.links.drain()
  t.equal(b.deliverer.log.at(-1), 'one#1 detach')
  t.doesNotThrow(() => b.deliverer.streams[0]?.push(delivery(1)))
})

t.test('a deliverer that fails keeps the link from opening, and its text stays inside', async (t) => {
  const b = await bench(t)
  b.deliverer.failing = true
  const link = await b.connect()
  await link.hello()
  link.send(0, link.auth(b.claim(b.heron)))
  const { body, bytes } = await link.next()
  t.match(body, { kind: 'error', code: 'INTERNAL', correlationId: 'correlation-1' })
  t.notOk(bytes.includes('secret'))
  t.equal((await link.closed).code, 1011)
  t.equal(b.links.count(), 0)
})

t.test('a party that does not read is cut off when more waits for it than a link may hold', async (t) => {
  const b = await bench(t)
  const link = await b.open()
  link.socket.pause()
  for (let sequence = 1; b.ended.length === 0 && sequence < 20_000; sequence++) {
    b.deliverer.streams[0]?.push(delivery(sequence, 24_000))
    if (sequence % 50 === 0) await new Promise((resolve) => { setImmediate(resolve) })
  }
  t.strictSame(b.ended, ['SLOW_READER'])
  t.equal(b.links.count(), 0)
  t.equal(b.deliverer.log.at(-1), 'one#1 detach')
})

t.test('a full window of the largest envelopes does not cut off who reads', async (t) => {
  const b = await bench(t)
  const link = await b.open(b.heron, { limits: { maxFrameBytes: 262_144, maxEnvelopeBytes: 24_576, idleSeconds: 60, maxUnacknowledged: 1_024, maxUnacknowledgedBytes: 4_294_967_295 } })
  const stream = b.deliverer.streams[0]!
  const count = Math.floor(stream.window.bytes / (24_576 + PUSH_OVERHEAD_BYTES))
  for (let sequence = 1; sequence <= count; sequence++) stream.push(delivery(sequence, 24_576))
  for (let sequence = 1; sequence <= count; sequence++) {
    const { body } = await link.next()
    if (body.kind !== 'deliver' || body.streamSequence !== sequence) t.fail(`got ${body.kind}`)
  }
  t.strictSame(b.ended, [])
})

t.test('what comes while a position is looked up does not start the pushes before its answer', async (t) => {
  const b = await bench(t)
  const found = Promise.withResolvers<boolean>()
  b.deliverer.resuming = () => found.promise
  const link = await b.open()
  link.send(1, resume('earlier'))
  link.send(0, { kind: 'ack', upTo: 0, also: [] })
  link.send(2, ask)
  t.match(await link.next(), { id: 2, body: { kind: 'done' } })
  b.timers.advance(1_000)
  t.notOk(b.deliverer.log.includes('one#1 start'))
  found.resolve(true)
  t.match(await link.next(), { id: 1, body: { kind: 'resumed', resumed: true } })
  t.equal(b.deliverer.log.at(-1), 'one#1 start')
})

t.test('a position that cannot be looked up fails its Resume only, and pushing starts', async (t) => {
  const b = await bench(t)
  b.deliverer.resuming = () => Promise.reject(new Error('secret text of a broken store'))
  const link = await b.open()
  link.send(1, resume('earlier'))
  t.match(await link.next(), { id: 1, body: { kind: 'error', code: 'INTERNAL', detail: '' } })
  link.send(2, ask)
  await link.expect('done')
  t.equal(b.deliverer.log.at(-1), 'one#1 start')
})

t.test('a link that goes while its position is looked up never starts', async (t) => {
  const b = await bench(t)
  const found = Promise.withResolvers<boolean>()
  b.deliverer.resuming = () => found.promise
  const link = await b.open()
  link.send(1, resume('earlier'))
  link.send(2, ask)
  await link.expect('done')
  link.ws.close(1000)
  await link.closed
  await b.links.drain()
  found.resolve(true)
  await found.promise
  t.equal(b.deliverer.log.at(-1), 'one#1 detach')
})
