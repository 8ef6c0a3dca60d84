// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { DAY_MS, openRegistryWorld, START } from '../../support/registry-world.ts'
import type { RegistryWorld } from '../../support/registry-world.ts'
import { createSubscriber, enlistRequest, range } from '../../support/subscribers.ts'
import type { Subscriber } from '../../support/subscribers.ts'

const enlist = async ({ registry }: RegistryWorld, person: Subscriber) => registry.enlistments.enlist(person.home.caller, await enlistRequest(person))
const leave = ({ registry }: RegistryWorld, { home, user }: Subscriber) => registry.enlistments.unenlist(home.caller, { kind: 'unenlist', userId: user })
const UNTIL_MIDNIGHT = (DAY_MS - START % DAY_MS) / 1_000

t.test('a user comes and goes ten times a day; then it is told which limit that is and when it is whole, has lost no token, and may still leave', async (t) => {
  const world = await openRegistryWorld(t)
  const ada = createSubscriber(world.heron)
  for (const _ of range(1, 10)) {
    t.match(await enlist(world, ada), { kind: 'enlisted' })
    t.match(await leave(world, ada), { kind: 'erased' })
  }
  const last = await enlistRequest(ada)
  t.match(await world.registry.enlistments.enlist(world.heron.caller, last), {
    kind: 'throttled', scope: 'user', retryAfterSeconds: UNTIL_MIDNIGHT,
    headroom: [{ limit: 'enlistmentsPerUserDay', left: 0, wholeAfterSeconds: UNTIL_MIDNIGHT }, { limit: 'enlistmentsPerPartyDay', left: 20_000 - 10, wholeAfterSeconds: UNTIL_MIDNIGHT }],
  })
  t.equal(await world.store.read.user(ada.user), undefined)
  t.match(await enlist(world, createSubscriber(world.heron)), { kind: 'enlisted' }, 'others have their own')
  world.clock.advance(UNTIL_MIDNIGHT * 1_000)
  t.match(await enlist(world, ada), { kind: 'enlisted' })
  t.match(await leave(world, ada), { kind: 'erased' })
})

t.test('all users of a party enlist as often as its agreement says; what was answered is answered again beyond it, and nobody is kept from leaving', async (t) => {
  const world = await openRegistryWorld(t)
  await world.registry.parties.setLimits(world.heron.party, { enlistmentsPerPartyDay: 2 }, { actor: 'socket', reason: 'small' })
  const [first, second, third] = range(1, 3).map(() => createSubscriber(world.heron)) as [Subscriber, Subscriber, Subscriber]
  const request = await enlistRequest(first)
  t.match(await world.registry.enlistments.enlist(world.heron.caller, request), { kind: 'enlisted' })
  t.match(await enlist(world, second), { kind: 'enlisted' })
  t.match(await enlist(world, third), { kind: 'throttled', scope: 'party', headroom: [{ limit: 'enlistmentsPerPartyDay', left: 0 }, { limit: 'enlistmentsPerUserDay', left: 10 }] })
  t.match(await world.registry.enlistments.enlist(world.heron.caller, request), { kind: 'enlisted' })
  for (const one of [first, second]) t.match(await leave(world, one), { kind: 'erased' })
  t.match(await enlist(world, createSubscriber(world.egret)), { kind: 'enlisted' }, 'each party has its own')
})
