// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { userId } from '../../../src/model/ids.ts'
import { call as callAt, startAdmin } from './support.ts'

const USER = userId('0d6c1e7a-52a4-4f0b-8a39-6f1f5f0c2b77')

t.test('what the core did not take is listed a page at a time, and replayed, without a word of content', async (t) => {
  const asked: unknown[] = []
  const { socket } = await startAdmin(t, {}, {
    webhookState: () => 'resting',
    untaken: {
      list: async (isDead, after, limit) => {
        asked.push([isDead, after, limit])
        return [{ event: 17, user: USER, timeMs: 0, attempts: 10, nextAtMs: 5, deadSinceMs: isDead ? 1_000 : undefined, reason: 'timeout' }]
      },
      replay: async (...of) => {
        asked.push(of)
        return 3
      },
    },
  })
  const call = (method: 'GET' | 'POST', path: string, body?: unknown) => callAt({ socket }, method, path, { body })
  const event = { id: 17, user: USER, time: '1970-01-01T00:00:00.000Z', attempts: 10, reason: 'timeout' }
  t.match(await call('GET', '/v1/core/webhook'), { status: 200, body: { receiver: 'resting', events: [{ ...event, deadSince: '1970-01-01T00:00:01.000Z' }] } })
  t.match(await call('GET', '/v1/core/webhook?state=retrying&after=16&limit=1'), { status: 200, body: { events: [{ ...event, next: '1970-01-01T00:00:00.005Z' }], next: 17 } })
  t.match(await call('POST', '/v1/core/webhook/replay', { ids: [17] }), { status: 200, body: { replayed: 3 } })
  t.match(await call('POST', '/v1/core/webhook/replay', {}), { status: 200, body: { replayed: 3 } })
  for (const wrong of [{ ids: [] }, { ids: ['1'] }, { all: true }]) t.match(await call('POST', '/v1/core/webhook/replay', wrong), { status: 400 })
  t.match(await call('GET', '/v1/core/webhook?limit=501'), { status: 400 })
  t.match(asked, [[true, 0, 50], [false, 16, 1], [[17], { actor: 'socket', reason: '' }], [undefined, { actor: 'socket', reason: '' }]])
})
