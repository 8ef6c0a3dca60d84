// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { Test } from 'tap'
import { deviceId, submissionId } from '../../../../src/model/ids.ts'
import { defaultLimits } from '../../../../src/model/values.ts'
import { createFakeGateway } from '../../../support/fake-gateway.ts'
import type { FakeLink, Opening } from '../../../support/fake-gateway.ts'
import { AnswerError, LinkLost } from '../../../../src/sdk/link/index.ts'
import type { LinkOptions } from '../../../../src/sdk/link/index.ts'
import { systemTimers } from '../../../../src/sdk/link/timers.ts'
import { ManualTimers } from './manual-timers.ts'
import { ada, connectTo } from './support.ts'

const done = { kind: 'done' } as const
const ask = { kind: 'unenlist', userId: ada } as const
const draining = { kind: 'goAway', reason: 'draining', reconnectAfterSeconds: 7 } as const
const errorBody = { kind: 'error', detail: 'why', correlationId: '', retryAfterSeconds: 0 } as const

/** An open link and both ends of it. */
const setUp = async (t: Test, options: Partial<LinkOptions> = {}, opening: Opening = {}) => {
  const gateway = await createFakeGateway(t)
  const client = connectTo(t, gateway, options)
  const { connection } = await gateway.link(opening)
  await client.link.ready
  return { ...client, gateway, connection }
}

/** Opens the next link and answers its Resume. */
const openAgain = async (gateway: { link(opening?: Opening): Promise<FakeLink> }) => {
  const { connection } = await gateway.link()
  const { id } = await connection.expect('resume')
  connection.send(id, { kind: 'resumed', resumed: true })
  return connection
}

t.test('requests of many users share the link, and answers find their way in any order', async (t) => {
  const { link, connection } = await setUp(t)
  const [first, second] = [link.transport().request(ask), link.transport().request({ kind: 'getIssuerList' })]
  const [one, two] = [await connection.expect('unenlist'), await connection.expect('getIssuerList')]
  t.not(one.id, two.id)
  connection.send(two.id, { kind: 'issuerList', list: 'x' })
  connection.send(one.id, { kind: 'erased', timeMs: 1, prekeys: 2, queuedMessages: 3, consents: 4 })
  t.strictSame(await second, { kind: 'issuerList', list: 'x' })
  t.strictSame(await first, { kind: 'erased', timeMs: 1, prekeys: 2, queuedMessages: 3, consents: 4 })
})

t.test('what became of a message is asked by its sender and id, and told device by device', async (t) => {
  const { link, connection } = await setUp(t)
  const message = { senderUser: ada, submissionId: submissionId('0d6c1e7a-52a4-4f0b-8a39-6f1f5f0c2b77') }
  const asked = link.trace(message)
  const { id, body } = await connection.expect('trace')
  t.strictSame(body, { kind: 'trace', ...message })
  const messages = [{ senderDevice: deviceId(1), gatewayTimeMs: 5, places: [{ deviceId: deviceId(2), stage: 'parked', attempts: 5, pushedTimeMs: 0, endedTimeMs: 0 }] }] as const
  connection.send(id, { kind: 'traced', messages })
  t.strictSame(await asked, messages)
  const unanswered = link.trace(message)
  connection.send((await connection.expect('trace')).id, { ...errorBody, code: 'UNKNOWN_REQUEST' })
  await t.rejects(unanswered, { code: 'UNKNOWN_REQUEST' }, 'a gateway without trace/1')
  const odd = link.trace(message)
  connection.send((await connection.expect('trace')).id, { kind: 'done' })
  await t.rejects(odd, { name: 'LinkLost', message: /answered a trace with done/ })
})

t.test('an error answer is thrown and the link stays', async (t) => {
  const { link, connection } = await setUp(t)
  const asked = link.request(ask)
  const { id } = await connection.expect('unenlist')
  connection.send(id, { ...errorBody, code: 'THROTTLED', retryAfterSeconds: 9 })
  const error: unknown = await asked.catch((thrown: unknown) => thrown)
  t.ok(error instanceof AnswerError)
  t.match(error, { code: 'THROTTLED', detail: 'why', retryAfterSeconds: 9 })
  t.equal(link.state, 'open')
})

t.test('no more requests are unanswered than the gateway gave credit for', async (t) => {
  const { link, connection } = await setUp(t, {}, { ready: { initialCredit: 2 } })
  const all = [1, 2, 3].map(() => link.request(ask))
  const { id } = await connection.expect('unenlist')
  await connection.expect('unenlist')
  await connection.settled()
  t.strictSame(connection.unread, [])
  connection.send(id, done)
  await connection.expect('unenlist')
  connection.ws.terminate()
  t.strictSame((await Promise.allSettled(all)).map(({ status }) => status), ['fulfilled', 'rejected', 'rejected'])
})

t.test('a request larger than the gateway takes is not sent', async (t) => {
  const { link, connection } = await setUp(t, {}, { hello: { limits: { maxFrameBytes: 100, maxEnvelopeBytes: 1, idleSeconds: 60, maxUnacknowledged: 1, maxUnacknowledgedBytes: 0 } } })
  await t.rejects(link.request({ kind: 'putIssuerList', list: 'x'.repeat(100) }), { code: 'FRAME_TOO_LARGE' })
  await connection.settled()
  t.strictSame(connection.unread, [])
})

t.test('a dropped link fails what was sent; what comes meanwhile is sent on the next one', async (t) => {
  const { link, connection, gateway, logged } = await setUp(t)
  const lost = link.request(ask)
  await connection.expect('unenlist')
  connection.ws.terminate()
  await t.rejects(lost, LinkLost)
  await logged('lost')
  const waiting = link.request({ kind: 'getIssuerList' })
  const next = await openAgain(gateway)
  const { id } = await next.expect('getIssuerList')
  next.send(id, { kind: 'issuerList', list: 'x' })
  t.strictSame(await waiting, { kind: 'issuerList', list: 'x' })
})

t.test('a gateway that is not there yet is tried until it is', async (t) => {
  const gateway = await createFakeGateway(t)
  await gateway.stop()
  const { logged, link } = connectTo(t, gateway)
  t.match((await logged('lost')).reason, /ECONNREFUSED/)
  t.match((await logged('lost')).reason, /ECONNREFUSED/)
  await link.close()
  t.strictSame(await link.closed, { why: 'closed' })
})

t.test('the wait for a new link grows, and a link that held starts it anew', async (t) => {
  const timers = new ManualTimers()
  const { connection, gateway, logged } = await setUp(t, { sources: { timers, random: () => 1 }, reconnect: { initialMs: 100, maxMs: 300 } })
  const waits: number[] = []
  const lose = async (ws: FakeLink['connection']['ws']) => {
    ws.terminate()
    const { reconnectInMs } = await logged('lost')
    waits.push(reconnectInMs)
    timers.advance(reconnectInMs)
    return openAgain(gateway)
  }
  const second = await lose(connection.ws)
  await logged('resumed')
  const third = await lose(second.ws)
  await logged('resumed')
  timers.advance(10_000)
  await lose(third.ws)
  t.strictSame(waits, [100, 200, 100])
})

t.test('GoAway draining: what is under way is finished, then the link comes back after the named time', async (t) => {
  const timers = new ManualTimers()
  const { link, connection, gateway, logged } = await setUp(t, { sources: { timers, random: () => 0 } })
  const asked = link.request(ask)
  const { id } = await connection.expect('unenlist')
  connection.send(0, draining)
  await connection.settled()
  t.equal(link.state, 'draining')
  const later = link.request({ kind: 'getIssuerList' })
  await connection.settled()
  t.strictSame(connection.unread, [], 'nothing new is asked of a gateway that drains')
  connection.send(id, done)
  t.strictSame(await asked, done)
  t.equal(await connection.closed, 1000)
  t.equal((await logged('lost')).reconnectInMs, 7_000)
  t.equal(link.state, 'waiting')
  t.strictSame(timers.set, [30_000, 7_000], 'only the waiting request and the wait itself are left')
  timers.advance(7_000)
  const next = await openAgain(gateway)
  const { id: nextId } = await next.expect('getIssuerList')
  next.send(nextId, { kind: 'issuerList', list: 'x' })
  await later
})

t.test('GoAway draining: what takes longer than ten seconds is lost', async (t) => {
  const timers = new ManualTimers()
  const { link, connection } = await setUp(t, { sources: { timers } })
  const asked = link.request(ask)
  await connection.expect('unenlist')
  connection.send(0, draining)
  await connection.settled()
  timers.advance(10_000)
  await t.rejects(asked, { name: 'LinkLost', message: /draining/ })
})

const finals = [
  [{ kind: 'goAway', reason: 'replaced', reconnectAfterSeconds: 0 }, { why: 'replaced' }],
  [{ kind: 'goAway', reason: 'suspended', reconnectAfterSeconds: 0 }, { why: 'suspended', detail: '' }],
  [{ ...errorBody, code: 'SUSPENDED' }, { why: 'suspended', detail: 'why' }],
  [{ ...errorBody, code: 'REPLACED' }, { why: 'replaced' }],
  [{ ...errorBody, code: 'UNDECODABLE' }, { why: 'refused', code: 'UNDECODABLE', detail: 'why' }],
] as const
for (const [body, end] of finals) {
  t.test(`after ${body.kind} ${body.kind === 'error' ? body.code : body.reason} the link is over and stays so`, async (t) => {
    const { link, connection, logged } = await setUp(t)
    const asked = link.request(ask)
    await connection.expect('unenlist')
    connection.send(0, body)
    t.strictSame(await link.closed, end)
    t.strictSame((await logged('ended')).end, end)
    t.equal(link.state, 'closed')
    await t.rejects(asked, LinkLost)
    await t.rejects(link.request(ask), LinkLost)
  })
}

t.test('close codes of the gateway speak when no frame does', async (t) => {
  const { link, connection } = await setUp(t)
  connection.ws.close(4004)
  t.strictSame(await link.closed, { why: 'suspended', detail: '' })
})

t.test('after an error that may pass the link comes back', async (t) => {
  const { connection, gateway, logged } = await setUp(t)
  connection.send(0, { ...errorBody, code: 'SLOW_READER' })
  t.match((await logged('lost')).reason, /SLOW_READER/)
  await openAgain(gateway)
})

t.test('a gateway that falls silent is left', async (t) => {
  const timers = new ManualTimers()
  const { connection, logged } = await setUp(t, { sources: { timers } }, { hello: { limits: { maxFrameBytes: 0, maxEnvelopeBytes: 0, idleSeconds: 20, maxUnacknowledged: 0, maxUnacknowledgedBytes: 0 } } })
  timers.advance(50_000)
  t.match((await logged('lost')).reason, /silent/)
  await connection.closed
})

t.test('an open link answers pings and sends its own', async (t) => {
  const timers = new ManualTimers()
  const { connection } = await setUp(t, { sources: { timers } })
  await connection.settled()
  const pinged = new Promise((resolve) => connection.ws.once('ping', resolve))
  timers.advance(30_000)
  await pinged
  t.pass('both ways')
})

t.test('whoever listens is told of every opening, and a listener that fails harms nobody', async (t) => {
  const gateway = await createFakeGateway(t)
  const { link, logged } = connectTo(t, gateway)
  const heard: string[] = []
  const transport = link.transport()
  const error = new Error('listener')
  transport.onOpen(() => { throw error })
  const end = transport.onOpen(() => heard.push('first'))
  transport.onOpen(() => heard.push('second'))
  const { connection } = await gateway.link()
  t.strictSame(await logged('listenerFailed'), { event: 'listenerFailed', error })
  end()
  connection.ws.terminate()
  await openAgain(gateway)
  await logged('resumed')
  t.strictSame(heard, ['first', 'second', 'second'])
})

t.test('what the gateway tells on the side is logged', async (t) => {
  const { connection, logged } = await setUp(t)
  const limits = { ...defaultLimits, contactsPerUserDay: 1, queuedPerPair: 4, attachmentsPerUser: 7 }
  connection.send(0, { kind: 'limitsChanged', policyVersion: 2, limits })
  connection.send(0, { kind: 'deprecation', feature: 'msg.text/1', sunset: '2030-01-01' })
  connection.send(0, { kind: 'queueEmpty' })
  t.strictSame(await logged('limitsChanged'), { event: 'limitsChanged', policyVersion: 2, limits })
  t.strictSame(await logged('deprecation'), { event: 'deprecation', feature: 'msg.text/1', sunset: '2030-01-01' })
  t.strictSame(await logged('queueEmpty'), { event: 'queueEmpty' })
})

/** `Frame` with an empty body of a number that nobody uses yet. */
const unknownFrame = (id: number): Buffer => Buffer.from([...(id === 0 ? [] : [0x08, id]), 0xd2, 0x0f, 0x00])

t.test('what is newer than this software is passed over; as an answer it fails its request only', async (t) => {
  const { link, connection, logged } = await setUp(t)
  connection.ws.send(unknownFrame(0))
  t.strictSame(await logged('unknown'), { event: 'unknown', what: 'push' })
  const asked = link.request(ask)
  const { id } = await connection.expect('unenlist')
  connection.ws.send(unknownFrame(id))
  await t.rejects(asked, { code: 'INTERNAL' })
  t.equal(link.state, 'open')
})

t.test('an answer whose values are not well formed fails its request only', async (t) => {
  const { link, connection } = await setUp(t)
  const asked = link.request(ask)
  const { id } = await connection.expect('unenlist')
  connection.send(id, { kind: 'erased', timeMs: NaN, prekeys: 0, queuedMessages: 0, consents: 0 })
  await t.rejects(asked, { code: 'INTERNAL' })
  t.equal(link.state, 'open')
})

t.test('a gateway that breaks the protocol is left, and tried again', async (t) => {
  const { gateway, logged, connection } = await setUp(t)
  connection.send(77, done)
  t.match((await logged('lost')).reason, /answer to nothing/)
  const second = await openAgain(gateway)
  second.ws.send(Buffer.from([0xff]))
  t.match((await logged('lost')).reason, /UNDECODABLE/)
  const third = await openAgain(gateway)
  third.send(0, { kind: 'resumed', resumed: true })
  t.match((await logged('lost')).reason, /resumed on an open link/)
})

t.test('closing waits for what is under way and leaves in order', async (t) => {
  const { link, connection } = await setUp(t, {}, { ready: { initialCredit: 1 } })
  const [sent, unsent] = [link.request(ask), link.request(ask)]
  const { id } = await connection.expect('unenlist')
  const closed = link.close()
  await t.rejects(unsent, LinkLost)
  await t.rejects(link.request(ask), LinkLost)
  connection.send(id, done)
  t.strictSame(await sent, done)
  await closed
  t.equal(await connection.closed, 1000)
  t.strictSame(await link.closed, { why: 'closed' })
  await link.close()
})

t.test('closing does not wait longer than five seconds', async (t) => {
  const timers = new ManualTimers()
  const { link, connection } = await setUp(t, { sources: { timers } })
  const asked = link.request(ask)
  await connection.expect('unenlist')
  const closed = link.close()
  timers.advance(5_000)
  await t.rejects(asked, LinkLost)
  await closed
  t.strictSame(timers.set, [], 'nothing is left running')
})

t.test('a gateway that does not answer the close is left after a second', async (t) => {
  const timers = new ManualTimers()
  const { link, connection } = await setUp(t, { sources: { timers } })
  connection.ws.pause()
  const closed = link.close()
  await timers.waitFor(1_000)
  timers.advance(1_000)
  await closed
  t.pass('closed')
})

t.test('closing in the moment between handshake and link closes the link', async (t) => {
  const gateway = await createFakeGateway(t)
  const closed = Promise.withResolvers<undefined>()
  const timers = {
    after: (milliseconds: number, run: () => void) => {
      const cancel = systemTimers.after(milliseconds, run)
      return () => {
        cancel()
        if (milliseconds === 5_000) queueMicrotask(() => void link.close().then(() => closed.resolve(undefined)))
      }
    },
  }
  const { link } = connectTo(t, gateway, { sources: { timers } })
  await gateway.link()
  await closed.promise
  t.equal(link.state, 'closed')
})

t.test('a signal closes the link, also one that had fired before', async (t) => {
  const controller = new AbortController()
  const { link, gateway } = await setUp(t, { signal: controller.signal })
  controller.abort()
  t.strictSame(await link.closed, { why: 'closed' })
  const { link: never } = connectTo(t, gateway, { signal: AbortSignal.abort() })
  t.strictSame(await never.closed, { why: 'closed' })
  await t.rejects(never.ready, LinkLost)
})
