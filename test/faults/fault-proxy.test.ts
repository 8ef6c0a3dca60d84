// SPDX-License-Identifier: AGPL-3.0-only
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import t from 'tap'
import type { Test } from 'tap'
import { createFaultProxy } from '../support/fault-proxy.ts'

/** A server that says everything back, behind a proxy; `heard` is what it has heard so far. */
const open = async (t: Test) => {
  let heard = ''
  const sockets = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).on('data', (bytes) => { heard += bytes.toString() }).pipe(socket)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.teardown(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const proxy = await createFaultProxy(t, (server.address() as AddressInfo).port)
  const client = async (): Promise<Socket> => {
    const socket = connect({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true })
    t.teardown(() => socket.destroy())
    await once(socket, 'connect')
    return socket
  }
  return { proxy, client, server, sockets, heard: () => heard }
}

const answerTo = async (socket: Socket, text: string): Promise<string> => {
  socket.write(text)
  let said = ''
  while (said.length < text.length) said += String((await once(socket, 'data'))[0])
  return said
}

t.test('fair weather passes everything, and drips change no byte', async (t) => {
  const { proxy, client } = await open(t)
  const socket = await client()
  t.equal(await answerTo(socket, 'hello'), 'hello')
  t.equal(proxy.connections(), 1)
  proxy.set({ dripBytes: 2, delayMs: 1 })
  t.equal(await answerTo(socket, 'slow water'), 'slow water')
})

t.test('silence holds back what is said, and lets it go afterwards', async (t) => {
  const { proxy, client, server, heard } = await open(t)
  const socket = await client()
  await answerTo(socket, 'a')
  proxy.set({ isSilent: true })
  socket.write('b')
  // A connection made after it is past the proxy: had anything been let through, it would be there too.
  const arrived = once(server, 'connection')
  await client()
  await arrived
  t.equal(heard(), 'a')
  const answer = once(socket, 'data')
  proxy.set({})
  t.equal(String((await answer)[0]), 'b')
})

t.test('a cut resets, and refusing lets nobody in', async (t) => {
  const { proxy, client } = await open(t)
  const socket = await client()
  await answerTo(socket, 'a')
  const reset = t.rejects(once(socket, 'close'), { code: 'ECONNRESET' })
  proxy.set({ isRefusing: true })
  proxy.cut()
  await reset
  const late = connect({ port: proxy.port, host: '127.0.0.1' })
  await t.rejects(Promise.race([once(late, 'data'), once(late, 'end')]), { code: 'ECONNRESET' })
})

t.test('a half-closed connection still hears', async (t) => {
  const { proxy, client, heard, sockets } = await open(t)
  const socket = await client()
  await answerTo(socket, 'a')
  const ended = once(socket.resume(), 'end')
  proxy.halfClose()
  await ended
  const [served] = sockets
  const told = served && once(served, 'data')
  socket.write('b')
  await told
  t.equal(heard(), 'ab')
})
