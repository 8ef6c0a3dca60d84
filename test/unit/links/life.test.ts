// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { deviceId, instanceName, userId } from '../../../src/model/ids.ts'
import { defaultLimits } from '../../../src/model/values.ts'
import { bench, delivery } from './support.ts'
import type { Bench } from './support.ts'

const ask = { kind: 'countPrekeys', userId: userId('5b0c1c6e-6b57-4b8e-9d1c-0f6f7f1f3a11'), deviceId: deviceId(1) } as const
const named = (instance: string) => ({ instance: instanceName(instance) })

t.test('a newer link of the same instance replaces the older, which leaves the deliverer first', async (t) => {
  const b = await bench(t)
  const older = await b.open()
  const newer = await b.open()
  t.match(await older.expect('goAway'), { reason: 'replaced' })
  t.match(await older.closed, { code: 4005, reason: 'REPLACED' })
  t.strictSame(b.deliverer.log, ['one#1 attach window=64', 'one#1 detach', 'one#2 attach window=64'])
  t.equal(b.links.count(), 1)
  newer.send(1, ask)
  t.match(await newer.next(), { body: { kind: 'done' } })
})

t.test('links of other instances and other parties stay', async (t) => {
  const b = await bench(t)
  await b.open(b.heron, named('one'))
  await b.open(b.heron, named('two'))
  await b.open(b.core, named('one'))
  t.equal(b.links.count(), 3)
  t.strictSame(b.ended, [])
})

t.test('an older connection that authenticates late does not replace the newer link', async (t) => {
  const b = await bench(t)
  const older = await b.connect()
  await older.hello()
  const newer = await b.open()
  older.send(0, older.auth(b.claim(b.heron)))
  t.match(await older.expect('error'), { code: 'REPLACED' })
  t.equal((await older.closed).code, 4005)
  newer.send(1, ask)
  t.match(await newer.next(), { body: { kind: 'done' } })
})

t.test('a party has at most 64 links, and may still replace one of them', async (t) => {
  const b = await bench(t)
  for (let n = 1; n <= 64; n++) await b.open(b.heron, named(`server-${n}`))
  const extra = await b.connect()
  await extra.hello(named('server-65'))
  extra.send(0, extra.auth(b.claim(b.heron)))
  t.match(await extra.expect('error'), { code: 'THROTTLED' })
  t.equal((await extra.closed).code, 1013)
  await b.open(b.heron, named('server-64'))
  await b.open(b.core, named('server-65'))
  t.equal(b.links.count(), 65)
})

t.test('a party has the links that its agreement allows, also after that was changed, and may still replace one of them', async (t) => {
  const b = await bench(t)
  const refused = async (name: string) => {
    const extra = await b.connect()
    await extra.hello(named(name))
    extra.send(0, extra.auth(b.claim(b.heron)))
    t.match(await extra.expect('error'), { code: 'THROTTLED', detail: /^linksPerParty: at most \d links/ })
    await extra.closed
  }
  b.links.announceLimits(b.heron.party, 8, { ...defaultLimits, linksPerParty: 2 })
  for (const name of ['one', 'two']) await b.open(b.heron, named(name))
  await refused('three')
  await b.open(b.heron, named('two'))
  b.links.announceLimits(b.heron.party, 9, { ...defaultLimits, linksPerParty: 3 })
  await b.open(b.heron, named('three'))
  await refused('four')
  t.equal(b.links.count(), 3)
})

t.test('a suspension closes all links of the party with the reason, and no other', async (t) => {
  const b = await bench(t, { manual: true })
  const links = [await b.open(b.heron, named('one')), await b.open(b.heron, named('two'))]
  const core = await b.open(b.core)
  links[0]?.send(1, ask)
  const call = await b.called(1)
  await b.links.closeParty(b.heron.party, 'the agreement ended')
  t.equal(b.links.count(), 1)
  t.ok(call.signal.aborted)
  for (const link of links) {
    t.match(await link.expect('error'), { id: 0, code: 'SUSPENDED', detail: 'the agreement ended' })
    t.match(await link.expect('goAway'), { reason: 'suspended' })
    t.match(await link.closed, { code: 4004, reason: 'SUSPENDED' })
  }
  core.send(1, ask)
  ;(await b.called(2)).finish({ kind: 'done' })
  await core.expect('done')
})

t.test('a suspended party that does not answer the closing is off within a second', async (t) => {
  const b = await bench(t)
  const link = await b.open()
  link.socket.pause()
  const closed = b.links.closeParty(b.heron.party, 'gone')
  t.equal(b.links.count(), 0)
  b.timers.advance(800)
  await closed
})

t.test('open links are told new limits', async (t) => {
  const b = await bench(t)
  const link = await b.open()
  b.links.announceLimits(b.heron.party, 8, { ...defaultLimits, contactsPerUserDay: 3 })
  t.match(await link.expect('limitsChanged'), { id: 0, policyVersion: 8, limits: { contactsPerUserDay: 3 } })
})

t.test('a drain says GoAway, answers what is under way and what crossed, and then closes', async (t) => {
  const b = await bench(t, { manual: true })
  const link = await b.open()
  link.send(1, ask)
  const first = await b.called(1)
  const drained = b.links.drain()
  t.match(await link.expect('goAway'), { reason: 'draining', reconnectAfterSeconds: 2 })
  link.send(2, ask)
  const second = await b.called(2)
  second.finish({ kind: 'done' })
  t.match(await link.next(), { id: 2, body: { kind: 'done' } }, 'it was sent before the party knew')
  b.timers.advance(1_000)
  link.send(3, ask)
  t.match(await link.next(), { id: 3, body: { kind: 'error', code: 'UNAVAILABLE', retryAfterSeconds: 5 } })
  t.equal(b.links.count(), 1, 'one is still under way')
  first.finish({ kind: 'done' })
  t.match(await link.next(), { id: 1, body: { kind: 'done' } })
  t.match(await link.closed, { code: 1001, reason: 'DRAINED' })
  await drained
  t.strictSame(b.ended, ['DRAINED'])
})

t.test('a drain waits no longer when the parties close by themselves, and pushes no more', async (t) => {
  const b = await bench(t)
  const link = await b.open()
  const drained = b.links.drain()
  await link.expect('goAway')
  b.deliverer.streams[0]?.push(delivery(1))
  b.deliverer.streams[0]?.queueEmpty()
  b.links.announceLimits(b.heron.party, 9, defaultLimits)
  await link.expect('limitsChanged')
  link.ws.close(1000)
  await drained
  t.strictSame(b.ended, ['DRAINED'])
})

t.test('a drain takes no new connections', async (t) => {
  const b = await bench(t)
  await b.links.drain()
  await t.rejects(b.connect(), { message: 'HTTP 503' })
})

t.test('a drain cuts off after nine seconds what is not done', async (t) => {
  const b = await bench(t, { manual: true })
  const link = await b.open()
  link.send(1, ask)
  const call = await b.called(1)
  const drained = b.links.drain()
  await link.expect('goAway')
  b.timers.advance(8_999)
  t.equal(b.links.count(), 1)
  b.timers.advance(1)
  t.match(await link.closed, { code: 1001, reason: 'DRAINED' })
  await drained
  t.ok(call.signal.aborted)
})

t.test('an aborted drain ends at once', async (t) => {
  const b = await bench(t, { manual: true })
  const link = await b.open()
  link.send(1, ask)
  await b.called(1)
  link.socket.pause()
  const abort = new AbortController()
  const drained = b.links.drain(abort.signal)
  abort.abort()
  await drained
  t.equal(b.links.count(), 0)
})

/** Turns the clock in steps, so that each ping goes out and its answer comes back before the next. */
const turn = async (b: Bench, seconds: number, step: () => Promise<void> | void): Promise<void> => {
  for (let passed = 0; passed < seconds; passed += 30) {
    b.timers.advance(30_000)
    await step()
  }
}

t.test('a link that answers pings stays open', async (t) => {
  const b = await bench(t)
  const link = await b.open()
  let pings = 0
  await turn(b, 600, async () => {
    await link.pinged(++pings)
    // The answer to the ping is on its way before this request.
    link.send(1, ask)
    await link.expect('done')
  })
  t.equal(b.links.count(), 1)
})

t.test('a silent link is closed after the idle limit', async (t) => {
  const b = await bench(t)
  const link = await b.open()
  link.socket.pause()
  b.timers.advance(30_000)
  b.timers.advance(30_000)
  t.equal(b.links.count(), 1)
  b.timers.advance(30_000)
  t.strictSame([b.links.count(), b.ended], [0, ['SLOW_READER']])
})

t.test('pings come often enough for a party with a shorter patience', async (t) => {
  const b = await bench(t)
  const link = await b.open(b.heron, { limits: { maxFrameBytes: 262_144, maxEnvelopeBytes: 24_576, idleSeconds: 20, maxUnacknowledged: 0, maxUnacknowledgedBytes: 0 } })
  b.timers.advance(10_000)
  await link.pinged(1)
  t.pass('after half of it')
})

t.test('a link that is not read because of its credit is not taken for silent', async (t) => {
  const b = await bench(t, { manual: true })
  const link = await b.open()
  for (let id = 1; id <= 64; id++) link.send(id, ask)
  await b.called(64)
  b.timers.advance(300_000)
  t.equal(b.links.count(), 1)
})

t.test('garbage on the connection ends the link and nothing else', async (t) => {
  const b = await bench(t)
  const [link, other] = [await b.open(), await b.open(b.core)]
  link.socket.write(Buffer.from('GET / HTTP/1.1\r\n\r\n'))
  const { code } = await link.closed
  t.ok(code >= 1002, `closed with ${code}`)
  other.send(1, ask)
  t.match(await other.next(), { body: { kind: 'done' } })
})

t.test('closing the server ends every link', async (t) => {
  const b = await bench(t)
  const [link, opening] = [await b.open(), await b.connect()]
  await opening.hello()
  const closed = b.app.close()
  t.match(await link.closed, { code: 1001, reason: 'DRAINED' })
  t.match(await opening.closed, { code: 1013, reason: 'UNAVAILABLE' })
  await closed
})
