// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { overWebSocket } from '../../../src/sdk/channel.ts'
import type { ChannelListener, WebSocketLike } from '../../../src/sdk/channel.ts'

/** A WebSocket that does what the test says. */
const fakeSocket = () => {
  const listeners = new Map<string, (event: object) => void>()
  const sent: Uint8Array[] = []
  const socket = {
    binaryType: 'blob', readyState: 0, bufferedAmount: 5, closes: 0,
    send: (data: Uint8Array) => { sent.push(data) },
    close: () => { socket.closes += 1 },
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
  t.notOk('ping' in channel)
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
