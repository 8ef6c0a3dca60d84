// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { deviceId } from '../../../src/model/ids.ts'
import { eventWrite } from '../../../src/registry/sealed-event.ts'
import { createMoments } from '../../support/moments.ts'
import { back, messageOf, openNode, openRelayWorld, openTalk, say, submit, TestLink, there } from '../../support/relay-world.ts'
import type { RelayWorld } from '../../support/relay-world.ts'
import { range } from '../../support/subscribers.ts'

const open = (world: RelayWorld, instance: string, window = 64) => new TestLink(world, world.core, { instance, window })

t.test('what a link did not answer for comes again on the next one', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await say(world, there(pair), '1', '2', '3')
  const first = await open(world, 'a').start()
  await first.acknowledge(1)
  await first.detach()
  const second = await open(world, 'a').start()
  t.strictSame(second.texts, ['2', '3'])
  t.match(second.pushes, [{ streamSequence: 1, attempt: 1, late: false }, { streamSequence: 2, attempt: 1 }], 'a lost link is no attempt')
})

t.test('a resumed position does what was stored but not acknowledged, and no more', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await say(world, there(pair), '1', '2', '3', '4')
  const first = await open(world, 'a').start()
  await first.detach()
  const second = open(world, 'a')
  t.equal(await second.handle.resume(first.handle.resumeToken, 1, [3, 9]), true)
  await second.start()
  t.strictSame(second.texts, ['2', '4'], 'nothing that was resumed is pushed, even before its removal is on disk')
  t.strictSame((await world.store.read.mailboxPage(world.core.party, 0, 10)).map(({ laneSequence }) => laneSequence), [2, 4])
})

t.test('a position is known to its own party and instance only, once, and for ten minutes', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await say(world, there(pair), '1')
  const leave = async () => {
    const link = await open(world, 'a').start()
    await link.detach()
    return link.handle.resumeToken
  }
  const resume = (link: TestLink, token: Uint8Array) => link.handle.resume(token, 99, [])
  const token = await leave()
  t.equal(await resume(open(world, 'b'), token), false, 'another instance')
  t.equal(await resume(new TestLink(world, world.heron, { instance: 'a' }), token), false, 'another party')
  t.equal(await resume(open(world, 'a'), new Uint8Array(16)), false, 'another token')
  t.equal(await resume(open(world, 'a'), new Uint8Array(0)), false)
  world.clock.advance(600_000)
  t.equal(await resume(open(world, 'a'), token), true)
  t.equal(await resume(open(world, 'a'), token), false, 'a second time')
  await world.quiet()
  await say(world, there(pair), '2')
  const late = await leave()
  world.clock.advance(600_001)
  t.equal(await resume(open(world, 'a'), late), false)
  t.equal((await open(world, 'a').start()).texts.length, 1)
})

t.test('two links never have the same token', async (t) => {
  const world = await openRelayWorld(t)
  const tokens = range(1, 50).map((index) => Buffer.from(open(world, `i${index}`).handle.resumeToken).toString('hex'))
  t.equal(new Set(tokens).size, 50)
  t.equal(tokens[0]!.length, 32)
})

t.test('the newest link carries what comes, and the one before it goes on when that is gone', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await say(world, there(pair), '1', '2')
  const older = await open(world, 'a').start()
  const newer = await open(world, 'b').start()
  t.strictSame(newer.texts, ['1', '2'], 'what the older did not answer for goes out on the newer')
  await say(world, there(pair), '3')
  await world.quiet()
  t.strictSame([older.texts, newer.texts], [['1', '2'], ['1', '2', '3']])
  await newer.detach()
  t.strictSame(older.texts, ['1', '2', '3'], 'nothing twice on one link')
  await older.acknowledge(3)
  t.strictSame(await world.store.read.mailboxPage(world.core.party, 0, 10), [])
})

t.test('a link that was attached later is the newer one, whichever starts first', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const [older, newer] = [open(world, 'a'), open(world, 'b')]
  await newer.start()
  await older.start()
  await say(world, there(pair), '1')
  await world.quiet()
  t.strictSame([older.texts, newer.texts], [[], ['1']])
})

t.test('a message that the older link stored is not pushed on the newer one', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await say(world, there(pair), '1', '2')
  const older = await open(world, 'a').start()
  older.handle.acknowledge(1, [])
  const newer = await open(world, 'b').start()
  t.strictSame(newer.texts, ['2'])
})

t.test('events that the older link stored are not pushed on the newer one, and do not hide those behind them', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const writes = range(1, 70).map((number) => eventWrite(world.serviceKeys.sealer, world.core.party, pair.bo.user, number, {
    kind: 'prekeysLow', user: pair.bo.user, deviceId: deviceId(1), oneTimePrekeys: number, oneTimeKyberPrekeys: 0,
  }))
  await world.store.write.commit({ expect: [], writes })
  const older = await open(world, 'a').start()
  t.equal(older.pushes.length, 64)
  older.handle.acknowledge(64, [])
  const newer = await open(world, 'b').start()
  t.strictSame(newer.events.map((body) => body.kind === 'prekeysLow' && body.oneTimePrekeys), range(65, 70))
  t.strictSame(newer.emptyAfter, [6])
})

t.test('a late refusal by an older link changes nothing for the newer', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await say(world, there(pair), '1', '2')
  const older = await open(world, 'a').start()
  const newer = await open(world, 'b').start()
  await older.refuse(1, true)
  world.timers.turn(60_000)
  await world.quiet()
  t.strictSame(newer.texts, ['1', '2'], 'not pushed again: it is under way here')
  await newer.acknowledge(2)
  await older.refuse(2, false)
  t.strictSame(await world.eventsFor(world.heron), [], 'what one link stored did not fail')
})

t.test('a refusal for good while another link’s acknowledgement is on its way is no failure', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await say(world, there(pair), '1')
  const [older, newer] = [await open(world, 'a').start(), await open(world, 'b').start()]
  newer.handle.acknowledge(1, [])
  older.handle.refuse(1, 'no room', false)
  await world.quiet()
  t.strictSame(await world.eventsFor(world.heron), [])
  t.notOk(world.told.some(([name]) => name === 'messageRefused'))
})

t.test('a refused message whose pause another link cut short is not pushed twice there', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await say(world, there(pair), '1')
  const older = await open(world, 'a').start()
  await older.refuse(1, true)
  const newer = await open(world, 'b').start()
  t.strictSame(newer.texts, ['1'])
  await newer.detach()
  t.strictSame(older.texts, ['1', '1'])
  world.timers.turn(30_000)
  await world.quiet()
  t.strictSame(older.texts, ['1', '1'])
})

t.test('to detach twice is to detach once', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const [stays, goes] = [await open(world, 'a').start(), await open(world, 'b').start()]
  await goes.detach()
  await goes.detach()
  await say(world, there(pair), '1')
  await world.quiet()
  t.strictSame(stays.texts, ['1'])
})

t.test('a link that goes in the middle of its pushes loses nothing', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await say(world, there(pair), '1', '2', '3')
  const first = open(world, 'a')
  const push = first.pushes.push.bind(first.pushes)
  first.pushes.push = (...items) => {
    if (first.pushes.length === 1) first.handle.detach()
    return push(...items)
  }
  await first.start()
  t.strictSame((await open(world, 'a').start()).texts, ['1', '2', '3'])
})

const failures = { 'the page': 'mailboxPage', 'the events': 'eventPage', 'the standing': 'standing' } as const

for (const [title, call] of Object.entries(failures)) {
  t.test(`when ${title} cannot be read, nothing is skipped: it is tried again after a pause`, async (t) => {
    const moments = createMoments()
    const world = await openRelayWorld(t, { ...moments, mayFail: true })
    const pair = await openTalk(world)
    await say(world, there(pair), '1', '2')
    moments.before(call, () => Promise.reject(new Error('disk')))
    const link = await open(world, 'a').start()
    t.strictSame(link.texts, [])
    t.ok(world.told.some(([name, task]) => name === 'backgroundFailed' && task === 'deliver'))
    world.timers.turn(1_000)
    await world.quiet()
    t.strictSame(link.texts, ['1', '2'])
  })
}

t.test('an acknowledgement that overtakes a slow read is not pushed after it', async (t) => {
  const moments = createMoments()
  const world = await openRelayWorld(t, moments)
  const pair = await openTalk(world)
  await say(world, there(pair), '1', '2')
  const older = await open(world, 'a').start()
  // Ends what was kept of the pair, so that the facts about it are read again.
  await world.registry.parties.resume(world.heron.party, { actor: 'socket', reason: 'as before' })
  moments.before('standing', async () => {
    older.handle.acknowledge(1, [])
    while ((await world.store.read.mailboxPage(world.core.party, 0, 10)).length > 1) await new Promise((resolve) => { setImmediate(resolve) })
  })
  const newer = await open(world, 'b').start()
  t.equal(moments.pending(), 0)
  t.strictSame(newer.texts, ['2'])
})

t.test('after a stop nothing is pushed, and acknowledgements that came before it are stored', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await say(world, there(pair), '1', '2')
  const link = await open(world, 'a').start()
  link.handle.acknowledge(1, [])
  await world.relay.stop()
  t.equal((await world.store.read.mailboxPage(world.core.party, 0, 10)).length, 1)
  await submit(world, pair.ada, messageOf(there(pair), '3'))
  await submit(world, pair.bo, messageOf(back(pair), 'back'))
  await world.quiet()
  t.strictSame(link.texts, ['1', '2'])
  t.strictSame((await open(world, 'b').start()).pushes, [])
  t.strictSame((await new TestLink(world, world.heron).start()).pushes, [], 'nor to a party that comes only now')
})

t.test('what is read while the relay stops is not pushed', async (t) => {
  const moments = createMoments()
  const world = await openRelayWorld(t, moments)
  const pair = await openTalk(world)
  await say(world, there(pair), '1')
  moments.before('standing', () => world.relay.stop())
  t.strictSame((await open(world, 'a').start()).pushes, [])
  t.equal(moments.pending(), 0)
})

t.test('a reader that is behind is pushed nothing until it says that it goes on, and then everything in order', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const link = await open(world, 'a').start()
  await say(world, there(pair), '1')
  link.isBehind = true
  await say(world, there(pair), '2', '3')
  await link.acknowledge(1)
  t.strictSame(link.texts, ['1'], 'nor when it acknowledges')
  link.isBehind = false
  link.handle.goOn()
  await world.quiet()
  t.strictSame(link.texts, ['1', '2', '3'])
})

t.test('what a reader that is behind was not pushed goes out over the next link', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const first = await open(world, 'a').start()
  first.isBehind = true
  await say(world, there(pair), '1', '2')
  const second = await open(world, 'b').start()
  first.handle.goOn()
  await world.quiet()
  t.strictSame([first.texts, second.texts], [[], ['1', '2']])
})

t.test('where links stand at a planned stop is known to the next process', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await say(world, there(pair), '1', '2', '3')
  const link = await open(world, 'a').start()
  await world.relay.stop()
  const next = openNode(t, world, world.store.nodes)
  const second = open(next, 'a')
  t.equal(await second.handle.resume(link.handle.resumeToken, 0, [2]), true)
  await second.start()
  t.strictSame(second.texts, ['1', '3'])
})

t.test('of many links that never acknowledge each gets its window and no more, and only one at a time', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await say(world, there(pair), ...range(1, 40).map(String))
  const links: TestLink[] = []
  for (const index of range(1, 60)) links.push(await open(world, `i${String(index)}`, 16).start())
  t.ok(links.every(({ pushes }) => pushes.length === 16))
  await say(world, there(pair), 'more')
  await world.quiet()
  t.equal(links.reduce((sum, { pushes }) => sum + pushes.length, 0), 60 * 16, 'what nobody has room for stays in the store')
})
