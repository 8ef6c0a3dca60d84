// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { partyId } from '../../../../src/model/ids.ts'
import { createWakeUrls } from '../../../../src/ops/outgoing/index.ts'
import { openRegistryWorld } from '../../../support/registry-world.ts'

t.test('a party is called where its agreement says now, and nowhere while it is suspended', async (t) => {
  const { registry, store, heron } = await openRegistryWorld(t)
  const urlOf = createWakeUrls(store.read)
  t.equal(await urlOf(heron.party), undefined, 'it named no URL')
  const { version, ...row } = (await store.read.party(heron.party))!
  await store.write.commit({ expect: [{ of: 'party', party: heron.party, version }], writes: [{ put: 'party', row: { ...row, wakeUrl: 'https://heron.example/wake' } }] })
  t.equal(await urlOf(heron.party), 'https://heron.example/wake')
  await registry.parties.suspend(heron.party, { actor: 'socket', reason: 'unpaid' })
  t.equal(await urlOf(heron.party), undefined)
  await registry.parties.resume(heron.party, { actor: 'socket', reason: 'paid' })
  t.equal(await urlOf(heron.party), 'https://heron.example/wake')
  t.equal(await urlOf(partyId('nobody.example')), undefined)
})
