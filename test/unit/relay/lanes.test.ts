// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { acquaint, decide } from '../../support/acquaintance.ts'
import { createMoments } from '../../support/moments.ts'
import { messageOf, openRelayWorld, openTalk, say, submit, TestLink, there } from '../../support/relay-world.ts'
import type { RelayWorld } from '../../support/relay-world.ts'
import { enlistOutside, range } from '../../support/subscribers.ts'
import type { MailboxRow } from '../../../src/store/rows.ts'
import { tapStore } from '../../support/tapped-store.ts'
import type { Attempt, OpenPair } from '../../support/unwilling.ts'

const THREE = { frames: 3, bytes: Infinity }

/** A second lane to the same recipient. */
const another = async (world: RelayWorld, { bo }: OpenPair): Promise<Attempt> => {
  const eve = await enlistOutside(world, world.heron)
  return { sender: eve, recipient: bo, token: (await acquaint(world, eve, bo)).asker.consentToken }
}

const openLanes = async (world: RelayWorld) => {
  const pair = await openTalk(world)
  const [one, two] = [there(pair), await another(world, pair)]
  await world.store.write.acknowledge(world.core.party, [], (await world.store.read.eventPage(world.core.party, 0, 100)).map(({ id }) => id))
  return { pair, one, two }
}

const sequencesOf = (link: TestLink, text: string): number[] =>
  link.pushes.flatMap((item) => (item.kind === 'deliver' && Buffer.from(item.envelope).toString() === text ? [item.streamSequence] : []))

t.test('a lane that nobody answers for keeps its share and, after a moment, does not hold up the others', async (t) => {
  const world = await openRelayWorld(t)
  const { one, two } = await openLanes(world)
  await say(world, one, 'a1', 'a2', 'a3', 'a4', 'a5')
  await say(world, two, 'b1', 'b2')
  const link = await new TestLink(world, world.core, { lane: THREE }).start()
  t.strictSame(link.texts, ['a1', 'a2', 'a3'])
  world.timers.turn(99)
  await world.quiet()
  t.equal(link.texts.length, 3)
  world.timers.turn(1)
  await world.quiet()
  t.strictSame(link.texts, ['a1', 'a2', 'a3', 'b1', 'b2'])
  t.strictSame(link.emptyAfter, [], 'not everything was sent')
})

t.test('a lane that was passed over goes on in its order as it is answered for, and joins the others at the end', async (t) => {
  const world = await openRelayWorld(t)
  const { one, two } = await openLanes(world)
  await say(world, one, ...range(1, 8).map((number) => `a${String(number)}`))
  await say(world, two, 'b1')
  const link = await new TestLink(world, world.core, { lane: THREE }).start()
  world.timers.turn(100)
  await world.quiet()
  t.strictSame(link.texts, ['a1', 'a2', 'a3', 'b1'])
  await link.acknowledge(0, sequencesOf(link, 'a2'))
  t.strictSame(link.texts.slice(4), ['a4'])
  await say(world, one, 'a9')
  await say(world, two, 'b2')
  await world.quiet()
  t.strictSame(link.texts.slice(5), ['b2'], 'also what came meanwhile waits its turn')
  await link.acknowledge(99)
  await link.acknowledge(99)
  await link.acknowledge(99)
  t.strictSame(link.texts.slice(6), ['a5', 'a6', 'a7', 'a8', 'a9'])
  t.strictSame(link.emptyAfter, [11])
  await say(world, one, 'a10')
  await world.quiet()
  t.equal(link.texts.at(-1), 'a10')
  t.equal(new Set(link.texts).size, link.texts.length, 'nothing twice')
})

t.test('a lane’s share is counted in bytes, too, but a first push always goes out', async (t) => {
  const world = await openRelayWorld(t)
  const { one } = await openLanes(world)
  for (const letter of ['a', 'b', 'c']) await submit(world, one.sender, messageOf(one, letter.repeat(2_000)))
  const link = await new TestLink(world, world.core, { lane: { frames: 9, bytes: 6_100 } }).start()
  t.equal(link.pushes.length, 2)
  await link.acknowledge(1)
  t.equal(link.pushes.length, 3)
  const small = await new TestLink(world, world.core, { lane: { frames: 9, bytes: 1 }, instance: 'small' }).start()
  t.equal(small.pushes.length, 1)
})

t.test('no more bytes are under way than the reader takes, and one push however large', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  for (const letter of ['a', 'b', 'c']) await submit(world, pair.ada, messageOf(there(pair), letter.repeat(20_000)))
  const link = await new TestLink(world, world.core, { bytes: 2 * 21_024 }).start()
  t.equal(link.pushes.length, 2)
  await link.acknowledge(0, [2])
  t.equal(link.pushes.length, 3)
  const small = await new TestLink(world, world.core, { bytes: 1, instance: 'small' }).start()
  t.strictSame(small.texts.map((text) => text[0]), ['a'])
  await small.acknowledge(1)
  t.strictSame(small.texts.map((text) => text[0]), ['a', 'c'], 'the other link stored b')
})

t.test('a page that is read is at most what there is room for, or a single row', async (t) => {
  const limits: number[] = []
  const world = await openRelayWorld(t, { wrapStore: (store) => tapStore(store, {
    before: (call, args) => {
      if (call === 'mailboxPage') limits.push(Number(args[2]))
      return undefined
    },
  }) })
  const pair = await openTalk(world)
  await Promise.all(range(1, 40).map((index) => submit(world, pair.ada, messageOf(there(pair), `${String(index)} `.padEnd(20_000)))))
  limits.length = 0
  const link = await new TestLink(world, world.core, { bytes: 262_144 }).start()
  t.equal(link.pushes.length, 12)
  t.ok(limits.every((limit) => limit <= 10), limits.join())
})

t.test('more lanes than may be passed over make the link wait', { timeout: 60_000 }, async (t) => {
  let rows: MailboxRow[] = []
  const world = await openRelayWorld(t, { wrapStore: (store) => ({ ...store, read: {
    ...store.read,
    mailboxPage: async (party, after, limit) => (rows.length === 0 ? store.read.mailboxPage(party, after, limit) : rows.filter(({ id }) => id > after).slice(0, limit)),
    lanePage: async (_party, lane, after, limit) => rows.filter((row) => row.lane === lane && row.id > after).slice(0, limit),
  } }) })
  const { one } = await openLanes(world)
  await say(world, one, 'a')
  const [row] = await world.store.read.mailboxPage(world.core.party, 0, 1)
  // As a store with many senders gives them, two of each.
  rows = range(1, 600).map((id) => ({ ...row!, id: 1_000 + id, lane: 1 + (id - 1) % 300, envelope: Buffer.from(`${String(1 + (id - 1) % 300)}: ${String(id)}`) }))
  const link = await new TestLink(world, world.core, { window: 1_024, lane: { frames: 1, bytes: Infinity } }).start()
  t.equal(link.pushes.length, 300)
  world.timers.turn(100)
  await world.quiet()
  t.equal(link.pushes.length, 300)
  await link.acknowledge(0, [300])
  t.equal(link.pushes.length, 300, 'the 257th lane holds up those behind it')
  await link.acknowledge(0, [1, 257])
  t.strictSame(link.texts.slice(300), ['1: 301', '257: 557'])
})

t.test('a passed lane whose standing changes is withheld, and the others stay', async (t) => {
  const world = await openRelayWorld(t)
  const { pair, one, two } = await openLanes(world)
  await say(world, one, 'a1', 'a2', 'a3', 'a4', 'a5')
  await say(world, two, 'b1')
  const link = await new TestLink(world, world.core, { lane: THREE }).start()
  world.timers.turn(100)
  await world.quiet()
  await decide(world, pair.bo, pair.ada, 'block')
  await link.acknowledge(3)
  t.strictSame(link.texts, ['a1', 'a2', 'a3', 'b1'])
  await say(world, two, 'b2')
  await world.quiet()
  t.strictSame(link.texts.slice(4), ['b2'])
})

t.test('a lane that was passed over starts anew with the next link', async (t) => {
  const world = await openRelayWorld(t)
  const { one } = await openLanes(world)
  await say(world, one, 'a1', 'a2', 'a3', 'a4')
  const link = await new TestLink(world, world.core, { lane: THREE }).start()
  world.timers.turn(100)
  await world.quiet()
  await link.detach()
  t.strictSame((await new TestLink(world, world.core).start()).texts, ['a1', 'a2', 'a3', 'a4'])
})

t.test('what a passed lane could not read is read again', async (t) => {
  const moments = createMoments()
  const world = await openRelayWorld(t, { ...moments, mayFail: true })
  const { one, two } = await openLanes(world)
  await say(world, one, 'a1', 'a2', 'a3', 'a4')
  await say(world, two, 'b1')
  const link = await new TestLink(world, world.core, { lane: THREE }).start()
  world.timers.turn(100)
  await world.quiet()
  moments.before('lanePage', () => Promise.reject(new Error('disk')))
  await link.acknowledge(2)
  t.strictSame(link.texts.slice(4), [])
  world.timers.turn(1_000)
  await world.quiet()
  t.strictSame(link.texts.slice(4), ['a4'])
})
