// SPDX-License-Identifier: AGPL-3.0-only
// Promise: whatever a stranger or a user sends to the server of examples/provider-server, it goes on, signs nothing but a public key, and says what it did not take.
import { once } from 'node:events'
import { readdirSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { addUser } from '../../examples/provider-server/users.ts'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import { freePort } from '../../bench/parts/free-port.ts'
import { createExample } from '../support/example-process.ts'
import { createFakeGateway } from '../support/fake-gateway.ts'
import { eventually } from '../support/waiting.ts'

const temporary = await createTempFolder('drawbridge-provider-')
t.teardown(() => temporary.remove())
const gateway = await createFakeGateway(t)
const folder = temporary.path
writeFileSync(join(folder, 'keys.json'), JSON.stringify(gateway.keys))
writeFileSync(join(folder, 'admission.json'), JSON.stringify(gateway.admission))
const token = addUser(folder, 'ana', 'Ana')
const port = await freePort()
const url = `http://127.0.0.1:${String(port)}`
const server = createExample(t, 'provider-server/server.ts', [folder, String(port)])
server.start()
await server.says(/listens at/)

const headers = { authorization: `Bearer ${token}` }
const identityKey = Buffer.from([5, ...new Uint8Array(32)])
const sign = (body: string | ReadableStream): Promise<Response> => fetch(`${url}/signature`, { method: 'POST', headers, body, duplex: 'half' })
const stillServes = async (): Promise<boolean> => (await fetch(`${url}/me`, { headers })).status === 200

t.test('it signs what is a public key, and nothing else', async (t) => {
  t.equal((await sign(JSON.stringify({ identityKey: identityKey.toString('base64'), deviceListVersion: 1 }))).status, 200)
  const wrong: readonly unknown[] = [
    // Whatever has a length would be a key to who asks for its bytes alone; with a length of a thousand million it would take a minute and a gigabyte.
    { identityKey: [...identityKey], deviceListVersion: 1 }, { identityKey: { length: 33, 0: 5 }, deviceListVersion: 1 }, { identityKey: { length: 1_000_000_000 }, deviceListVersion: 1 },
    { identityKey: identityKey.subarray(1).toString('base64'), deviceListVersion: 1 }, { identityKey: '', deviceListVersion: 1 }, { deviceListVersion: 1 },
    ...[0, -1, 1.5, '1', 2 ** 33, null, undefined].map((deviceListVersion) => ({ identityKey: identityKey.toString('base64'), deviceListVersion })),
    null, 5, 'text', [],
  ]
  for (const body of wrong) t.equal((await sign(JSON.stringify(body))).status, 400, JSON.stringify(body))
  for (const body of ['', '{', '\u0000']) t.equal((await sign(body)).status, 400, JSON.stringify(body))
})

t.test('it says what it does not take: who is not logged in, what is too large, and what is not there', async (t) => {
  t.equal((await sign('x'.repeat(100_000))).status, 413)
  t.equal((await sign(new Blob(['{}']).stream())).status, 413, 'nor what does not say how large it is')
  t.equal((await fetch(`${url}/nowhere`, { headers })).status, 404)
  t.equal((await fetch(`${url}/signature`, { headers })).status, 404)
  for (const authorization of ['', 'Bearer wrong', `Basic ${token}`]) t.equal((await fetch(`${url}/me`, { headers: { authorization } })).status, 401)
  t.match(await (await fetch(`${url}/me`)).json(), { error: 'log in: the token is not one of a user' })
})

const upgrade = (authorization: string): string =>
  `GET /device HTTP/1.1\r\nHost: here\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nAuthorization: ${authorization}\r\n\r\n`

const knock = async (said: string): Promise<Socket> => {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }).on('error', () => undefined)
  await once(socket, 'connect')
  socket.write(said)
  return socket
}

t.test('strangers who come and reset their connections end nothing', async (t) => {
  const half = `POST /signature HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer ${token}\r\nContent-Length: 100\r\n\r\n{`
  const before = server.lines.length
  for (const said of [upgrade('Bearer wrong'), upgrade(headers.authorization), half]) {
    for (let n = 0; n < 100; n += 1) {
      const socket = await knock(said)
      // At another moment each time.
      for (let turn = 0; turn < n % 5; turn += 1) await new Promise(setImmediate)
      const gone = new Promise((resolve) => { socket.once('close', resolve) })
      socket.resetAndDestroy()
      await gone
    }
  }
  t.ok(await stillServes())
  t.strictSame(server.lines.slice(before).filter((line) => !line.includes('"event":"left"')), [])
})

t.test('strangers who stay after they were refused hold nothing of the server', async (t) => {
  const openFiles = (): number => readdirSync(`/proc/${String(server.pid())}/fd`).length
  const before = openFiles()
  for (let n = 0; n < 50; n += 1) {
    const socket = await knock(upgrade('Bearer wrong'))
    t.match(String(await once(socket, 'data')), /^HTTP\/1.1 401 /)
    t.teardown(() => socket.destroy())
  }
  await eventually(() => openFiles() < before + 10, 'their connections are closed')
})

t.test('a stranger who is refused holds no connection', async (t) => {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  socket.write(upgrade('Bearer wrong'))
  const [answer] = await once(socket, 'data') as [Buffer]
  t.match(answer.toString(), /^HTTP\/1\.1 401 /)
  socket.resume()
  await once(socket, 'end')
  // A server that waits for more would take it; one that is done with it does not.
  await t.rejects(new Promise<void>((_, reject) => {
    socket.on('error', reject)
    const again = (): void => { if (!socket.destroyed) socket.write('x', () => setImmediate(again)) }
    again()
  }))
  t.ok(await stillServes())
})

t.test('accounts that cannot be read are the server\'s fault, and are read again', async (t) => {
  const accounts = join(folder, 'users.json')
  writeFileSync(accounts, '[{')
  t.equal((await fetch(`${url}/me`, { headers })).status, 500)
  const socket = connect(port, '127.0.0.1')
  socket.write(upgrade(headers.authorization))
  t.match(String((await once(socket, 'data'))[0]), /^HTTP\/1\.1 500 /)
  writeFileSync(accounts, '[]')
  const again = addUser(folder, 'ana', 'Ana')
  t.equal((await fetch(`${url}/me`, { headers: { authorization: `Bearer ${again}` } })).status, 200)
})
