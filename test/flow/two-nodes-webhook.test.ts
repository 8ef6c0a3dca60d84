// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
import t from 'tap'
import { createPartyKeys } from '../../src/sdk/link/party-keys.ts'
import type { KillableDaemon } from '../support/daemon.ts'
import { createPostgresCluster, postgresMissing } from '../support/postgres-cluster.ts'
import { startNodes } from '../support/two-nodes.ts'
import { repeatedly } from '../support/waiting.ts'

t.setTimeout(240_000)
const missing = postgresMissing()
const cluster = missing === undefined ? await createPostgresCluster(t) : undefined

t.test('of two gateways on one database one calls the core, and the other one does once the first is gone', missing === undefined ? {} : { skip: missing }, async (t) => {
  if (!cluster) throw new Error(missing)
  const nodes = (await startNodes(t, cluster, { ofBoth: {
    DRAWBRIDGE_CORE_LISTEN: '127.0.0.1:0', DRAWBRIDGE_CORE_WEBHOOK: 'http://127.0.0.1:9/hook', DRAWBRIDGE_OUTGOING_PRIVATE_HOSTS: '127.0.0.1:9',
  } })).map(({ daemon }) => daemon)
  const { application } = await createPartyKeys({ party: 'core.example', role: 'core', displayName: 'Core' })
  await nodes[0]?.addParty(application)
  const receiver = async (daemon: KillableDaemon): Promise<string> => (await daemon.admin<{ readonly receiver: string }>('GET', '/v1/core/webhook')).receiver
  const untilOneCalls = (daemons: readonly KillableDaemon[]) => repeatedly(async () => {
    const states = await Promise.all(daemons.map(receiver))
    if (states.filter((state) => state === 'well').length !== 1) throw new Error(states.join())
    return states
  }, 'one of them calls')
  const states = await untilOneCalls(nodes)
  t.same(states.toSorted(), ['elsewhere', 'well'])
  const [caller, other] = states[0] === 'well' ? nodes : nodes.toReversed()
  await caller?.kill()
  t.same(await untilOneCalls(other ? [other] : []), ['well'])
})
