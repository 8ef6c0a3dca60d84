// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { GatewayError } from '../../../src/model/errors.ts'
import { instanceName } from '../../../src/model/ids.ts'
import { defaultLimits } from '../../../src/model/values.ts'
import { createFakeNodes } from '../../support/fake-nodes.ts'
import { bench } from './support.ts'
import type { Bench } from './support.ts'

const MINUTE_MS = 60_000
const ask = { kind: 'getIssuerList' } as const

/** The same party opens a link on a node, which must know its key. */
const openAs = (on: Bench, of: Bench) => {
  on.parties.set(of.heron.party, { ...on.parties.get(of.heron.party)!, linkKeys: [{ keyId: of.heron.keyId, jwk: of.heron.jwk }] })
  return on.open(of.heron)
}

t.test('a newer link of an instance ends the older one on another node', async (t) => {
  const nodes = createFakeNodes()
  const [a, b] = [await bench(t, { nodes: nodes.node() }), await bench(t, { nodes: nodes.node() })]
  const older = await openAs(a, a)
  const newer = await openAs(b, a)
  t.match(await older.expect('goAway'), { reason: 'replaced' })
  t.equal((await older.closed).code, 4005)
  newer.send(1, ask)
  await newer.expect('done')
  t.strictSame([a.links.count(), b.links.count()], [0, 1])
})

t.test('which link of an instance is newer does not depend on the clocks of the nodes', async (t) => {
  for (const later of [MINUTE_MS, -MINUTE_MS]) {
    const nodes = createFakeNodes()
    const [a, b] = [await bench(t, { nodes: nodes.node() }), await bench(t, { nodes: nodes.node(), later })]
    const older = await openAs(a, a)
    const newer = await openAs(b, a)
    t.match(await older.expect('goAway'), { reason: 'replaced' })
    newer.send(1, ask)
    await newer.expect('done')
    t.strictSame([a.links.count(), b.links.count()], [0, 1], `the node of the newer one is ${String(later)} ms ahead`)
  }
})

t.test('a link that was opened earlier but heard of later gives way to the newer one that is there', async (t) => {
  const nodes = createFakeNodes()
  const [slow, go] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()]
  const node = nodes.node()
  const late: typeof node = {
    ...node,
    nextNumber: async () => {
      const number = await node.nextNumber()
      slow.resolve(undefined)
      await go.promise
      return number
    },
  }
  const [a, b] = [await bench(t, { nodes: late }), await bench(t, { nodes: nodes.node() })]
  const opening = openAs(a, a)
  await slow.promise
  const newer = await openAs(b, a)
  go.resolve(undefined)
  const older = await opening
  t.match(await older.expect('goAway'), { reason: 'replaced' })
  newer.send(1, ask)
  await newer.expect('done')
  t.strictSame([a.links.count(), b.links.count()], [0, 1])
})

t.test('a link whose place in the order is not known is not opened', async (t) => {
  const node = createFakeNodes().node()
  const a = await bench(t, { nodes: { ...node, nextNumber: () => Promise.reject(new GatewayError('UNAVAILABLE', 'the database does not answer')) } })
  const link = await a.connect()
  await link.hello()
  link.send(0, link.auth(a.claim(a.heron)))
  t.match(await link.expect('error'), { code: 'UNAVAILABLE' })
  t.equal(a.links.count(), 0)
})

t.test('a suspension ends the links of every node before the call returns, and those that are being opened', async (t) => {
  const nodes = createFakeNodes()
  const [a, b] = [await bench(t, { nodes: nodes.node() }), await bench(t, { nodes: nodes.node() })]
  const links = [await a.open(a.core), await openAs(b, a)]
  const reading = Promise.withResolvers<undefined>()
  const go = Promise.withResolvers<undefined>()
  b.beforeFind = () => {
    reading.resolve(undefined)
    return go.promise
  }
  const opening = await b.connect()
  await opening.hello()
  opening.send(0, opening.auth(b.claim(a.heron)))
  await reading.promise
  await a.links.closeParty(a.heron.party, 'the agreement ended')
  t.strictSame([a.links.count(), b.links.count()], [1, 0])
  t.match(await links[1]!.expect('error'), { code: 'SUSPENDED', detail: 'the agreement ended' })
  go.resolve(undefined)
  t.match(await opening.expect('error'), { code: 'UNAVAILABLE' })
})

t.test('a suspension that cannot be told to another node says so', async (t) => {
  const nodes = createFakeNodes().node()
  const a = await bench(t, { nodes: { ...nodes, tellAndWait: () => Promise.reject(new Error('cut off')) } })
  await t.rejects(a.links.closeParty(a.heron.party, 'why'), { message: 'cut off' })
})

t.test('links that are closed hear of nothing any more', async (t) => {
  const nodes = createFakeNodes()
  const a = await bench(t, { nodes: nodes.node() })
  const link = await a.open()
  await a.links.drain(AbortSignal.abort())
  await link.closed
  await nodes.node().tellAndWait({ signal: 'shut-out', party: a.heron.party, reason: 'why' })
  t.strictSame(a.ended, ['DRAINED'])
})

t.test('new limits are told once on the links of every node, newest last, also on one that is opened with what was read before', async (t) => {
  const nodes = createFakeNodes()
  const [a, b] = [await bench(t, { nodes: nodes.node() }), await bench(t, { nodes: nodes.node() })]
  const { party } = a.heron
  const link = await openAs(b, a)
  a.links.announceLimits(party, 9, { ...defaultLimits, queuedPerPair: 9 })
  t.match(await link.expect('limitsChanged'), { policyVersion: 9, limits: { queuedPerPair: 9 } })
  for (const old of [7, 8, 9]) a.links.announceLimits(party, old, defaultLimits)
  a.links.announceLimits(b.core.party, 12, defaultLimits)
  const late = await b.open(a.heron, { instance: instanceName('late') })
  t.match(await late.expect('limitsChanged'), { policyVersion: 9, limits: { queuedPerPair: 9 } }, 'its row still said 7')
  for (const one of [link, late]) {
    one.send(1, ask)
    t.match((await one.next()).body, { kind: 'done' }, 'nothing old, and nothing of others')
  }
  b.parties.set(party, { ...b.parties.get(party)!, policyVersion: 9 })
  const knows = await b.open(a.heron, { instance: instanceName('knows') })
  knows.send(1, ask)
  t.match((await knows.next()).body, { kind: 'done' }, 'it read them in Ready')
})
