// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { call, startAdmin } from './support.ts'

const PATH = '/v1/core/credentials'

t.test('a credential is made, listed without its secret, and removed, and the log has who did so', async (t) => {
  const { socket, seen } = await startAdmin(t)
  const { status, body } = await call({ socket }, 'POST', PATH, { body: { name: 'server-1' } })
  t.match({ status, body }, { status: 201, body: { name: 'server-1', secret: /^[A-Za-z0-9_-]{43}$/ } })
  t.same((await call({ socket }, 'GET', PATH)).body, { credentials: [{ name: 'server-1', addedAt: '1970-01-01T00:00:00.000Z' }] })
  t.match(await call({ socket }, 'POST', `${PATH}/remove`, { body: { name: 'server-1', reason: 'replaced' } }), { status: 200, body: { name: 'server-1' } })
  t.same((await call({ socket }, 'GET', PATH)).body, { credentials: [] })
  t.same(seen, ['added by socket', 'removed by socket'])
})

t.test('a name that is taken, unknown or not well formed is refused', async (t) => {
  const { socket } = await startAdmin(t)
  const add = (name: unknown) => call({ socket }, 'POST', PATH, { body: { name } })
  await add('server-1')
  t.match(await add('server-1'), { status: 409, body: { code: 'CONFLICT' } })
  for (const name of ['', 'a b', 'a/b', 'x'.repeat(65), 7]) t.match(await add(name), { status: 400, body: { code: 'MALFORMED' } }, String(name))
  t.match(await call({ socket }, 'POST', `${PATH}/remove`, { body: { name: 'server-2', reason: 'replaced' } }), { status: 404, body: { code: 'NOT_FOUND' } })
  t.match(await call({ socket }, 'POST', `${PATH}/remove`, { body: { name: 'server-1' } }), { status: 400, body: { code: 'MALFORMED', detail: /reason/ } }, 'nothing is taken away without a reason')
})
