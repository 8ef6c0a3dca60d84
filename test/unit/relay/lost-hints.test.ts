// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a hint that gets lost on the way between nodes delays a message and no more.
import t from 'tap'
import { openRelayWorld, openTalk, say, TestLink, there } from '../../support/relay-world.ts'
import type { RelayWorld } from '../../support/relay-world.ts'
import { range } from '../../support/subscribers.ts'
import { tapStore } from '../../support/tapped-store.ts'
import { openPair } from '../../support/unwilling.ts'
import { auditLeaf } from '../../support/store-conformance/rows.ts'

/** Lets seconds pass, five at a time. */
const pass = async (world: RelayWorld, seconds: number): Promise<void> => {
  for (const _ of range(1, seconds / 5)) {
    world.timers.turn(5_000)
    await world.quiet()
  }
}

/** As another node's hints may: of rows that are to be delivered after all nothing is heard. */
const deaf = { wrapStore: (store: RelayWorld['store']) => ({ ...store, watch: (listener: Parameters<typeof store.watch>[0]) => store.watch((party, hint) => { if (hint !== 'released') listener(party, hint) }) }) }

t.test('a message that the operator puts back comes within five minutes on the open link, although nobody told of it', async (t) => {
  const world = await openRelayWorld(t, deaf)
  const pair = await openTalk(world)
  await say(world, there(pair), '1', '2')
  const [row] = await world.store.read.mailboxPage(world.core.party, 0, 1)
  for (const _ of range(1, 5)) await world.store.write.countAttempt(world.core.party, row!.id)
  const link = await new TestLink(world, world.core).start()
  await link.acknowledge(1)
  await world.store.write.release([row!.id], auditLeaf())
  await pass(world, 295)
  t.strictSame(link.texts, ['2'])
  await pass(world, 5)
  t.match(link.pushes.slice(1), [{ laneSequence: 1, attempt: 6, late: true }])
})

t.test('an hour of nothing costs two reads every five minutes and pushes nothing', async (t) => {
  const reads: string[] = []
  const world = await openRelayWorld(t, { wrapStore: (store) => tapStore(store, { before: (call) => {
    reads.push(call)
    return undefined
  } }) })
  await openTalk(world)
  const link = await new TestLink(world, world.core).start()
  reads.length = 0
  await pass(world, 3_600)
  t.strictSame([link.pushes, reads], [[], range(1, 12).flatMap(() => ['eventPage', 'mailboxPage'])])
})

t.test('what is under way is not pushed for that again, and what rests until the next link goes on resting', async (t) => {
  const world = await openRelayWorld(t)
  await openPair(world)
  const link = await new TestLink(world, world.core).start()
  t.equal(link.pushes.length, 2)
  for (const sequence of [1, 3, 4, 5, 6]) {
    await link.refuse(sequence, true)
    await pass(world, 20)
  }
  t.equal(link.pushes.length, 6)
  await pass(world, 3_600)
  t.equal(link.pushes.length, 6)
})

t.test('a node without the duty does not look', async (t) => {
  let reads = 0
  const world = await openRelayWorld(t, { wrapStore: (store) => tapStore(store, { before: () => {
    reads += 1
    return undefined
  } }) })
  await openTalk(world)
  new TestLink(world, world.core)
  reads = 0
  await pass(world, 3_600)
  t.equal(reads, 0)
})
