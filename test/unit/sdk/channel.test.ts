// SPDX-License-Identifier: AGPL-3.0-only
import { once } from 'node:events'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { CLOSE_TIMEOUT_MS } from '../../../src/sdk/link/limits.ts'
import { MAX_FRAME_BYTES } from '../../../src/model/values.ts'
import type { Teardown } from '../../support/scope.ts'
import { ManualTimers } from './link/manual-timers.ts'
import { overWebSocket, webSocketLimits } from '../../../src/sdk/channel.ts'
import type { ChannelListener, WebSocketLike } from '../../../src/sdk/channel.ts'

/** A WebSocket that does what the test says. */
const fakeSocket = () => {
  const listeners = new Map<string, (event: object) => void>()
  const sent: Uint8Array[] = []
  const socket = {
    binaryType: 'blob', readyState: 0, bufferedAmount: 5, closes: 0, terminations: 0,
    send: (data: Uint8Array) => { sent.push(data) },
    close: () => { socket.closes += 1 },
    terminate: () => { socket.terminations += 1 },
    on: (type: string, listener: () => void) => { listeners.set(type, listener) },
    addEventListener: (type: string, listener: (event: object) => void) => { listeners.set(type, listener) },
  }
  const say = (type: string, event: object): void => listeners.get(type)?.(event)
  return { ws: socket as WebSocketLike & typeof socket, sent, say, message: (byte: number) => { say('message', { data: Uint8Array.of(byte).buffer }) } }
}

const listening = () => {
  const heard: (number | string)[] = []
  const listener: ChannelListener = { frame: ([byte = 0]) => { heard.push(byte) }, heard: () => undefined, closed: (reason) => { heard.push(reason) } }
  return { heard, listener }
}

t.test('what came before anybody listened is handed over in its order', (t) => {
  const { ws, say, message } = fakeSocket()
  const channel = overWebSocket(ws)
  t.equal(ws.binaryType, 'arraybuffer')
  message(1)
  message(2)
  const { heard, listener } = listening()
  channel.listen(listener)
  message(3)
  say('close', { code: 1006, reason: '' })
  say('close', { code: 1006, reason: '' })
  message(4)
  t.strictSame(heard, [1, 2, 3, 'closed (1006)'])
  t.equal(channel.waitingBytes, 5)
  t.match(channel, { ping: undefined })
  t.end()
})

t.test('but not without a bound', (t) => {
  const { ws, message } = fakeSocket()
  const channel = overWebSocket(ws)
  for (let byte = 0; byte <= 64; byte += 1) message(byte)
  t.equal(ws.closes, 1)
  const { heard, listener } = listening()
  channel.listen(listener)
  t.equal(heard.at(-1), 'frames before anybody listened')
  t.equal(heard.length, 65)
  t.end()
})

t.test('a message that is not binary closes it, and the reason of an error is told', (t) => {
  const [first, second] = [fakeSocket(), fakeSocket()]
  const [one, other] = [listening(), listening()]
  overWebSocket(first.ws).listen(one.listener)
  first.say('message', { data: 'text' })
  t.strictSame([one.heard, first.ws.closes], [['a message that is not binary'], 1])
  overWebSocket(second.ws).listen(other.listener)
  second.say('error', { message: 'Unexpected server response: 401' })
  second.say('close', { code: 1006, reason: '' })
  t.strictSame(other.heard, ['Unexpected server response: 401'])
  const [third, last] = [fakeSocket(), listening()]
  overWebSocket(third.ws).listen(last.listener)
  third.say('close', { code: 1000, reason: 'bye\u202e\u001b[2J' })
  t.strictSame(last.heard, ['closed (1000)'], 'but not in words that a terminal would act on')
  t.end()
})

t.test('what is sent before it is open is dropped', (t) => {
  const { ws, sent } = fakeSocket()
  const channel = overWebSocket(ws)
  channel.send(Uint8Array.of(1))
  Object.assign(ws, { readyState: 1 })
  channel.send(Uint8Array.of(2))
  t.strictSame(sent.map((frame) => [...frame]), [[2]])
  channel.close()
  t.equal(ws.closes, 1)
  t.end()
})

t.test('nor with more bytes than two of the largest frames', (t) => {
  const { ws, say } = fakeSocket()
  const channel = overWebSocket(ws)
  for (let frame = 0; frame < 3; frame += 1) say('message', { data: new ArrayBuffer(MAX_FRAME_BYTES) })
  t.equal(ws.closes, 1)
  const { heard, listener } = listening()
  channel.listen(listener)
  t.strictSame(heard, [0, 0, 'frames before anybody listened'])
  t.end()
})

t.test('one that was closed hands over its end and nothing else, and is gone in time whatever the other side does', (t) => {
  const [timers, { ws, say, message }, { heard, listener }] = [new ManualTimers(), fakeSocket(), listening()]
  const channel = overWebSocket(ws, timers)
  channel.listen(listener)
  channel.close()
  channel.close()
  message(1)
  say('ping', {})
  timers.advance(CLOSE_TIMEOUT_MS - 1)
  t.strictSame([ws.closes, ws.terminations, heard], [1, 0, []])
  timers.advance(1)
  t.equal(ws.terminations, 1)
  say('close', { code: 1006, reason: '' })
  t.strictSame(heard, ['closed (1006)'])
  const [own, other] = [new ManualTimers(), fakeSocket()]
  overWebSocket(other.ws, own).close()
  other.say('close', { code: 1000, reason: '' })
  t.strictSame(own.set, [], 'no timer is left where the other side takes part')
  t.end()
})

t.test('who is far behind at the end gets no last word, and what waits for it is let go at once', (t) => {
  const { ws } = fakeSocket()
  ws.bufferedAmount = 65_537
  overWebSocket(ws, new ManualTimers()).close()
  t.equal(ws.terminations, 1)
  t.end()
})

t.test('who pings and does not read is cut off, and who reads may ping on', (t) => {
  const [{ ws, say }, { listener }] = [fakeSocket(), listening()]
  overWebSocket(ws).listen(listener)
  for (let ping = 0; ping < 64; ping += 1) say('ping', {})
  ws.bufferedAmount = 0
  say('ping', {})
  ws.bufferedAmount = 5
  for (let ping = 0; ping < 64; ping += 1) say('ping', {})
  t.equal(ws.terminations, 0)
  say('ping', {})
  t.equal(ws.terminations, 1)
  t.end()
})

/** A client's upgrade, and a frame of it, masked with zeros. */
const UPGRADE = 'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n'
const frameOf = (first: number, payload: Buffer): Buffer => Buffer.concat([Buffer.of(first, 0x80 | payload.length, 0, 0, 0, 0), payload])

/** A channel over `ws` at a server's end, and the bare connection of who does not read. */
const unread = async (t: Teardown) => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, ...webSocketLimits })
  await once(server, 'listening')
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined).pause()
  t.teardown(() => { client.destroy(); server.close() })
  client.write(UPGRADE)
  const [ws] = await once(server, 'connection') as [WebSocket]
  const { heard, listener } = listening()
  const [timers, failed] = [new ManualTimers(), once(ws, 'error').catch(() => undefined)]
  const channel = overWebSocket(ws, timers)
  channel.listen(listener)
  return { client, ws, channel, heard, timers, failed, gone: new Promise((resolve) => { ws.once('close', resolve) }) }
}

t.test('the answers to a flood of pings pile up for nobody', async (t) => {
  const { client, ws, channel, gone } = await unread(t)
  const pings = Buffer.concat(Array.from({ length: 1_000 }, () => frameOf(0x89, Buffer.alloc(125))))
  let most = 0
  ws.on('ping', () => { most = Math.max(most, channel.waitingBytes) })
  const pour = (): void => { while (!client.destroyed && client.write(pings)); }
  client.on('drain', pour)
  pour()
  await gone
  t.ok(most < 1_048_576, `${String(most)} bytes waited`)
})

t.test('a message in thousands of pieces is none', async (t) => {
  const { client, heard, timers, failed, gone } = await unread(t)
  client.write(Buffer.concat(Array.from({ length: 1_000 }, (_, index) => frameOf(index === 0 ? 0x02 : 0x00, Buffer.alloc(1)))))
  await failed
  timers.advance(CLOSE_TIMEOUT_MS)
  await gone
  t.match(heard, [/fragments/])
})
