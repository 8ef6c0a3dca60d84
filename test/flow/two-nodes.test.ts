// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { createCouple } from '../support/couple.ts'
import { createPostgresCluster, postgresMissing } from '../support/postgres-cluster.ts'
import { signal } from '../support/processes.ts'
import type { Teardown } from '../support/scope.ts'
import { createTalk, SOON, startNodes } from '../support/two-nodes.ts'
import { eventually, within } from '../support/waiting.ts'

/** Longer than a lease. */
const FROZEN_MS = 13_000

t.setTimeout(240_000)
const missing = postgresMissing()
const options = missing === undefined ? {} : { skip: missing }
const cluster = missing === undefined ? await createPostgresCluster(t) : undefined
const start = (t: Teardown) => {
  if (!cluster) throw new Error(missing)
  return startNodes(t, cluster)
}

t.test('what is sent at one node arrives at the other, both ways, and a node that was frozen goes on', { ...options }, async (t) => {
  const [a, b] = await start(t)
  const { core, provider } = await createCouple(a.daemon, (link) => (link.keys.party === 'wren.example' ? a : b).open(link))
  const [there, back] = [createTalk(provider, core), createTalk(core, provider)]
  there.watch(core.link)
  back.watch(provider.link)
  await Promise.all([there.send(100), back.send(100)])
  await Promise.all([there.arrived(), back.arrived()])
  t.same([there.shown, back.shown], [there.sent, back.sent], 'in the order in which they were sent')

  signal([a.daemon.pid()], 'SIGSTOP')
  await there.send(20)
  await pause(FROZEN_MS)
  signal([a.daemon.pid()], 'SIGCONT')
  await Promise.all([there.send(20), back.send(20)])
  await Promise.all([there.arrived(), back.arrived()])
  t.same([there.shown, back.shown], [there.sent, back.sent], 'none lost, in their order')
  t.match(await readFile(a.daemon.logFile, 'utf8'), /DRAINED/, 'it has ended its links')
  t.notMatch(await readFile(b.daemon.logFile, 'utf8'), /DRAINED/, 'the other has not')
  await Promise.all([core.link.close(), provider.link.close()])
})

t.test('limits that are changed at one node are told on the links of both', { ...options }, async (t) => {
  const [a, b] = await start(t)
  const heard = Promise.withResolvers<unknown>()
  const { core, provider } = await createCouple(a.daemon, (link) => (link.keys.party === 'wren.example' ? b : a).open({
    ...link, log: (event) => { if (event.event === 'limitsChanged') heard.resolve({ ...event, party: link.keys.party }) },
  }))
  await a.daemon.admin('POST', '/v1/parties/wren.example/limits', { set: { queuedPerPair: 3 }, reason: 'to be full soon' })
  t.match(await within(heard.promise, 'the provider hears of its limits'), { party: 'wren.example', policyVersion: 2, limits: { queuedPerPair: 3 } })
  await Promise.all([core.link.close(), provider.link.close()])
})

t.test('when a node is killed under load, its party comes to the other and finds everything', { ...options }, async (t) => {
  const [a, b] = await start(t)
  const { core, provider } = await createCouple(a.daemon, (link) => (link.keys.party === 'wren.example' ? a : b).open(link))
  const there = createTalk(provider, core)
  there.watch(core.link)
  const sending = there.send(200)
  await eventually(() => there.shown.length >= 20, 'twenty messages arrive')
  await a.daemon.kill()
  await core.link.close()
  const moved = b.open({ admission: core.admission, keys: core.keys, instance: 'two', reconnect: SOON })
  there.watch(moved)
  await sending
  await there.arrived()
  t.same(there.shown, there.sent, 'none lost, in their order')
  await Promise.all([moved.close(), provider.link.close()])
})
