// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { call, startAdmin } from './support.ts'

t.test('a page of reports has its bounds, and a report must be there', async (t) => {
  const { socket } = await startAdmin(t)
  t.match(await call({ socket }, 'GET', '/v1/reports'), { status: 200, body: { reports: [] } })
  t.match(await call({ socket }, 'GET', '/v1/report-counts?party=heron.example'), { status: 200, body: { users: [], party: { party: 'heron.example', reporters: 0, users: 0 } } })
  for (const path of ['/v1/reports?limit=0', '/v1/reports?limit=501', '/v1/reports?after=x', '/v1/reports?other=1', '/v1/report-counts?party=No', '/v1/reports/x']) {
    t.match(await call({ socket }, 'GET', path), { status: 400, body: { code: 'MALFORMED' } }, path)
  }
  const path = `/v1/reports/${randomUUID()}`
  t.match(await call({ socket }, 'GET', path), { status: 404, body: { code: 'NOT_FOUND' } })
  t.match(await call({ socket }, 'POST', `${path}/drop`, { body: {} }), { status: 400 }, 'a drop needs a reason')
  t.match(await call({ socket }, 'POST', `${path}/drop`, { body: { reason: 'x' } }), { status: 404 })
  t.match(await call({ socket }, 'GET', '/v1/frank-keys'), { status: 200, body: { drawbridge: 'frank-keys/1', keys: [{ epoch: 1, key: { crv: 'Ed25519' } }] } })
})
