// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { HandoverWorld } from '../../support/handover-world.ts'
import { range } from '../../support/subscribers.ts'

/** As many as are remembered, and one. */
const TOO_MANY = 10_001

t.test('a conversation goes on within a second after its core took what waited, in its order', async (t) => {
  const world = await new HandoverWorld().start()
  world.full.add(1)
  for (const _ of range(1, 20)) world.add(1)
  world.add(2)
  await world.quiet()
  t.strictSame(world.opened, [21], 'another one goes on')
  world.timers.turn(30_500)
  await world.quiet()
  world.full.delete(1)
  world.add(1)
  await world.quiet()
  t.strictSame(world.opened, [21], 'what is new overtakes nothing')
  world.timers.turn(1_000)
  await world.quiet()
  t.strictSame([world.opened, world.broken], [[21, ...range(1, 20), 22], []])
})

t.test('a core that takes nothing costs one question a second for each conversation, and so many in all', async (t) => {
  const world = await new HandoverWorld().start()
  for (const lane of range(1, 3)) {
    world.full.add(lane)
    for (const _ of range(1, 10)) world.add(lane)
  }
  await world.quiet()
  world.asked.length = 0
  for (const _ of range(1, 90)) {
    world.timers.turn(1_000)
    await world.quiet()
    world.add(1)
    world.release()
    await world.quiet()
  }
  t.strictSame(range(1, 3).map((lane) => world.asked.filter((one) => one === lane).length), [90, 90, 90], 'also where everything is looked at anew, or something new comes')
  for (const lane of range(4, 300)) {
    world.full.add(lane)
    world.add(lane)
  }
  await world.quiet()
  world.asked.length = 0
  world.timers.turn(1_000)
  await world.quiet()
  t.equal(world.asked.length, 64)
  for (const _ of range(1, 4)) {
    world.timers.turn(1_000)
    await world.quiet()
  }
  t.equal(new Set(world.asked).size, 300, 'each in its turn')
})

t.test('a conversation that is full is asked again although all that are under way rest', async (t) => {
  const world = await new HandoverWorld().start()
  world.full.add(1)
  world.add(1)
  await world.quiet()
  for (const lane of range(2, 300)) {
    world.resting.add(lane)
    world.add(lane)
  }
  await world.quiet()
  world.full.clear()
  world.timers.turn(1_000)
  await world.quiet()
  t.strictSame(world.opened, [1])
})

for (const why of ['full', 'untrusted'] as const) {
  t.test(`a lane that was passed over as ${why} and forgotten begins with its head`, async (t) => {
    const world = await new HandoverWorld().start()
    for (const lane of range(1, TOO_MANY)) {
      world[why].add(lane)
      world.add(lane)
    }
    await world.quiet()
    world[why].delete(1)
    const second = world.add(1)
    await world.quiet()
    t.strictSame([world.opened, world.broken], [[1, second], []])
  })
}

t.test('who is trusted while one of their messages is looked at does not wait for the next look at everything', async (t) => {
  const world = await new HandoverWorld().start()
  world.untrusted.add(1)
  world.meanwhile = { of: 'open', run: () => { world.trust() } }
  world.add(1)
  await world.quiet()
  t.strictSame(world.opened, [1])
})

t.test('a message that is put back while one behind it is passed is looked at', async (t) => {
  const world = new HandoverWorld()
  world.add(1)
  world.park(1)
  world.add(1, 'over')
  world.meanwhile = { of: 'open', run: () => { world.release() } }
  await world.start()
  t.strictSame(world.opened, [1])
})

t.test('so is one that is put back while the mailbox is read', async (t) => {
  const world = new HandoverWorld()
  world.add(1)
  world.park(1)
  world.add(2)
  world.meanwhile = { of: 'mailboxPage', run: () => { world.release() } }
  await world.start()
  t.strictSame(world.opened.toSorted((a, b) => a - b), [1, 2])
})
