// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { connectLink } from '../../src/sdk/link/index.ts'
import type { LinkOptions } from '../../src/sdk/link/index.ts'
import { createCouple } from '../support/couple.ts'
import { createDaemon } from '../support/daemon.ts'
import { send } from '../support/refusing-server.ts'

t.setTimeout(110_000)

t.test('a party hears of new limits on its open link, is held to them at once, and reads them when it connects again', async (t) => {
  const daemon = await createDaemon(t)
  await daemon.start()
  const heard = Promise.withResolvers<unknown>()
  const log: LinkOptions['log'] = (event) => { if (event.event === 'limitsChanged') heard.resolve(event) }
  const couple = await createCouple(daemon, (link) => connectLink(link.keys.party === 'wren.example' ? { ...link, log } : link))
  const { core, provider } = couple
  await provider.link.close()
  t.match(await core.link.ready, { policyVersion: 1, limits: { queuedPerPair: 1_000 } })
  await send(couple, 'one')
  await send(couple, 'two')

  await daemon.admin('POST', '/v1/parties/wren.example/limits', { set: { queuedPerPair: 3 }, reason: 'to be full soon' })
  t.match(await heard.promise, { event: 'limitsChanged', policyVersion: 2, limits: { queuedPerPair: 3, contactsPerUserDay: 10 } })
  await send(couple, 'three')
  await t.rejects(send(couple, 'four'), { message: 'throttled' }, 'what waits already counts')

  await core.link.close()
  const again = connectLink({ admission: core.admission, keys: core.keys, instance: 'one' })
  t.match(await again.ready, { policyVersion: 2, limits: { queuedPerPair: 3 } })
  await again.close()
})
