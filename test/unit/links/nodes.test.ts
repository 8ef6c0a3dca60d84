// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { createFakeNodes } from '../../support/fake-nodes.ts'
import { bench } from './support.ts'
import type { Bench } from './support.ts'

const ask = { kind: 'getIssuerList' } as const

/** The same party opens a link on a node, which must know its key. */
const openAs = (on: Bench, of: Bench) => {
  on.parties.set(of.heron.party, { ...on.parties.get(of.heron.party)!, linkKeys: [{ keyId: of.heron.keyId, jwk: of.heron.jwk }] })
  return on.open(of.heron)
}

t.test('a newer link of an instance ends the older one on another node', async (t) => {
  const nodes = createFakeNodes()
  const [a, b] = [await bench(t, { nodes: nodes.node() }), await bench(t, { nodes: nodes.node(), later: 1 })]
  const older = await openAs(a, a)
  const newer = await openAs(b, a)
  t.match(await older.expect('goAway'), { reason: 'replaced' })
  t.equal((await older.closed).code, 4005)
  newer.send(1, ask)
  await newer.expect('done')
  t.strictSame([a.links.count(), b.links.count()], [0, 1])
})

t.test('a link that was opened earlier but heard of later gives way to the newer one that is there', async (t) => {
  const nodes = createFakeNodes()
  const [a, b] = [await bench(t, { nodes: nodes.node() }), await bench(t, { nodes: nodes.node(), later: 1 })]
  const newer = await openAs(b, a)
  const older = await openAs(a, a)
  t.match(await older.expect('goAway'), { reason: 'replaced' })
  newer.send(1, ask)
  await newer.expect('done')
  t.strictSame([a.links.count(), b.links.count()], [0, 1])
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
