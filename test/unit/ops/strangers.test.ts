// SPDX-License-Identifier: AGPL-3.0-only
import { once } from 'node:events'
import { connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { connect as connectSecure } from 'node:tls'
import websocket from '@fastify/websocket'
import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import t from 'tap'
import type { Test } from 'tap'
import { WebSocket } from 'ws'
import { boundWaiting } from '../../../src/ops/strangers.ts'
import { createSelfSigned } from '../../support/self-signed.ts'
import { eventually, within } from '../../support/waiting.ts'

const MAX = 3
const REQUEST = 'GET /slow HTTP/1.1\r\nhost: x\r\n\r\n'

const open = async (t: Test, isSecure: boolean) => {
  const app = (isSecure ? Fastify({ https: createSelfSigned('localhost') }) : Fastify()) as FastifyInstance
  boundWaiting(app, MAX)
  await app.register(websocket)
  let answer = (): void => undefined
  let asked = 0
  app.get('/slow', async () => {
    asked += 1
    await new Promise<void>((resolve) => { answer = resolve })
    return 'done'
  })
  app.route({ method: 'GET', url: '/socket', handler: async () => 'plain', wsHandler: (ws) => { ws.on('message', (data) => { ws.send(data as Buffer) }) } })
  await app.listen({ port: 0, host: '127.0.0.1' })
  t.teardown(() => app.close())
  const { port } = app.server.address() as AddressInfo
  const sockets: Socket[] = []
  t.teardown(() => { for (const socket of sockets) socket.destroy() })
  const stranger = async (): Promise<Socket> => {
    const socket = isSecure ? connectSecure({ port, host: '127.0.0.1', rejectUnauthorized: false }) : connect(port, '127.0.0.1')
    sockets.push(socket.on('error', () => undefined))
    await once(socket, isSecure ? 'secureConnect' : 'connect')
    return socket
  }
  return { stranger, url: `${isSecure ? 'wss' : 'ws'}://127.0.0.1:${String(port)}/socket`, asked: () => asked, answer: () => { answer() } }
}

const gone = (socket: Socket): Promise<void> => eventually(() => socket.resume().destroyed, 'it is cut off')

for (const isSecure of [false, true]) {
  const over = isSecure ? 'TLS' : 'TCP'
  t.test(`of connections that say nothing the oldest goes, over ${over}`, async (t) => {
    const { stranger } = await open(t, isSecure)
    const silent: Socket[] = []
    for (let n = 0; n < MAX; n++) silent.push(await stranger())
    t.notOk(silent.some(({ destroyed }) => destroyed))
    silent.push(await stranger())
    await gone(silent[0]!)
    t.strictSame(silent.slice(1).map(({ destroyed }) => destroyed), [false, false, false])
    silent[1]?.destroy()
    await gone(silent[1]!)
  })

  t.test(`a request that is being served and an upgraded connection stay, however many strangers come over ${over}`, async (t) => {
    const { stranger, url, asked, answer } = await open(t, isSecure)
    const ws = new WebSocket(url, { rejectUnauthorized: false })
    await once(ws, 'open')
    t.teardown(() => { ws.terminate() })
    const served = await stranger()
    served.write(REQUEST)
    await eventually(() => asked() === 1, 'it is being served')
    const silent: Socket[] = []
    for (let n = 0; n < 3 * MAX; n++) silent.push(await stranger())
    await gone(silent[0]!)
    answer()
    const [text] = await within(once(served, 'data'), 'it is answered') as [Buffer]
    t.match(text.toString(), /^HTTP\/1\.1 200/)
    ws.send('here')
    t.equal(String((await within(once(ws, 'message'), 'the other one answers'))[0]), 'here')
    for (let n = 0; n < MAX; n++) silent.push(await stranger())
    await gone(served)
  })
}
