// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { openCoreWorld } from '../../../support/core-world.ts'

t.test('where a webhook is configured nobody polls, and is told what to do; everything else works', async (t) => {
  const { call } = await openCoreWorld(t, { hasWebhook: true })
  for (const after of ['', '?after=7&wait=1']) {
    t.match(await call('GET', `/events${after}`), { status: 409, body: { code: 'CONFLICT', detail: /core\.webhook; to poll for them take it out of the configuration/ } })
  }
  t.match(await call('PUT', '/users/ben', { body: { optedIn: true, findable: false } }), { status: 200 })
})
