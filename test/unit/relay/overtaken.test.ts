// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { Test } from 'tap'
import type { Store } from '../../../src/store/port.ts'
import { decide } from '../../support/acquaintance.ts'
import { openRelayWorld, openTalk, say, TestLink, there } from '../../support/relay-world.ts'
import { range, setParticipation } from '../../support/subscribers.ts'

/** A store that gives a standing away only after `late.run` is done, or a page after `late.paged`, as one behind a network may. */
const openLate = async (t: Test) => {
  const late: { run?: (() => Promise<unknown>) | undefined; paged?: (() => Promise<unknown>) | undefined; reads: number } = { reads: 0 }
  const once = async (when: 'run' | 'paged'): Promise<void> => {
    const work = late[when]
    late[when] = undefined
    await work?.()
  }
  const wrapStore = (store: Store): Store => ({ ...store, read: {
    ...store.read,
    standing: async (sender, recipient) => {
      const standing = await store.read.standing(sender, recipient)
      late.reads += 1
      await once('run')
      return standing
    },
    mailboxPage: async (...of) => {
      const page = await store.read.mailboxPage(...of)
      await once('paged')
      return page
    },
  } })
  const world = await openRelayWorld(t, { wrapStore })
  return { world, pair: await openTalk(world), late }
}

t.test('an opt-out that returns between the reading of a standing and the push keeps the message back', async (t) => {
  const { world, pair, late } = await openLate(t)
  await say(world, there(pair), '1', '2')
  late.run = () => setParticipation(world, pair.bo, { optedIn: false })
  const link = await new TestLink(world, world.core).start()
  t.strictSame(link.texts, [])
  t.equal(late.run, undefined)
  t.strictSame(await world.store.read.mailboxPage(world.core.party, 0, 10), [], 'and it leaves its lane')
})

t.test('so does a block before a refused message goes again', async (t) => {
  const { world, pair, late } = await openLate(t)
  await say(world, there(pair), '1')
  const link = await new TestLink(world, world.core).start()
  await link.refuse(1, true)
  late.paged = () => decide(world, pair.bo, pair.ada, 'block')
  world.timers.turn(1_000)
  await world.quiet()
  t.equal(late.paged, undefined)
  t.strictSame(link.texts, ['1'])
})

t.test('a change that concerns nobody here costs another look, and no message', async (t) => {
  const { world, pair, late } = await openLate(t)
  await say(world, there(pair), '1', '2')
  const before = late.reads
  late.run = () => world.registry.parties.suspend(world.heron.party, { actor: 'socket', reason: 'why' }).then(() => world.registry.parties.resume(world.heron.party, { actor: 'socket', reason: 'paid' }))
  const link = await new TestLink(world, world.core).start()
  t.strictSame(link.texts, ['1', '2'], 'a standing that was seen closed in between does not withhold for good')
  t.equal(late.reads - before, 2)
})

t.test('a refused message waits its turn through a change, and is not lost', async (t) => {
  const { world, pair, late } = await openLate(t)
  await say(world, there(pair), '1')
  const link = await new TestLink(world, world.core).start()
  await link.refuse(1, true)
  late.paged = () => world.registry.parties.resume(world.core.party, { actor: 'socket', reason: 'why' })
  world.timers.turn(1_000)
  await world.quiet()
  t.equal(late.paged, undefined)
  t.strictSame(link.texts, ['1', '1'])
})

t.test('changes without end make the pump rest now and then, and it goes on when they end', async (t) => {
  const { world, pair, late } = await openLate(t)
  await say(world, there(pair), ...range(1, 3).map(String))
  let changes = 0
  const change = async (): Promise<void> => {
    changes += 1
    await world.registry.parties.resume(world.core.party, { actor: 'socket', reason: 'again' })
    if (changes < 12) late.run = change
  }
  late.run = change
  const link = await new TestLink(world, world.core).start()
  t.strictSame([changes, link.texts], [8, []], 'eight looks in a row')
  world.timers.turn(50)
  await world.quiet()
  t.strictSame([changes, link.texts], [12, ['1', '2', '3']])
})
