// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { createRelay } from '../../../src/relay/index.ts'
import { acquaint } from '../../support/acquaintance.ts'
import { clearEvents, messageOf, openRelayWorld, openTalk, say, submit, TestLink, there } from '../../support/relay-world.ts'
import type { RelayWorld } from '../../support/relay-world.ts'
import { openPair } from '../../support/unwilling.ts'
import { enlistOutside, range } from '../../support/subscribers.ts'

/** Lets time pass a second at a time, with everything done that comes due. */
const pass = async (world: RelayWorld, seconds: number): Promise<void> => {
  for (const _ of range(1, seconds)) {
    world.timers.turn(1_000)
    await world.quiet()
  }
}

/** What a link of 64 pushes leaves to one lane. */
const SIXTEEN = { frames: 16, bytes: 131_072 }

/** Lane sequences of what is parked, in the order of the rows. */
const parkedOf = async (world: RelayWorld): Promise<number[]> => (await world.store.read.queued({ state: 'parked' }, 0, 50)).map(({ laneSequence }) => laneSequence)

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

for (const count of [1, 2, 3, 4, 6, 16, 20]) {
  t.test(`of ${String(count)} messages of a lane that nobody answers for the first is parked within half an hour`, async (t) => {
    const world = await openRelayWorld(t)
    const pair = await openTalk(world)
    await say(world, there(pair), ...range(1, count).map(String))
    await new TestLink(world, world.core, { lane: SIXTEEN }).start()
    await pass(world, 1_800)
    t.ok((await parkedOf(world)).includes(1), (await parkedOf(world)).join())
  })
}

t.test('a lane that nobody answers for goes on: all of it comes, and parks one after the other', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await say(world, there(pair), ...range(1, 20).map(String))
  const link = await new TestLink(world, world.core, { lane: SIXTEEN }).start()
  const seen = new Set<string>()
  for (const _ of range(1, 140)) {
    await pass(world, 60)
    seen.add((await parkedOf(world)).join())
  }
  t.strictSame([...seen], range(0, 20).map((count) => range(1, count).join()), 'in the order of the lane')
  t.equal(new Set(link.texts).size, 20)
})

t.test('however long a lane stays unanswered, half of the window is left to the others', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await say(world, there(pair), ...range(1, 60).map(String))
  const link = await new TestLink(world, world.core, { lane: SIXTEEN }).start()
  await pass(world, 30_000)
  t.ok(link.pushes.length <= 32 + 16, link.texts.join())
  const eve = await enlistOutside(world, world.heron)
  const { asker } = await acquaint(world, eve, pair.bo)
  await clearEvents(world)
  const before = link.texts.length
  await say(world, { sender: eve, recipient: pair.bo, token: asker.consentToken }, ...range(101, 110).map(String))
  await pass(world, 1)
  t.strictSame(link.texts.slice(before), range(101, 110).map(String))
  await link.acknowledge(link.pushes.length)
  t.strictSame(link.texts.slice(before + 10), range(23, 38).map(String), 'and the lane goes on when it is answered for')
})

t.test('the first of a lane parks also where its link has no room to push it again', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await say(world, there(pair), '1', '2', '3')
  const link = await new TestLink(world, world.core, { window: 2 }).start()
  await pass(world, 340)
  t.strictSame([link.texts, await parkedOf(world)], [['1', '2'], [1]])
  await link.acknowledge(0, [1])
  t.strictSame(link.texts, ['1', '2', '3'])
})

t.test('the first of a lane parks also while all others are answered', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await say(world, there(pair), 'first')
  const link = await new TestLink(world, world.core, { lane: SIXTEEN }).start()
  for (const number of range(1, 40)) {
    await say(world, there(pair), String(number))
    await pass(world, 15)
    await link.acknowledge(0, link.pushes.flatMap((push) => (push.kind === 'deliver' && Buffer.from(push.envelope).toString() !== 'first' ? [push.streamSequence] : [])))
  }
  t.strictSame(await parkedOf(world), [1])
  t.strictSame(link.texts.filter((text) => text !== 'first'), range(1, 40).map(String))
})

t.test('a lane whose first message went otherwise goes on with the next', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await say(world, there(pair), '1', '2')
  const link = await new TestLink(world, world.core).start()
  const [row] = await world.store.read.mailboxPage(world.core.party, 0, 1)
  await world.store.write.acknowledge(world.core.party, [row!.id], [])
  await pass(world, 60 + 5 + 65)
  t.strictSame(link.texts, ['1', '2', '2'])
})

t.test('what comes again waits until there is room for all of its bytes', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  for (const letter of ['a', 'b']) await submit(world, pair.ada, messageOf(there(pair), letter.repeat(20_000)))
  const link = await new TestLink(world, world.core, { bytes: 2 * 21_024 + 2_048 }).start()
  await pass(world, 70)
  t.equal(link.pushes.length, 2)
  await link.acknowledge(0, [2])
  t.strictSame(link.texts.map((text) => text[0]), ['a', 'b', 'a'])
})
