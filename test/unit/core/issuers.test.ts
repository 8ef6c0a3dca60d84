// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { openCoreWorld } from '../../support/core-world.ts'

t.test('a core without a link puts its issuer list, whose version only rises', async (t) => {
  const { call, core, heron, registry } = await openCoreWorld(t)
  const parties = [{ party: heron.party, state: 'live', keys: heron.application.issuerKeys.keys }] as const
  const [first, second] = [await core.home.signIssuerList({ version: 1, parties }), await core.home.signIssuerList({ version: 2, parties })]
  for (const list of [first, second, second]) t.match(await call('PUT', '/issuers', { body: { list } }), { status: 200, body: { ok: true } })
  t.match(await registry.issuerLists.get(heron.caller), { list: second })
  t.match(await call('PUT', '/issuers', { body: { list: first } }), { status: 400, body: { code: 'ISSUER_LIST_REFUSED' } })
})

t.test('what the core did not sign is no issuer list', async (t) => {
  const { call, core, heron } = await openCoreWorld(t)
  const forged = await heron.home.signIssuerList({ version: 1, parties: [{ party: core.party, state: 'live', keys: [] }] })
  for (const list of [forged, 'no.such.list']) t.match(await call('PUT', '/issuers', { body: { list } }), { status: 400, body: { code: 'ISSUER_LIST_REFUSED' } }, list.slice(0, 12))
  for (const body of [{ list: '' }, { list: 'x'.repeat(131_073) }, {}]) t.match(await call('PUT', '/issuers', { body }), { status: 400, body: { code: 'MALFORMED' } })
  t.match(await call('PUT', '/issuers', { body: { list: forged }, token: null }), { status: 401 })
})
