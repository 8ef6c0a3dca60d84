// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
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

t.test('a party with any link is not woken, and each link that opens says so', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const connected: string[] = []
  const relay = createRelay({ ...world.relayDeps, wake: { due: world.relayDeps.wake.due, connected: (party) => { connected.push(party) } } })
  t.teardown(() => relay.stop())
  const say = () => submit({ ...world, relay }, pair.bo, messageOf(back(pair), 'hello', { urgent: true }))
  const [one, two] = [new TestLink({ ...world, relay }, world.heron), new TestLink({ ...world, relay }, world.heron, { instance: 'two' })]
  t.same(connected, [world.heron.party, world.heron.party])
  await say()
  await one.detach()
  await say()
  t.same(world.woken, [])
  await two.detach()
  await say()
  t.same(world.woken, [world.heron.party])
})
