// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 120
// Promise: whatever a user says to the server of examples/provider-server as its device, the server stands, small and quick, and its link to a real gateway too.
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import t from 'tap'
import { WebSocket } from 'ws'
import { attachmentId } from '../../src/model/attachments.ts'
import { EnvelopeType } from '../../src/model/signal-crypto.ts'
import { deviceId, registrationId, submissionId, userId } from '../../src/model/ids.ts'
import { MAX_NUISANCES } from '../../src/links/limits.ts'
import { connectHome, overWebSocket } from '../../src/sdk/device/index.ts'
import type { DeviceTransport, UserId } from '../../src/sdk/link/index.ts'
import { encodeEnvelope } from '../../src/wire/gateway/index.ts'
import type { Teardown } from '../support/scope.ts'
import { createProviderServer } from '../support/provider-server.ts'

t.setTimeout(118_000)

const provider = await createProviderServer(t)
const { server, url } = provider

interface User { readonly token: string; readonly userId: UserId }

const asked = async (token: string, path: string, options: RequestInit = {}): Promise<Response> => fetch(`${url}${path}`, { ...options, headers: { authorization: `Bearer ${token}` } })

const createUser = async (name: string): Promise<User> => {
  const { token } = await provider.addDevice(name, name)
  const me = await (await asked(token, '/me')).json() as { readonly userId: string }
  return { token, userId: userId(me.userId) }
}
const [ana, bo, cy] = [await createUser('ana'), await createUser('bo'), await createUser('cy')]

/** That Bo is served, and what the server said since it listens. */
const standing = async () => ({ status: (await asked(bo.token, '/me')).status, said: server.lines.slice(1) })

/** A bare connection that has asked for the door. */
const knock = async (token: string): Promise<Socket> => {
  const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', allowHalfOpen: true }).on('error', () => undefined)
  await once(socket, 'connect')
  const key = randomBytes(16).toString('base64')
  socket.write(`GET /device HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\nAuthorization: Bearer ${token}\r\n\r\n`)
  return socket
}

const wayOf = (t: Teardown, { token }: User): DeviceTransport => {
  const home = connectHome({ open: () => overWebSocket(new WebSocket(`${url.replace('http', 'ws')}/device`, { headers: { authorization: `Bearer ${token}` } })) })
  t.teardown(() => home.close())
  return home.transport()
}

t.test('users whose requests the gateway finds malformed, again and again, end no link', async (t) => {
  const envelope = { deviceId: deviceId(1), registrationId: registrationId(1), type: EnvelopeType.RATCHET }
  const bytes = encodeEnvelope({ ...envelope, ciphertext: new Uint8Array(1) })
  // Names a file in a message that is not kept: every decoder takes it, and the gateway refuses it.
  const malformed = (user: User) => ({
    kind: 'submit', submission: {
      submissionId: submissionId(randomUUID()), senderUser: user.userId, senderDevice: deviceId(1), recipientUser: userId(randomUUID()), consentToken: randomBytes(32),
      envelopes: [{ ...envelope, bytes }], commitment: randomBytes(32), messageClass: 'ephemeral', urgent: false, ttlSeconds: 0, partial: false, attachments: [attachmentId(randomUUID())],
    },
  } as const)
  // In the time in which so many unread ones would end it.
  await Promise.all([ana, bo, cy].map(async (user) => {
    const way = wayOf(t, user)
    for (let n = 0; n < MAX_NUISANCES / 2; n += 1) await t.rejects(way.request(malformed(user)), { code: 'MALFORMED' })
  }))
  t.strictSame(await standing(), { status: 200, said: [] })
})

t.test('a user who pings and does not read is sent away, and costs nothing', async (t) => {
  const before = residentMiB()
  const socket = await knock(ana.token)
  await once(socket, 'data')
  socket.pause()
  const ping = Buffer.concat([Buffer.of(0x89, 0x80 | 125, 0, 0, 0, 0), Buffer.alloc(125)])
  const pings = Buffer.concat(Array.from({ length: 1_000 }, () => ping))
  const pour = (): void => { while (!socket.destroyed && socket.write(pings)); }
  const gone = new Promise((resolve) => { socket.once('close', resolve) })
  socket.on('drain', pour)
  pour()
  await gone
  const grown = residentMiB() - before
  t.ok(grown < 100, `${grown.toFixed()} MiB`)
  t.equal((await standing()).status, 200)
})

function residentMiB(): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(server.pid())}/status`, 'utf8'))?.[1]) / 1_024
}
