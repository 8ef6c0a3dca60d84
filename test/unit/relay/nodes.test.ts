// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { Test } from 'tap'
import { createFakeNodes } from '../../support/fake-nodes.ts'
import { messageOf, openNode, openRelayWorld, openTalk, say, submit, TestLink, there } from '../../support/relay-world.ts'
import { auditLeaf } from '../../support/store-conformance/rows.ts'

/** Two nodes on one store. */
const openTwo = async (t: Test) => {
  const nodes = createFakeNodes()
  const [here, there] = [nodes.node(), nodes.node()]
  const a = await openRelayWorld(t, { wrapStore: (store) => ({ ...store, nodes: here }) })
  return { nodes, a, b: openNode(t, a, there), pair: await openTalk(a), move: () => nodes.move(`deliver:${a.core.party}`) }
}

t.test('of the nodes that have a link of a party one pushes, and the other when that one’s link is gone', async (t) => {
  const { a, b, pair } = await openTwo(t)
  const first = await new TestLink(a, a.core, { instance: 'a' }).start()
  const second = await new TestLink(b, b.core, { instance: 'b' }).start()
  await say(a, there(pair), '1', '2')
  await a.quiet()
  t.strictSame([first.texts, second.texts], [['1', '2'], []])
  await first.acknowledge(1)
  await first.detach()
  t.strictSame(second.texts, ['2'])
})

t.test('a node that loses the duty pushes no more, and what it pushed may still be acknowledged there', async (t) => {
  const { a, b, pair, move } = await openTwo(t)
  const first = await new TestLink(a, a.core, { instance: 'a' }).start()
  const second = await new TestLink(b, b.core, { instance: 'b' }).start()
  await say(a, there(pair), '1', '2')
  await a.quiet()
  await move()
  await say(a, there(pair), '3')
  await a.quiet()
  t.strictSame([first.texts, second.texts], [['1', '2'], ['1', '2', '3']])
  await first.acknowledge(2)
  t.strictSame((await a.store.read.mailboxPage(a.core.party, 0, 10)).map(({ laneSequence }) => laneSequence), [3])
  await second.acknowledge(2)
  await move()
  await a.quiet()
  t.strictSame(first.texts, ['1', '2', '3'], 'and with the duty back it goes on')
})

t.test('with the duty back nothing comes twice on a link that still has it open', async (t) => {
  const { a, b, pair, move } = await openTwo(t)
  const first = await new TestLink(a, a.core, { instance: 'a' }).start()
  await new TestLink(b, b.core, { instance: 'b' }).start()
  await say(a, there(pair), '1', '2')
  await a.quiet()
  await move()
  await a.quiet()
  await move()
  await a.quiet()
  t.strictSame(first.texts, ['1', '2'])
})

t.test('what is read while the duty is lost is not pushed, also when it comes back meanwhile', async (t) => {
  const { a, b, pair, nodes, move } = await openTwo(t)
  const second = await new TestLink(b, b.core, { instance: 'b' }).start()
  const first = await new TestLink(a, a.core, { instance: 'a' }).start()
  await say(a, there(pair), '1')
  await a.quiet()
  t.strictSame([first.texts, second.texts], [[], ['1']])
  const reads = b.relayDeps.store.read
  const slow = Promise.withResolvers<undefined>()
  const begun = Promise.withResolvers<undefined>()
  const world = openNode(t, { ...b, store: { ...b.store, read: { ...reads, mailboxPage: async (...args: Parameters<typeof reads.mailboxPage>) => {
    const rows = await reads.mailboxPage(...args)
    begun.resolve(undefined)
    await slow.promise
    return rows
  } } } }, nodes.node())
  await second.detach()
  await first.detach()
  const third = new TestLink(world, world.core, { instance: 'c' })
  third.handle.start()
  await begun.promise
  const fourth = await new TestLink(a, a.core, { instance: 'd' }).start()
  await move()
  await a.quiet()
  await fourth.acknowledge(1)
  slow.resolve(undefined)
  await move()
  await a.quiet()
  t.strictSame([third.texts, fourth.texts], [[], ['1']])
})

t.test('a position that a link left on one node is taken up on another', async (t) => {
  const { a, b, pair } = await openTwo(t)
  await say(a, there(pair), '1', '2', '3')
  const first = await new TestLink(a, a.core).start()
  await first.detach()
  const second = new TestLink(b, b.core)
  t.equal(await second.handle.resume(first.handle.resumeToken, 1, [3]), true)
  await second.start()
  t.strictSame(second.texts, ['2'])
})

t.test('what ran out of time is told by the node that has that duty, once', async (t) => {
  const { a, b, pair, nodes } = await openTwo(t)
  const expire = async () => {
    await submit(a, pair.ada, messageOf(there(pair), 'short', { ttlSeconds: 30 }))
    a.timers.turn(60_000)
    await a.quiet()
    return a.told.filter(([name]) => name === 'messageExpired').length
  }
  a.relay.start()
  b.relay.start()
  await a.quiet()
  t.equal(await expire(), 1)
  await nodes.move('expire')
  t.equal(await expire(), 2)
  await b.relay.stop()
  await a.relay.stop()
  t.equal(await expire(), 2)
})

t.test('a message that the operator puts back into its lane comes late on the open link, and nothing else again', async (t) => {
  const { a, pair } = await openTwo(t)
  await say(a, there(pair), '1', '2')
  const link = await new TestLink(a, a.core).start()
  const [row] = await a.store.read.mailboxPage(a.core.party, 0, 1)
  for (let attempt = 0; attempt < 5; attempt++) await a.store.write.countAttempt(a.core.party, row!.id)
  await link.detach()
  const next = await new TestLink(a, a.core).start()
  t.strictSame(next.texts, ['2'])
  await a.store.write.release([row!.id], auditLeaf())
  await a.quiet()
  t.match(next.pushes.slice(1), [{ laneSequence: 1, attempt: 6, late: true }])
})
