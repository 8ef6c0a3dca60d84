// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { Test } from 'tap'
import { createFakeGateway } from '../../../support/fake-gateway.ts'
import type { Opening } from '../../../support/fake-gateway.ts'
import type { LinkOptions } from '../../../../src/sdk/link/index.ts'
import { ManualTimers } from './manual-timers.ts'
import { ada, bob, connectTo, delivery, prekeysLow } from './support.ts'

const setUp = async (t: Test, options: Partial<LinkOptions> = {}, opening: Opening = {}) => {
  const gateway = await createFakeGateway(t)
  const client = connectTo(t, gateway, options)
  const { connection } = await gateway.link(opening)
  await client.link.ready
  return { ...client, gateway, connection, transport: client.link.transport() }
}

const stored = async (): Promise<void> => undefined

t.test('pushes reach their user\'s subscriber as they are, and are acknowledged together', async (t) => {
  const timers = new ManualTimers()
  const { connection, transport } = await setUp(t, { sources: { timers } })
  const seen: unknown[] = []
  transport.subscribe(ada, async (push) => void seen.push(push))
  const sent = [delivery(1, ada), prekeysLow(2, ada), delivery(3, ada)]
  for (const push of sent) connection.send(0, push)
  await connection.settled()
  t.strictSame(JSON.stringify(seen), JSON.stringify(sent.map((push) => ('envelope' in push ? { ...push, commitment: Buffer.alloc(32), envelope: Buffer.alloc(8) } : push))))
  t.strictSame(connection.unread, [], 'not at once')
  timers.advance(2)
  t.match((await connection.expect('ack')).body, { upTo: 3, also: [] })
})

t.test('an acknowledgement never covers what is not stored yet', async (t) => {
  const { connection, transport } = await setUp(t)
  const first = Promise.withResolvers<undefined>()
  transport.subscribe(ada, () => first.promise)
  transport.subscribe(bob, stored)
  connection.send(0, delivery(1, ada))
  connection.send(0, delivery(2, bob))
  t.match((await connection.expect('ack')).body, { upTo: 0, also: [2] })
  first.resolve(undefined)
  t.match((await connection.expect('ack')).body, { upTo: 2, also: [] })
})

t.test('a push without a subscriber is kept unacknowledged until somebody takes it', async (t) => {
  const { connection, transport, link } = await setUp(t)
  connection.send(0, delivery(1, ada))
  connection.send(0, delivery(2, bob))
  await connection.settled()
  t.strictSame(connection.unread, [])
  transport.subscribe(bob, stored)
  t.match((await connection.expect('ack')).body, { upTo: 0, also: [2] })
  link.onPush(stored)
  t.match((await connection.expect('ack')).body, { upTo: 2, also: [] })
})

t.test('a push that could not be stored is given back after a pause and comes again', async (t) => {
  const timers = new ManualTimers()
  const { connection, transport, logged } = await setUp(t, { sources: { timers } })
  const attempts: number[] = []
  transport.subscribe(ada, async (push) => {
    attempts.push(push.kind === 'deliver' ? push.attempt : 0)
    if (attempts.length === 1) throw new Error('disk full')
  })
  connection.send(0, delivery(1, ada))
  await logged('pushFailed')
  await timers.waitFor(250)
  timers.advance(250)
  t.match((await connection.expect('nack')).body, { streamSequence: 1, reason: 'not stored', retryable: true })
  connection.send(0, delivery(2, ada, 2))
  await connection.settled()
  timers.advance(2)
  t.match((await connection.expect('ack')).body, { upTo: 2, also: [] })
  t.strictSame(attempts, [1, 2])
})

t.test('after a reconnect Resume names the last token and what was stored, however late', async (t) => {
  const resumeToken = Buffer.from('place one')
  const timers = new ManualTimers()
  const { connection, transport, gateway, logged } = await setUp(t, { sources: { timers } }, { ready: { resumeToken } })
  const slow = Promise.withResolvers<undefined>()
  transport.subscribe(ada, async ({ streamSequence }) => (streamSequence === 3 ? slow.promise : undefined))
  transport.subscribe(bob, stored)
  for (const push of [delivery(1, ada), delivery(2, bob), delivery(3, ada), delivery(4, ada), delivery(5, bob)]) connection.send(0, push)
  await connection.settled()
  timers.advance(2)
  t.match((await connection.expect('ack')).body, { upTo: 2, also: [5] })
  connection.ws.terminate()
  const { reconnectInMs } = await logged('lost')
  slow.resolve(undefined)
  await new Promise(setImmediate)
  timers.advance(reconnectInMs)
  const { connection: next } = await gateway.link()
  const { id, body } = await next.expect('resume')
  t.strictSame({ ...body, resumeToken: Buffer.from(body.resumeToken) }, { kind: 'resume', resumeToken, upTo: 3, also: [5] })
  next.send(id, { kind: 'resumed', resumed: true })
  t.strictSame(await logged('resumed'), { event: 'resumed', resumed: true })
})

t.test('what was given back is not named as stored', async (t) => {
  const timers = new ManualTimers()
  const { connection, transport, gateway, logged } = await setUp(t, { sources: { timers } })
  transport.subscribe(ada, async () => { throw new Error('no') })
  transport.subscribe(bob, stored)
  connection.send(0, delivery(1, ada))
  connection.send(0, delivery(2, bob))
  await timers.waitFor(250)
  await connection.settled()
  timers.advance(250)
  t.match((await connection.expect('ack')).body, { upTo: 0, also: [2] })
  await connection.expect('nack')
  connection.ws.terminate()
  timers.advance((await logged('lost')).reconnectInMs)
  const { connection: next } = await gateway.link()
  t.match((await next.expect('resume')).body, { upTo: 0, also: [2] })
})

t.test('a place counts until the gateway has heard of it', async (t) => {
  const { connection, transport, gateway } = await setUp(t, {}, { ready: { resumeToken: Buffer.from('one') } })
  transport.subscribe(ada, stored)
  connection.send(0, delivery(1, ada))
  await connection.expect('ack')
  connection.ws.terminate()
  const tokens: string[] = []
  for (const [token, isAnswered] of [['two', false], ['three', true], ['four', true]] as const) {
    const { connection: next } = await gateway.link({ ready: { resumeToken: Buffer.from(token) } })
    const { id, body } = await next.expect('resume')
    tokens.push(`${Buffer.from(body.resumeToken).toString()} ${body.upTo}`)
    if (isAnswered) next.send(id, { kind: 'resumed', resumed: false })
    await next.settled()
    next.ws.terminate()
  }
  t.strictSame(tokens, ['one 1', 'one 1', 'three 0'])
})

t.test('a place counts no more once the gateway has sent something new', async (t) => {
  const { connection, transport, gateway } = await setUp(t, {}, { ready: { resumeToken: Buffer.from('one') } })
  transport.subscribe(ada, stored)
  connection.ws.terminate()
  const { connection: second } = await gateway.link({ ready: { resumeToken: Buffer.from('two') } })
  await second.expect('resume')
  second.send(0, delivery(1, ada))
  await second.expect('ack')
  second.ws.terminate()
  const { connection: third } = await gateway.link()
  const { body } = await third.expect('resume')
  t.strictSame([Buffer.from(body.resumeToken).toString(), body.upTo], ['two', 1])
})

t.test('an error answer to Resume is as good as a place that is not known', async (t) => {
  const { connection, gateway, logged, link } = await setUp(t)
  connection.ws.terminate()
  const { connection: next } = await gateway.link()
  const { id } = await next.expect('resume')
  next.send(id, { kind: 'error', code: 'MALFORMED', detail: '', correlationId: '', retryAfterSeconds: 0 })
  t.strictSame(await logged('resumed'), { event: 'resumed', resumed: false })
  t.equal(link.state, 'open')
})

t.test('a handler that outlives its link is not run beside the same push on the next', async (t) => {
  const { connection, transport, gateway, logged } = await setUp(t)
  const slow = Promise.withResolvers<undefined>()
  let [running, most] = [0, 0]
  transport.subscribe(ada, async () => {
    running += 1
    most = Math.max(most, running)
    await slow.promise
    running -= 1
  })
  connection.send(0, delivery(1, ada))
  await connection.settled()
  connection.ws.terminate()
  await logged('lost')
  const { connection: next } = await gateway.link()
  next.send(0, delivery(1, ada))
  await next.settled()
  slow.resolve(undefined)
  await next.expect('resume')
  await next.expect('ack')
  t.equal(most, 1)
})

t.test('an event of a kind that is newer than this software is acknowledged and passed over', async (t) => {
  const { connection, logged } = await setUp(t)
  // Frame { event: Event { stream_sequence: 1, 99: {} } }
  connection.ws.send(Buffer.from([0xf2, 0x04, 0x05, 0x08, 0x01, 0x9a, 0x06, 0x00]))
  t.strictSame(await logged('unknown'), { event: 'unknown', what: 'event' })
  t.match((await connection.expect('ack')).body, { upTo: 1, also: [] })
})

t.test('a gateway that leaves out a sequence or sends more than the window is left', async (t) => {
  const { connection, gateway, logged } = await setUp(t, { windows: { pushes: 1 } })
  connection.send(0, delivery(2, ada))
  t.match((await logged('lost')).reason, /sequence/)
  const { connection: next } = await gateway.link()
  next.send(0, delivery(1, ada))
  next.send(0, delivery(2, ada))
  t.match((await logged('lost')).reason, /sequence/)
})

t.test('users that nobody subscribed cannot hold up the others', async (t) => {
  const limits = { maxFrameBytes: 0, maxEnvelopeBytes: 0, idleSeconds: 60, maxUnacknowledged: 4, maxUnacknowledgedBytes: 0 }
  const { connection, transport, logged } = await setUp(t, {}, { hello: { limits } })
  transport.subscribe(bob, stored)
  for (const sequence of [1, 2, 3]) connection.send(0, delivery(sequence, ada))
  for (const sequence of [1, 2, 3]) t.match((await connection.expect('nack')).body, { streamSequence: sequence, reason: 'no subscriber', retryable: true })
  t.strictSame(await logged('pushesReturned'), { event: 'pushesReturned', count: 3 })
  connection.send(0, delivery(4, bob))
  t.match((await connection.expect('ack')).body, { upTo: 4, also: [] })
})

t.test('closing waits for handlers and acknowledges what they stored', async (t) => {
  const { connection, transport, link } = await setUp(t)
  const slow = Promise.withResolvers<undefined>()
  const seen: number[] = []
  transport.subscribe(ada, async ({ streamSequence }) => {
    seen.push(streamSequence)
    await slow.promise
  })
  connection.send(0, delivery(1, ada))
  connection.send(0, delivery(2, ada))
  await connection.settled()
  const closed = link.close()
  slow.resolve(undefined)
  await closed
  t.match((await connection.expect('ack')).body, { upTo: 1, also: [] })
  t.equal(await connection.closed, 1000)
  t.strictSame(seen, [1], 'what had not begun comes again')
})

t.test('an ephemeral message goes to its own handler, is not acknowledged, and reaches no device', async (t) => {
  const { connection, transport, link, logged } = await setUp(t)
  const [pushed, ephemeral]: [number[], string[]] = [[], []]
  transport.subscribe(ada, async ({ streamSequence }) => void pushed.push(streamSequence))
  const typing = { ...delivery(0, ada), laneSequence: 0 }
  connection.send(0, typing)
  await connection.settled()
  const stop = link.onEphemeral(({ recipientUser, senderUser }) => {
    ephemeral.push(recipientUser, senderUser)
    throw new Error('a handler that fails')
  })
  connection.send(0, typing)
  connection.send(0, delivery(1, ada))
  t.match((await connection.expect('ack')).body, { upTo: 1, also: [] })
  t.strictSame([pushed, ephemeral], [[1], [ada, typing.senderUser]])
  t.match(await logged('listenerFailed'), { error: new Error('a handler that fails') })
  stop()
  connection.send(0, typing)
  await connection.settled()
  t.equal(ephemeral.length, 2)
  t.strictSame(connection.unread, [])
})

t.test('an ephemeral message goes to the device that takes what comes once, and one that fails is told and stops nothing', async (t) => {
  const { connection, transport, link, logged } = await setUp(t)
  const taken: string[] = []
  link.onEphemeral(() => { throw new Error('the server’s own fails') })
  const stop = transport.subscribeOnce!(ada, async ({ recipientUser }) => {
    taken.push(recipientUser)
    throw new Error('a device that fails')
  })
  const typing = { ...delivery(0, ada), laneSequence: 0 }
  connection.send(0, typing)
  t.match(await logged('listenerFailed'), { error: new Error('the server’s own fails') })
  await connection.settled()
  stop()
  connection.send(0, typing)
  await connection.settled()
  t.strictSame(taken, [ada])
  t.strictSame(connection.unread, [], 'nothing is acknowledged')
})

t.test('a gateway that sends more bytes than the window takes is left', async (t) => {
  const { connection, logged } = await setUp(t, { windows: { pushBytes: 2_000 } })
  connection.send(0, delivery(1, ada))
  connection.send(0, delivery(2, ada))
  t.match((await logged('lost')).reason, /window/)
})

for (const pushBytes of [0, 1.5, 4_294_967_296]) {
  t.test(`a window of ${String(pushBytes)} bytes is refused`, async (t) => {
    await t.rejects(setUp(t, { windows: { pushBytes } }), { code: 'CONFIG_INVALID' })
  })
}
