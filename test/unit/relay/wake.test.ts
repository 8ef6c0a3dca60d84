// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { instanceName } from '../../../src/model/ids.ts'
import { createRelay } from '../../../src/relay/index.ts'
import { back, messageOf, openRelayWorld, openTalk, submit, TestLink, there } from '../../support/relay-world.ts'

t.test('what is urgent wakes a party that has no link, once it is stored', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const urgent = messageOf(back(pair), 'hello', { urgent: true })
  const answer = submit(world, pair.bo, urgent)
  t.same(world.woken, [], 'not before it is stored')
  t.match(await answer, { kind: 'accepted' })
  t.same(world.woken, [world.heron.party])
  await submit(world, pair.ada, messageOf(there(pair), 'hello', { urgent: true }))
  t.same(world.woken, [world.heron.party, world.core.party])
})

t.test('nothing else wakes anybody', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const quiet = messageOf(back(pair), 'no hurry')
  await submit(world, pair.bo, quiet)
  t.same(world.woken, [], 'not urgent')
  const urgent = messageOf(back(pair), 'hello', { urgent: true })
  await submit(world, pair.bo, urgent)
  await submit(world, pair.bo, urgent)
  t.equal(world.woken.length, 1, 'a repetition stores nothing')
  await t.rejects(submit(world, pair.bo, messageOf({ ...back(pair), token: Buffer.alloc(32) }, 'x', { urgent: true })), { code: 'NOT_PERMITTED' })
  t.equal(world.woken.length, 1, 'nor does what is refused')
})

t.test('a party whose last link ends is woken by what it had not acknowledged, if that is urgent', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const [one, two] = [await new TestLink(world, world.heron).start(), await new TestLink(world, world.heron, { instance: 'two' }).start()]
  await submit(world, pair.bo, messageOf(back(pair), 'no hurry'))
  await world.quiet()
  await one.detach()
  t.same(two.texts, ['no hurry'])
  await two.detach()
  t.same(world.woken, [], 'it is not urgent')
  const three = await new TestLink(world, world.heron).start()
  await submit(world, pair.bo, messageOf(back(pair), 'hurry', { urgent: true }))
  await world.quiet()
  await three.acknowledge(2)
  await three.detach()
  t.same(world.woken, [], 'it has everything')
  const four = await new TestLink(world, world.heron).start()
  await submit(world, pair.bo, messageOf(back(pair), 'hurry more', { urgent: true }))
  await world.quiet()
  t.same(world.woken, [])
  await four.detach()
  t.same(world.woken, [world.heron.party])
})

t.test('a party whose last link ends is woken by something urgent that had no room in it', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const link = await new TestLink(world, world.heron, { window: 1 }).start()
  await submit(world, pair.bo, messageOf(back(pair), 'no hurry'))
  await submit(world, pair.bo, messageOf(back(pair), 'hurry', { urgent: true }))
  await world.quiet()
  t.same(link.texts, ['no hurry'])
  await link.detach()
  t.same(world.woken, [world.heron.party])
})

t.test('a party whose link is opened at any node needs no call', async (t) => {
  const connected: string[] = []
  const world = await openRelayWorld(t)
  const relay = createRelay({ ...world.relayDeps, wake: { ...world.relayDeps.wake, connected: (party) => { connected.push(party) } } })
  await world.store.nodes.tellAndWait({ signal: 'link-opened', party: world.heron.party, instance: instanceName('one'), number: 1 })
  t.same(connected, [world.heron.party])
  await relay.stop()
  await world.store.nodes.tellAndWait({ signal: 'link-opened', party: world.heron.party, instance: instanceName('one'), number: 2 })
  t.equal(connected.length, 1)
})

t.test('a party with any link is not woken, and each link that opens says so', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const connected: string[] = []
  const relay = createRelay({ ...world.relayDeps, wake: { ...world.relayDeps.wake, connected: (party) => { connected.push(party) } } })
  t.teardown(() => relay.stop())
  const say = () => submit({ ...world, relay }, pair.bo, messageOf(back(pair), 'hello', { urgent: true }))
  const [one, two] = [new TestLink({ ...world, relay }, world.heron), new TestLink({ ...world, relay }, world.heron, { instance: 'two' })]
  t.same(connected, [world.heron.party, world.heron.party])
  await say()
  await one.detach()
  await say()
  t.same(world.woken, [])
  await two.detach()
  t.same(world.woken, [world.heron.party], 'with the last link it is')
  await say()
  t.same(world.woken, [world.heron.party, world.heron.party])
})
