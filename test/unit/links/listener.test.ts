// SPDX-License-Identifier: AGPL-3.0-only
import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import t from 'tap'
import type { WebSocket } from 'ws'
import { Connections } from '../../../src/links/connections.ts'
import { RawLink } from '../../support/raw-link.ts'
import { bench, linksDeps, ManualTimers } from './support.ts'

t.test('a connection needs our subprotocol and gets no compression', async (t) => {
  const b = await bench(t)
  for (const protocols of [[], ['drawbridge.v2'], ['chat', 'xdrawbridge.v1']]) {
    await t.rejects(RawLink.connect(b.url, { protocols }), { message: 'HTTP 426' }, protocols.join())
  }
  const link = await RawLink.connect(b.url, { protocols: ['drawbridge.v2', 'drawbridge.v1'], perMessageDeflate: true })
  t.strictSame([link.ws.protocol, link.ws.extensions], ['drawbridge.v1', ''])
  link.destroy()
})

t.test('a plain request is told to upgrade, as a problem document', async (t) => {
  const b = await bench(t)
  const response = await fetch(b.url.replace('ws:', 'http:'))
  t.equal(response.status, 426)
  t.match(response.headers.get('content-type'), /^application\/problem\+json/)
  t.match(await response.json(), { type: 'urn:drawbridge:error:UNSUPPORTED_VERSION', status: 426, detail: /WebSocket .*subprotocol drawbridge\.v1/, code: 'UNSUPPORTED_VERSION' })
})

/** Stands for an upgraded connection that never says anything. */
class SilentWs extends EventEmitter {
  readonly OPEN = 1
  readyState = 1
  bufferedAmount = 0
  closedWith: number | undefined
  send(): void { /* nobody reads */ }
  resume(): void { /* nothing is paused */ }
  close(code: number): void {
    this.readyState = 3
    this.closedWith = code
    this.emit('close')
  }
}

class SilentConnection extends EventEmitter {
  cork(): void { /* nothing waits */ }
  uncork(): void { /* nothing waits */ }
}

t.test('when more connections are being opened than may be, the oldest gives way', async (t) => {
  const timers = new ManualTimers()
  const connections = new Connections({ proxies: [], capabilities: [], software: 'drawbridge/test' }, linksDeps({ timers }))
  const silent = Array.from({ length: 4_098 }, () => new SilentWs())
  for (const ws of silent) connections.accept(ws as unknown as WebSocket, new SilentConnection() as unknown as Socket)
  t.strictSame(silent.slice(0, 4).map(({ closedWith }) => closedWith), [1013, 1013, undefined, undefined])
  t.equal(timers.pending, 4_096)
  timers.advance(5_000)
  t.strictSame(new Set(silent.slice(2).map(({ closedWith }) => closedWith)), new Set([4002]), 'and the others have their five seconds')
  await connections.drain()
})
