// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { acquaint, ask, decide, grantedTo, shownTo } from '../../support/acquaintance.ts'
import { openRegistryWorld } from '../../support/registry-world.ts'
import type { RegistryWorld } from '../../support/registry-world.ts'
import { createSubscriber, enlistInside, enlistOutside, enlistRequest, prekeysRequest } from '../../support/subscribers.ts'
import type { Subscriber } from '../../support/subscribers.ts'

const BO = 'bo@wren.example'

const unenlist = ({ registry }: RegistryWorld, person: Subscriber, by = person.home) =>
  registry.enlistments.unenlist(by.caller, { kind: 'unenlist', userId: person.user })

t.test('who leaves is told what was deleted, and nothing of it is left', async (t) => {
  const world = await openRegistryWorld(t)
  const [ada, bo] = [await enlistOutside(world, world.heron, { address: 'ada@heron.example' }), await enlistInside(world, { address: BO })]
  await world.registry.prekeys.put(world.heron.caller, prekeysRequest(ada, { ec: [1, 2, 3], kyber: [1, 2] }))
  await acquaint(world, ada, bo)
  world.clock.advance(5_000)
  t.strictSame(await unenlist(world, ada), { kind: 'erased', timeMs: world.clock.now(), prekeys: 5, queuedMessages: 0, consents: 1 })
  t.equal(await world.store.read.user(ada.user), undefined)
  t.strictSame(await world.store.read.devices(ada.user), [])
  t.equal(await world.store.read.consent(ada.user, bo.user), undefined)
  t.equal(await world.store.read.consent(bo.user, ada.user), undefined)
  t.strictSame(await world.eventsFor(world.heron), [])
  await t.rejects(unenlist(world, ada), { code: 'NOT_YOURS' })
})

const NOBODY = 'nobody@wren.example'
const fates: Readonly<Record<string, (world: RegistryWorld, asker: Subscriber) => Promise<unknown>>> = {
  'nobody': async () => undefined,
  'somebody who did not answer yet': (world) => enlistInside(world, { address: NOBODY }),
  'somebody who took part no more': (world) => enlistInside(world, { address: NOBODY }, { optedIn: false }),
  'somebody who denied': (world, asker) => answer(world, asker, 'deny'),
  'somebody who blocked': (world, asker) => answer(world, asker, 'block'),
}

const answer = async (world: RegistryWorld, asker: Subscriber, decision: 'deny' | 'block') => {
  const target = await enlistInside(world, { address: NOBODY })
  await ask(world, asker, NOBODY)
  await decide(world, target, (await shownTo(world, target))[0]!.requestId, decision)
}

t.test('the receipt does not tell what became of a request that was never granted', async (t) => {
  for (const [title, prepare] of Object.entries(fates)) {
    const world = await openRegistryWorld(t)
    const asker = await enlistOutside(world, world.heron)
    await prepare(world, asker)
    await ask(world, asker, NOBODY)
    t.match(await unenlist(world, asker), { prekeys: 0, queuedMessages: 0, consents: 0 }, title)
  }
})

t.test('an asker’s quota does not tell that its target left', async (t) => {
  const world = await openRegistryWorld(t)
  const [asker, target] = [await enlistOutside(world, world.heron), await enlistInside(world, { address: BO })]
  t.match(await ask(world, asker, BO), { leftToday: 9 })
  t.equal((await shownTo(world, target)).length, 1)
  await unenlist(world, target)
  t.match(await ask(world, asker, BO), { leftToday: 8 })
})

t.test('a request that waits for somebody who left is shown to nobody, and its asker’s leave takes it away', async (t) => {
  const world = await openRegistryWorld(t)
  const [asker, target] = [await enlistOutside(world, world.heron), await enlistInside(world, { address: BO })]
  await ask(world, asker, BO)
  const { requestId } = (await shownTo(world, target))[0]!
  await unenlist(world, asker)
  await t.rejects(decide(world, target, requestId, 'grant'), { code: 'NOT_FOUND' })
  t.strictSame(await grantedTo(world, target), [])
})

t.test('only its home lets a user go', async (t) => {
  const world = await openRegistryWorld(t)
  const ada = await enlistOutside(world, world.heron)
  await t.rejects(unenlist(world, ada, world.egret), { code: 'NOT_YOURS' })
  await t.rejects(unenlist(world, createSubscriber(world.heron)), { code: 'NOT_YOURS' })
  t.ok(await world.store.read.user(ada.user))
})

t.test('who left may come back as a new user under the same names', async (t) => {
  const world = await openRegistryWorld(t)
  const names = { address: 'ada@heron.example', reference: 'ada' }
  const first = await enlistOutside(world, world.heron, names)
  await unenlist(world, first)
  t.match(await world.registry.enlistments.enlist(world.heron.caller, await enlistRequest(createSubscriber(world.heron, names))), { kind: 'enlisted' })
})
