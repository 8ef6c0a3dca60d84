// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { address } from '../../../src/model/ids.ts'
import { decide } from '../../support/acquaintance.ts'
import { createMoments } from '../../support/moments.ts'
import { DAY_MS } from '../../support/registry-world.ts'
import { back, envelope, messageOf, openRelayWorld, openTalk, say, submit, TestLink, there } from '../../support/relay-world.ts'
import type { RelayWorld } from '../../support/relay-world.ts'
import { range, setParticipation, updateDevicesRequest } from '../../support/subscribers.ts'
import type { OpenPair } from '../../support/unwilling.ts'

const expiredOf = async (world: RelayWorld, party = world.heron) => (await world.eventsFor(party)).filter(({ kind }) => kind === 'messageExpired')

t.test('a sender is told once for each message, with the devices that did not get it', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await world.registry.enlistments.updateDevices(world.core.caller, await updateDevicesRequest(pair.bo, 2, [[1, 1001], [2, 2002]], [2]))
  const both = messageOf(there(pair), '', { envelopes: [envelope('1'), envelope('2', 2, 2002)], ttlSeconds: 60 })
  const half = messageOf(there(pair), '', { envelopes: [envelope('1'), envelope('2', 2, 2002)], ttlSeconds: 60 })
  const later = messageOf(there(pair), '', { envelopes: [envelope('1'), envelope('2', 2, 2002)], ttlSeconds: 61 })
  for (const submission of [both, half, later]) await submit(world, pair.ada, submission)
  const link = await new TestLink(world, world.core).start()
  await link.acknowledge(0, [3])
  world.clock.advance(60_000)
  await world.relay.sweep()
  t.match(await expiredOf(world), [
    { user: pair.ada.user, senderDevice: 1, submissionId: both.submissionId, deviceIds: [1, 2] }, { submissionId: half.submissionId, deviceIds: [2] },
  ])
  t.strictSame((await world.store.read.mailboxPage(world.core.party, 0, 10)).map(({ submissionId }) => submissionId), [later.submissionId, later.submissionId])
  await world.relay.sweep()
  t.equal((await expiredOf(world)).length, 2)
  t.match(world.told.filter(([name]) => name === 'messageExpired'), [['messageExpired', 3]])
})

t.test('to somebody offline, somebody who closed the way and somebody who left, expiry is told at the same time and in the same words', async (t) => {
  const shapes = new Map<string, unknown>()
  const endings: Readonly<Record<string, (world: RelayWorld, pair: OpenPair) => Promise<unknown>>> = {
    'offline': async () => undefined,
    'opted out': (world, { bo }) => setParticipation(world, bo, { optedIn: false }),
    'blocked': (world, { ada, bo }) => decide(world, bo, ada, 'block'),
    'left': ({ registry, core }, { bo }) => registry.enlistments.unenlist(core.caller, { kind: 'unenlist', userId: bo.user }),
  }
  for (const [title, end] of Object.entries(endings)) {
    const world = await openRelayWorld(t)
    const pair = await openTalk(world)
    const submission = messageOf(there(pair), 'hello')
    await submit(world, pair.ada, submission)
    await end(world, pair)
    if (title !== 'offline') t.strictSame((await new TestLink(world, world.core).start()).texts, [])
    world.clock.advance(30 * DAY_MS - 1)
    await world.relay.sweep()
    t.strictSame(await expiredOf(world), [], title)
    world.clock.advance(1)
    await world.relay.sweep()
    const [told] = await expiredOf(world)
    t.match(told, { submissionId: submission.submissionId, user: pair.ada.user })
    shapes.set(title, told && { ...told, submissionId: 'one', user: 'ada' })
  }
  t.equal(new Set([...shapes.values()].map((shape) => JSON.stringify(shape))).size, 1)
})

t.test('a retry request expires without a word, and nobody is told of what a user who left had sent', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await submit(world, pair.ada, messageOf(there(pair), '', { envelopes: [envelope('r', 1, 1001, 8)], commitment: new Uint8Array(0) }))
  await say(world, back(pair), 'from bo')
  await world.registry.enlistments.unenlist(world.core.caller, { kind: 'unenlist', userId: pair.bo.user })
  world.clock.advance(31 * DAY_MS)
  await world.relay.sweep()
  t.strictSame([await expiredOf(world), await expiredOf(world, world.core)], [[], []])
  t.strictSame(await world.store.read.expired(world.clock.now(), 10), [])
})

t.test('more than a page of messages ends in one sweep, and all senders are told', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await Promise.all(range(1, 900).map((index) => submit(world, pair.ada, messageOf(there(pair), String(index), { ttlSeconds: 60 }))))
  world.clock.advance(60_000)
  await world.relay.sweep()
  t.equal((await world.store.read.eventPage(world.heron.party, 0, 2_000)).length, 900)
  t.strictSame(await world.store.read.expired(world.clock.now(), 10), [])
})

t.test('sweeps that are asked for at once are one', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await submit(world, pair.ada, messageOf(there(pair), 'x', { ttlSeconds: 60 }))
  world.clock.advance(60_000)
  await Promise.all([world.relay.sweep(), world.relay.sweep(), world.relay.sweep()])
  t.equal((await expiredOf(world)).length, 1)
  t.match(world.told.filter(([name]) => name === 'messageExpired'), [['messageExpired', 1]])
  t.equal(world.told.filter(([name]) => name === 'messageExpired').length, 1)
})

t.test('after its start the relay looks at the time every minute by itself, until it stops', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  for (const ttlSeconds of [30, 90]) await submit(world, pair.ada, messageOf(there(pair), 'x', { ttlSeconds }))
  world.relay.start()
  world.timers.turn(59_999)
  await world.quiet()
  t.equal((await expiredOf(world)).length, 0)
  world.timers.turn(1)
  await world.quiet()
  t.equal((await expiredOf(world)).length, 1)
  world.timers.turn(60_000)
  await world.quiet()
  t.equal((await expiredOf(world)).length, 2)
  await world.relay.stop()
  t.equal(world.timers.waiting(), 0)
})

t.test('a sweep that fails is reported, and the next one goes on', async (t) => {
  const moments = createMoments()
  const world = await openRelayWorld(t, { ...moments, mayFail: true })
  const pair = await openTalk(world)
  await submit(world, pair.ada, messageOf(there(pair), 'x', { ttlSeconds: 60 }))
  world.clock.advance(60_000)
  moments.before('conclude', () => Promise.reject(new Error('disk')))
  await world.relay.sweep()
  t.match(world.told.filter(([name]) => name === 'backgroundFailed'), [['backgroundFailed', 'expire']])
  await world.relay.sweep()
  t.equal((await expiredOf(world)).length, 1)
})

t.test('requests, submissions and tokens whose time is over are forgotten in the same sweep', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await world.registry.contacts.request(world.heron.caller, { kind: 'requestContact', fromUser: pair.ada.user, toAddress: address('bo@wren.example'), purposes: ['chat'] })
  await world.registry.surfacing.idle()
  world.clock.advance(31 * DAY_MS)
  await world.relay.sweep()
  t.equal(await world.store.read.countRequests(pair.ada.user, 0), 0)
})

t.test('the events of expiry reach the sender’s link', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await submit(world, pair.ada, messageOf(there(pair), 'x', { ttlSeconds: 60 }))
  const link = await new TestLink(world, world.heron).start()
  world.clock.advance(60_000)
  await world.relay.sweep()
  await world.quiet()
  t.match(link.events, [{ kind: 'messageExpired' }])
})
