// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a message that was acknowledged in time is not told as expired because another one was.
import t from 'tap'
import { createMoments } from '../../support/moments.ts'
import { messageOf, openRelayWorld, openTalk, submit, TestLink, there } from '../../support/relay-world.ts'

t.test('a message that is acknowledged while expiry is at work does not count as expired', async (t) => {
  const moments = createMoments()
  const world = await openRelayWorld(t, moments)
  const pair = await openTalk(world)
  const [taken, late] = ['taken', 'late'].map((text) => messageOf(there(pair), text, { ttlSeconds: 60 }))
  for (const message of [taken!, late!]) await submit(world, pair.ada, message)
  const [row] = await world.store.read.mailboxPage(world.core.party, 0, 1)
  world.clock.advance(61_000)
  moments.before('conclude', (store) => store.write.acknowledge(world.core.party, [row!.id], []))
  await world.relay.sweep()
  const sender = await new TestLink(world, world.heron).start()
  t.match(sender.events, [{ kind: 'messageExpired', submissionId: late!.submissionId, deviceIds: [1] }])
  t.equal(sender.events.length, 1)
})
