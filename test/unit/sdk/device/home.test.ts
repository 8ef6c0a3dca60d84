// SPDX-License-Identifier: AGPL-3.0-only
// Promise: over a connection with its home's server a device has the way that it would have over a link: the same answers, errors and pushes, and the same word for no answer.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { WebSocket, WebSocketServer } from 'ws'
import type { Delivery, PushedEvent } from '../../../../src/model/answers.ts'
import { GatewayError } from '../../../../src/model/errors.ts'
import { deviceId, linkId } from '../../../../src/model/ids.ts'
import type { PartyRequest } from '../../../../src/model/requests.ts'
import { defaultLimits, MAX_FRAME_BYTES } from '../../../../src/model/values.ts'
import type { FrameChannel } from '../../../../src/sdk/channel.ts'
import { connectHome, LinkLost, overWebSocket } from '../../../../src/sdk/device/index.ts'
import type { HomeLink, HomeOptions } from '../../../../src/sdk/device/index.ts'
import type { LinkEvent } from '../../../../src/sdk/link/index.ts'
import { encodeGatewayFrame } from '../../../../src/wire/gateway/index.ts'
import { AnswerError } from '../../../../src/sdk/link/requests.ts'
import type { Teardown } from '../../../support/scope.ts'
import { adaAtHome, openDoor } from '../link/door-support.ts'
import type { DoorUnderTest } from '../link/door-support.ts'
import { ManualTimers } from '../link/manual-timers.ts'
import { ada, delivery } from '../link/support.ts'

const request: PartyRequest = { kind: 'countPrekeys', userId: ada, deviceId: deviceId(1) }

/** A server with a door and a real WebSocket, and Ada's way to it. */
const setUp = async (t: Teardown, options: Partial<HomeOptions> = {}, around: DoorUnderTest = openDoor()) => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, maxPayload: MAX_FRAME_BYTES })
  const sockets: WebSocket[] = []
  server.on('connection', (ws) => {
    sockets.push(ws)
    around.door.attend(adaAtHome, overWebSocket(ws))
  })
  await once(server, 'listening')
  const url = `ws://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  const events: LinkEvent[] = []
  const home = connectHome({ open: () => overWebSocket(new WebSocket(url)), reconnect: { initialMs: 1, maxMs: 2 }, log: (event) => { events.push(event) }, ...options })
  t.teardown(async () => {
    await home.close()
    for (const socket of sockets) socket.terminate()
    server.close()
  })
  return { around, home, sockets, events, url, way: home.transport() }
}

const opened = (home: HomeLink): Promise<void> => new Promise((resolve) => {
  const stop = home.transport().onOpen(() => {
    stop()
    resolve()
  })
})

t.test('requests and answers pass, and an error is the same error', async (t) => {
  const { around, way } = await setUp(t)
  around.answer = async () => ({ kind: 'prekeyStock', oneTimePrekeys: 3, oneTimeKyberPrekeys: 4 })
  t.strictSame(await way.request(request), { kind: 'prekeyStock', oneTimePrekeys: 3, oneTimeKyberPrekeys: 4 })
  t.strictSame(around.asked, [request])
  around.answer = async () => { throw new AnswerError({ kind: 'error', code: 'THROTTLED', detail: 'pair', correlationId: 'c1', retryAfterSeconds: 7 }) }
  const error: unknown = await way.request(request).catch((thrown: unknown) => thrown)
  t.ok(error instanceof GatewayError)
  t.match(error, { code: 'THROTTLED', detail: 'pair', correlationId: 'c1', retryAfterSeconds: 7 })
  await t.rejects(way.request({ kind: 'listEnforcement' }), { code: 'OUT_OF_SCOPE' })
})

t.test('the WebSocket of browsers and of Node will do', async (t) => {
  const { url, around } = await setUp(t)
  const own = connectHome({ open: () => overWebSocket(new globalThis.WebSocket(url)) })
  t.teardown(() => own.close())
  t.strictSame(await own.transport().request(request), { kind: 'done' })
  await around.push(delivery(9, ada))
  own.transport().subscribe(ada, async () => undefined)
  await around.mailbox.holds(0)
})

t.test('pushes are handed over and acknowledged; what comes once too', async (t) => {
  const { around, way, home } = await setUp(t)
  await opened(home)
  const came: (Delivery | PushedEvent)[] = []
  const glimpsed = new Promise<Delivery>((resolve) => { way.subscribeOnce?.(ada, async (one) => { resolve(one) }) })
  way.subscribe(ada, async (push) => { came.push(push) })
  await around.push(delivery(9, ada))
  await around.mailbox.holds(0)
  t.match(came, [{ kind: 'deliver', streamSequence: 1 }])
  around.glimpse(delivery(0, ada))
  t.match(await glimpsed, { streamSequence: 0 })
})

t.test('a push whose handler fails comes again', async (t) => {
  const { around, way } = await setUp(t)
  let tries = 0
  way.subscribe(ada, async () => {
    tries += 1
    if (tries === 1) throw new Error('disk')
  })
  await around.push(delivery(9, ada))
  await around.mailbox.holds(0)
  t.equal(tries, 2)
})

t.test('a cut is LinkLost for what was sent; the way opens again, and the same bytes pass', async (t) => {
  const { around, way, home, sockets } = await setUp(t)
  await opened(home)
  around.answer = () => new Promise(() => { sockets[0]?.terminate() })
  await t.rejects(way.request(request), LinkLost)
  const again = opened(home)
  around.answer = async () => ({ kind: 'done' })
  await again
  t.strictSame(await way.request(request), { kind: 'done' })
  t.equal(sockets.length, 2)
})

t.test('where the server has no answer of the gateway, the device has none, and comes again', async (t) => {
  const { around, way, home } = await setUp(t)
  await opened(home)
  around.answer = async () => { throw new LinkLost('cut') }
  const again = opened(home)
  await t.rejects(way.request(request), LinkLost)
  await again
})

t.test('an installation that was replaced stays away', async (t) => {
  const { around, home, url } = await setUp(t)
  await opened(home)
  const newer = connectHome({ open: () => overWebSocket(new WebSocket(url)) })
  t.teardown(() => newer.close())
  t.strictSame(await home.closed, { why: 'replaced' })
  t.match(around.events.filter(({ event }) => event === 'left'), [{ reason: 'replaced' }])
})

t.test('a login that does not hold ends it, when the app says so', async (t) => {
  let tries = 0
  const { home } = await setUp(t, { open: () => {
    tries += 1
    if (tries < 3) throw new Error('no network')
    throw new GatewayError('UNAUTHENTICATED', 'log in again')
  } })
  t.strictSame(await home.closed, { why: 'refused', code: 'UNAUTHENTICATED', detail: 'log in again' })
  t.equal(tries, 3)
  await t.rejects(home.transport().request(request), LinkLost)
})

t.test('a server that refuses the WebSocket is tried again, with the reason in the log', async (t) => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, verifyClient: () => false })
  await once(server, 'listening')
  t.teardown(() => server.close())
  const lost = new Promise<LinkEvent>((resolve) => {
    const home = connectHome({ open: () => overWebSocket(new WebSocket(`ws://127.0.0.1:${String((server.address() as AddressInfo).port)}`)), log: (event) => { if (event.event === 'lost') resolve(event) } })
    t.teardown(() => home.close())
  })
  t.match(await lost, { reason: /401/ })
})

/** A channel that says what the test makes it say. */
const scripted = (script: (listener: Parameters<FrameChannel['listen']>[0]) => void) => {
  let closes = 0
  const channel: FrameChannel = { waitingBytes: 0, send: () => undefined, close: () => { closes += 1 }, listen: script }
  return { channel, closes: () => closes }
}

t.test('what is not Ready in the first place is no server of ours', async (t) => {
  for (const [says, end] of [
    [encodeGatewayFrame(0, { kind: 'error', code: 'UNAUTHENTICATED', detail: '', correlationId: '', retryAfterSeconds: 0 }), { why: 'refused', code: 'UNAUTHENTICATED', detail: '' }],
    [encodeGatewayFrame(0, { kind: 'goAway', reason: 'suspended', reconnectAfterSeconds: 0 }), { why: 'suspended', detail: '' }],
  ] as const) {
    const { channel, closes } = scripted((listener) => listener.frame(says))
    const home = connectHome({ open: () => channel })
    t.strictSame(await home.closed, end)
    t.equal(closes(), 1)
  }
  // What stood in the server's place today may be gone tomorrow.
  for (const [says, reason] of [[encodeGatewayFrame(0, { kind: 'done' }), /done instead of ready/], [Uint8Array.of(0xff), /UNDECODABLE/], [new Uint8Array(MAX_FRAME_BYTES + 1), /FRAME_TOO_LARGE/]] as const) {
    const lost = new Promise<LinkEvent>((resolve) => {
      const home = connectHome({ open: () => scripted((listener) => listener.frame(says)).channel, log: (event) => { if (event.event === 'lost' || event.event === 'ended') resolve(event) } })
      t.teardown(() => home.close())
    })
    t.match(await lost, { event: 'lost', reason })
  }
})

t.test('a connection that does not open in time is given up, and closed if it comes late', async (t) => {
  const timers = new ManualTimers()
  const { channel, closes } = scripted(() => undefined)
  const late = Promise.withResolvers<FrameChannel>()
  const losses: LinkEvent[] = []
  const home = connectHome({ open: () => late.promise, sources: { timers, random: () => 0 }, log: (event) => { losses.push(event) } })
  await timers.waitFor(10_000)
  timers.advance(10_000)
  await timers.waitFor(125)
  t.match(losses, [{ event: 'lost', reason: 'the connection did not open in time' }])
  late.resolve(channel)
  await new Promise(setImmediate)
  t.equal(closes(), 1)
  await home.close()
})

t.test('a server that falls silent is given up, also when it takes no part in closing', async (t) => {
  const timers = new ManualTimers()
  let pings = 0
  const ready = encodeGatewayFrame(0, {
    kind: 'ready', linkId: linkId('1b1e7c52-6a0f-4b8e-9a3d-5c2f8e4d1a90'), resumeToken: new Uint8Array(1), initialCredit: 1, initialCreditBytes: 0, policyVersion: 0, limits: defaultLimits, version: 1, capabilities: [],
  })
  const { channel, closes } = scripted((listener) => listener.frame(ready))
  const lost: LinkEvent[] = []
  const home = connectHome({ open: () => ({ ...channel, ping: () => { pings += 1 } }), sources: { timers, random: () => 0 }, log: (event) => { if (event.event === 'lost') lost.push(event) } })
  await opened(home)
  timers.advance(120_000)
  t.strictSame([pings, closes()], [4, 0])
  timers.advance(30_000)
  t.equal(closes(), 1)
  timers.advance(1_000)
  await timers.waitFor(125)
  t.match(lost, [{ reason: 'the gateway fell silent' }])
  await home.close()
})
