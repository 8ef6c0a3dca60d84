// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import t from 'tap'
import { LINGER_MS } from '../../../src/media/limits.ts'
import { createMediaWorld, patchHeaders } from '../../support/media-world.ts'

t.test('whoever drips on behind an answer is cut after a while, whatever the answer was', async (t) => {
  const { ask, call, store, timers } = await createMediaWorld(t)
  const content = randomBytes(100)
  const id = store.add(content)
  t.match(await ask('PATCH', id, patchHeaders(store.ticketFor(id), 0), content), { status: 204 })
  const awaited = store.add(content)
  for (const [status, which, headers] of [
    [204, id, patchHeaders(store.ticketFor(id), 100)], [401, id, patchHeaders('Drawbridge no', 100)],
    [412, awaited, { ...patchHeaders(store.ticketFor(awaited), 0), 'tus-resumable': '0.2.2' }], [400, awaited, { ...patchHeaders(store.ticketFor(awaited), 0), 'content-type': 'text/plain' }],
  ] as const) {
    const { request, answer } = call('PATCH', which, { ...headers, 'transfer-encoding': 'chunked', connection: 'keep-alive' })
    request.flushHeaders()
    const closed = once(request, 'close')
    t.equal((await answer).status, status)
    request.write('x')
    t.notOk(request.destroyed, `${String(status)}: the connection stays for a while`)
    timers.turn(LINGER_MS)
    await closed
    t.equal(timers.waiting(), 0, 'and then it is cut')
  }
})
