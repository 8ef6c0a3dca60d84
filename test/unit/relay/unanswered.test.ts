// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { createRelay } from '../../../src/relay/index.ts'
import { openRelayWorld, openTalk, say, TestLink, there } from '../../support/relay-world.ts'
import type { RelayWorld } from '../../support/relay-world.ts'
import { openPair } from '../../support/unwilling.ts'
import { range } from '../../support/subscribers.ts'

/** Lets time pass a second at a time, with everything done that comes due. */
const pass = async (world: RelayWorld, seconds: number): Promise<void> => {
  for (const _ of range(1, seconds)) {
    world.timers.turn(1_000)
    await world.quiet()
  }
}

t.test('the head of a lane that an open link leaves unanswered counts as an attempt and comes again, late; no other does', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await say(world, there(pair), '1', '2')
  const link = await new TestLink(world, world.core).start()
  await pass(world, 55)
  t.equal(link.pushes.length, 2)
  await pass(world, 6)
  t.match(link.pushes.slice(2), [{ streamSequence: 3, laneSequence: 1, attempt: 2, late: true }])
  t.strictSame((await world.store.read.mailboxPage(world.core.party, 0, 10)).map(({ attempt }) => attempt), [1, 0])
})

t.test('the next of the lane has its full time from when the head was answered', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await say(world, there(pair), '1', '2')
  const link = await new TestLink(world, world.core).start()
  await pass(world, 50)
  await link.acknowledge(1)
  await pass(world, 59)
  t.equal(link.pushes.length, 2)
  await pass(world, 7)
  t.equal(link.pushes.length, 3)
})

t.test('a lost link is no attempt, however long it was silent or often it comes', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await say(world, there(pair), '1')
  for (const _ of range(1, 10)) {
    const link = await new TestLink(world, world.core).start()
    await pass(world, 59)
    await link.detach()
    await pass(world, 120)
  }
  await world.quiet()
  t.strictSame((await world.store.read.mailboxPage(world.core.party, 0, 10)).map(({ attempt }) => attempt), [0])
})

t.test('after five unanswered pushes the message parks and its lane goes on', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await say(world, there(pair), '1', '2')
  const link = await new TestLink(world, world.core).start()
  await link.acknowledge(0, [2])
  for (const _ of range(1, 6)) {
    await pass(world, 90)
  }
  t.strictSame(link.texts, ['1', '2', '1', '1', '1', '1'])
  t.equal((await world.store.read.queued({ state: 'parked' }, 0, 10)).length, 1)
  await say(world, there(pair), '3')
  await world.quiet()
  t.equal(link.texts.at(-1), '3')
})

t.test('an unanswered push stays in the window of its link, and a late answer still counts', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await say(world, there(pair), '1', '2', '3')
  const link = await new TestLink(world, world.core, { window: 2 }).start()
  await pass(world, 70)
  t.strictSame(link.texts, ['1', '2'], 'the reader has two open')
  await link.acknowledge(1)
  t.strictSame((await world.store.read.mailboxPage(world.core.party, 0, 10)).map(({ laneSequence }) => laneSequence), [2, 3])
  t.strictSame(link.texts, ['1', '2', '3'])
})

t.test('an event that stays unanswered is no attempt, and does not come again on its link', async (t) => {
  const world = await openRelayWorld(t)
  await openPair(world)
  const link = await new TestLink(world, world.core).start()
  await pass(world, 300)
  t.equal(link.pushes.length, 2)
})

t.test('a wall clock that jumps makes no push overdue, and keeps none from becoming so', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  let jump = 0
  const relay = createRelay({ ...world.relayDeps, now: () => world.clock.now() + jump })
  t.teardown(() => relay.stop())
  await say(world, there(pair), '1')
  const link = await new TestLink({ ...world, relay }, world.core).start()
  jump = 3_600_000
  await pass(world, 55)
  t.equal(link.pushes.length, 1)
  jump = -3_600_000
  await pass(world, 7)
  t.equal(link.pushes.length, 2)
})
