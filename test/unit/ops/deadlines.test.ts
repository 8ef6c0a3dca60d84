// SPDX-License-Identifier: AGPL-3.0-only
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import t from 'tap'
import type { Test } from 'tap'
import { boundRequests, markTransfer } from '../../../src/ops/deadlines.ts'
import { mapErrors } from '../../../src/ops/problem.ts'
import { createTestClock } from '../../support/registry-world.ts'
import { createTurnedTimers } from '../../support/turned-timers.ts'
import { eventually, within } from '../../support/waiting.ts'

const LIMIT_MS = 5_000

const open = async (t: Test) => {
  const timers = createTurnedTimers(createTestClock())
  const app = Fastify()
  mapErrors(app, { failed: () => undefined, correlationId: () => '' })
  boundRequests(app, LIMIT_MS, (ms, task) => timers.after(ms, task))
  app.put('/short', async () => ({}))
  app.put('/long', { config: { ...markTransfer } }, async () => ({}))
  app.get('/', async () => 'here')
  await app.listen({ port: 0, host: '127.0.0.1' })
  t.teardown(() => app.close())
  const say = (text: string) => {
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1', () => socket.write(text))
    t.teardown(() => socket.destroy())
    return { socket, gone: new Promise((resolve) => { socket.resume().once('close', resolve).on('error', () => undefined) }) }
  }
  return { timers, say }
}

const half = (path: string): string => `PUT ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{`

t.test('a request whose body does not come ends with its connection, on known paths and others', async (t) => {
  for (const path of ['/short', '/nowhere']) {
    const { timers, say } = await open(t)
    const { gone } = say(half(path))
    await eventually(() => timers.waiting() === 1, 'the request is there')
    timers.turn(LIMIT_MS)
    await within(gone, path)
  }
})

t.test('a transfer takes its time, and a connection without a request under way stays', async (t) => {
  const { timers, say } = await open(t)
  const { socket } = say(half('/long'))
  const answered = new Promise<string>((resolve) => { socket.once('data', (data: Buffer) => { resolve(data.toString()) }) })
  const other = say('GET / HTTP/1.1\r\nhost: x\r\n\r\n').socket
  await within(new Promise((resolve) => { other.once('data', resolve) }), 'the other is answered')
  timers.turn(10 * LIMIT_MS)
  socket.write('"a": 12}')
  t.match(await within(answered, 'the long one is answered'), /^HTTP\/1.1 200/)
  t.equal(other.destroyed, false)
})
