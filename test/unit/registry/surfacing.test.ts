// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { address, requestId, userReference } from '../../../src/model/ids.ts'
import { acquaint, ask, decide, grantedTo, shownTo, withdraw } from '../../support/acquaintance.ts'
import { createMoments } from '../../support/moments.ts'
import { DAY_MS, openRegistryWorld, START } from '../../support/registry-world.ts'
import type { RegistryWorld } from '../../support/registry-world.ts'
import { createSubscriber, enlistInside, enlistOutside, enlistRequest, range, setChoice, setParticipation } from '../../support/subscribers.ts'
import type { Subscriber } from '../../support/subscribers.ts'

const BO = 'bo@wren.example'

t.test('a request is shown with what the target may know of the asker', async (t) => {
  const world = await openRegistryWorld(t)
  const asker = await enlistOutside(world, world.heron, { address: 'ada@heron.example' })
  const target = await enlistInside(world, { address: BO })
  await ask(world, asker, BO)
  const shown = await shownTo(world, target)
  t.match(shown, [{
    user: target.user, fromParty: 'heron.example', fromDisplayName: 'Ada', fromAddress: 'ada@heron.example', purposes: ['chat'], inbox: 'separate', inboxLabel: 'Heron people',
  }])
  t.notMatch(JSON.stringify(shown), asker.user, 'the asker’s user id is not told before a grant')
  t.notMatch(JSON.stringify(shown), asker.reference)
})

t.test('a core user may ask a provider’s user by address, and only of the provider it is enlisted for', async (t) => {
  const world = await openRegistryWorld(t)
  const [ada, eve] = [await enlistOutside(world, world.heron, { address: '+4930123456' }), await enlistOutside(world, world.egret, { address: '+4930123456' })]
  const asker = await enlistInside(world, { address: BO })
  await ask(world, asker, '+4930123456')
  t.match(await shownTo(world, ada), [{ user: ada.user, fromParty: 'wren.example', fromAddress: BO, inboxLabel: '' }])
  t.strictSame(await shownTo(world, eve), [])
})

const openings: Readonly<Record<string, { before: (world: RegistryWorld) => Promise<Subscriber>; open: (world: RegistryWorld, target: Subscriber) => Promise<unknown> }>> = {
  'the target opts in': { before: (world) => enlistInside(world, { address: BO }, { optedIn: false }), open: (world, target) => setParticipation(world, target) },
  'the target may be found': { before: (world) => enlistInside(world, { address: BO }, { findable: false }), open: (world, target) => setParticipation(world, target) },
  'the target allows the provider': { before: (world) => enlistInside(world, { address: BO }, { allowed: false }), open: (world, target) => setChoice(world, target) },
  'the address becomes the target’s': {
    before: (world) => enlistInside(world, { address: 'other@wren.example' }), open: (world, target) => setParticipation(world, { ...target, address: BO }),
  },
  'the target enlists': {
    before: async (world) => {
      const target = createSubscriber(world.core, { address: BO, forProvider: world.heron.party })
      await setParticipation(world, target)
      await setChoice(world, target)
      return target
    },
    open: async (world, target) => world.registry.enlistments.enlist(world.core.caller, await enlistRequest({ ...target, address: undefined })),
  },
  'the target’s party is resumed': {
    before: async (world) => {
      const target = await enlistInside(world, { address: BO })
      await world.registry.parties.suspend(world.core.party, { actor: 'socket', reason: 'why' })
      return target
    },
    open: (world) => world.registry.parties.resume(world.core.party, { actor: 'socket', reason: 'paid' }),
  },
}

for (const [title, { before, open }] of Object.entries(openings)) {
  t.test(`a request from before is shown when ${title}, once`, async (t) => {
    const world = await openRegistryWorld(t)
    const asker = await enlistOutside(world, world.heron)
    const target = await before(world)
    await ask(world, asker, BO)
    t.strictSame(await shownTo(world, target), [])
    await open(world, target)
    await world.registry.surfacing.idle()
    t.equal((await shownTo(world, target)).length, 1)
    world.registry.surfacing.retryAll()
    await world.registry.surfacing.idle()
    t.equal((await shownTo(world, target)).length, 1)
  })
}

t.test('a request to a provider’s user that is not there yet is shown when it enlists', async (t) => {
  const world = await openRegistryWorld(t)
  await ask(world, await enlistInside(world, { address: BO }), 'ada@heron.example')
  const target = await enlistOutside(world, world.heron, { address: 'ada@heron.example' })
  await world.registry.surfacing.idle()
  t.equal((await shownTo(world, target)).length, 1)
})

t.test('of several waiting requests of one pair one is shown', async (t) => {
  const world = await openRegistryWorld(t)
  const asker = await enlistOutside(world, world.heron)
  for (const _ of range(1, 5)) await ask(world, asker, BO)
  const target = await enlistInside(world, { address: BO })
  await world.registry.surfacing.idle()
  t.equal((await shownTo(world, target)).length, 1)
  t.strictSame(await world.store.read.waitingRequests({}, 10), [])
})

t.test('who asks again under another address of the target is not shown twice', async (t) => {
  const world = await openRegistryWorld(t)
  const asker = await enlistOutside(world, world.heron)
  const target = await enlistInside(world, { address: BO })
  await ask(world, asker, BO)
  await setParticipation(world, { ...target, address: 'new@wren.example' })
  await ask(world, asker, 'new@wren.example')
  t.equal((await shownTo(world, target)).length, 1)
})

t.test('who asks again after the other withdrew has one open request, under whatever address', async (t) => {
  const world = await openRegistryWorld(t)
  const asker = await enlistOutside(world, world.heron)
  const target = await enlistInside(world, { address: BO })
  await acquaint(world, asker, target)
  await withdraw(world, target, asker)
  await ask(world, asker, BO)
  await setParticipation(world, { ...target, address: 'new@wren.example' })
  await ask(world, asker, 'new@wren.example')
  t.equal((await shownTo(world, target)).length, 2, 'the granted one and the open one')
  await decide(world, target, (await shownTo(world, target))[1]!.requestId, 'grant')
  t.equal((await grantedTo(world, asker)).length, 2)
})

t.test('who asks again and again is shown again as soon as the open request is over', async (t) => {
  const world = await openRegistryWorld(t)
  const asker = await enlistOutside(world, world.heron)
  await ask(world, asker, BO)
  world.clock.advance(10 * DAY_MS)
  const target = await enlistInside(world, { address: BO })
  await world.registry.surfacing.idle()
  for (const _ of range(1, 19)) {
    world.clock.advance(DAY_MS)
    await ask(world, asker, BO)
  }
  t.equal((await shownTo(world, target)).length, 1, 'shown on the tenth day, open until the thirtieth')
  world.clock.advance(DAY_MS)
  await world.store.write.sweep(world.clock.now(), 100)
  await ask(world, asker, BO)
  t.equal((await shownTo(world, target)).length, 2)
})

t.test('after a denial the pair is silent for thirty days from the denial, and then may be asked again', async (t) => {
  const world = await openRegistryWorld(t)
  const asker = await enlistOutside(world, world.heron)
  const target = await enlistInside(world, { address: BO })
  await ask(world, asker, BO)
  world.clock.advance(29 * DAY_MS)
  await decide(world, target, (await shownTo(world, target))[0]!.requestId, 'deny')
  for (const days of [0, 10, 19]) {
    world.clock.advance(days * DAY_MS)
    await world.store.write.sweep(world.clock.now(), 100)
    t.match(await ask(world, asker, BO), { kind: 'recorded' })
  }
  t.equal((await shownTo(world, target)).length, 1)
  await setParticipation(world, { ...target, address: 'new@wren.example' })
  await ask(world, asker, 'new@wren.example')
  t.equal((await shownTo(world, target)).length, 1, 'another address does not break the silence')
  world.clock.advance(DAY_MS)
  await ask(world, asker, 'new@wren.example')
  t.equal((await shownTo(world, target)).length, 2)
  world.clock.advance(1_000 * DAY_MS)
  await world.registry.surfacing.idle()
})

t.test('a block drops requests for good, also the waiting ones, until it ends', async (t) => {
  const world = await openRegistryWorld(t)
  const asker = await enlistOutside(world, world.heron)
  const target = await enlistInside(world, { address: BO })
  await acquaint(world, asker, target)
  await setParticipation(world, target, { optedIn: false })
  await ask(world, asker, BO)
  await decide(world, target, asker, 'block')
  await setParticipation(world, target)
  await ask(world, asker, BO)
  world.clock.advance(40 * DAY_MS)
  await ask(world, asker, BO)
  t.equal((await shownTo(world, target)).length, 1, 'the one before the block')
  t.strictSame(await world.store.read.waitingRequests({}, 10), [])
})

t.test('who took back a yes that was not answered may give it again', async (t) => {
  const world = await openRegistryWorld(t)
  const [asker, target] = [await enlistInside(world, { address: BO }), await enlistOutside(world, world.heron, { address: 'ada@heron.example' })]
  await acquaint(world, asker, target)
  await withdraw(world, target, asker)
  await ask(world, asker, 'ada@heron.example')
  const { requestId: open } = (await shownTo(world, target)).at(-1)!
  await withdraw(world, asker, target)
  await t.rejects(decide(world, target, open, 'grant'), { code: 'NOT_PERMITTED' })
  await ask(world, asker, 'ada@heron.example')
  t.equal((await shownTo(world, target)).length, 2, 'the open request is not shown twice')
  t.strictSame(await decide(world, target, open, 'grant'), { kind: 'done' })
  t.equal((await grantedTo(world, asker)).length, 2)
})

t.test('a request whose time is over is not shown, swept or not', async (t) => {
  const world = await openRegistryWorld(t)
  const asker = await enlistOutside(world, world.heron)
  await ask(world, asker, BO)
  world.clock.advance(30 * DAY_MS)
  const target = await enlistInside(world, { address: BO })
  await world.registry.surfacing.idle()
  t.strictSame(await shownTo(world, target), [])
})

t.test('many requests that cannot be shown do not hide one that can', async (t) => {
  const world = await openRegistryWorld(t)
  const target = await enlistInside(world, { address: BO }, { optedIn: false })
  const [stranger, asker] = [await enlistOutside(world, world.egret), await enlistOutside(world, world.heron)]
  const index = world.deps.blindIndex('address', BO)
  for (const number of range(1, 251)) {
    await world.store.write.commit({ expect: [], writes: [{ add: 'request', perDay: 1_000, dayStart: 0, targets: { party: world.heron.party, perDay: 1_000, dayStart: 0 }, row: {
      request: requestId(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`), fromUser: (number === 251 ? asker : stranger).user,
      toParty: world.core.party, targetIndex: index, targetSealed: new Uint8Array(), targetUser: undefined, inviter: undefined, invite: undefined, purposes: ['chat'], state: 'waiting',
      createdAt: START, expiresAt: START + DAY_MS,
    } }] })
  }
  await setParticipation(world, target)
  await world.registry.surfacing.idle()
  t.equal((await shownTo(world, target)).length, 1)
})

t.test('a request that cannot be read is reported and does not hide the others', async (t) => {
  const world = await openRegistryWorld(t, { mayFail: true })
  const [bad, good] = [await enlistOutside(world, world.heron), await enlistOutside(world, world.heron)]
  const { version: _, ...row } = (await world.store.read.user(bad.user))!
  await world.store.write.commit({ expect: [], writes: [{ put: 'user', row: { ...row, displayNameSealed: Buffer.alloc(40) } }] })
  for (const asker of [bad, good, bad]) await ask(world, asker, BO)
  const target = await enlistInside(world, { address: BO })
  await world.registry.surfacing.idle()
  t.match(await shownTo(world, target), [{ fromDisplayName: 'Ada' }])
  t.ok(world.told.some(([name, task]) => name === 'backgroundFailed' && task === 'surfacing'))
})

const races: Readonly<Record<string, (world: RegistryWorld, target: Subscriber) => Promise<unknown>>> = {
  'opts out': (world, target) => setParticipation(world, target, { optedIn: false }),
  'is findable no more': (world, target) => setParticipation(world, target, { findable: false }),
  'gives up the address': ({ registry, core }, target) => registry.participation.setParticipation(core.caller, {
    kind: 'setParticipation', userReference: userReference(target.reference), optedIn: true, findable: true, address: address('new@wren.example'),
  }),
  'allows the provider no more': (world, target) => setChoice(world, target, { allowed: false }),
  'loses its party': (world) => world.registry.parties.suspend(world.core.party, { actor: 'socket', reason: 'why' }),
}

for (const [title, change] of Object.entries(races)) for (const [moment, text] of [['standing', ''], ['commit', '"to":"surfaced"']] as const) {
  t.test(`nothing is shown to a target that ${title} in the moment before the ${moment}`, async (t) => {
    const moments = createMoments()
    const world = await openRegistryWorld(t, moments)
    const [asker, target] = [await enlistOutside(world, world.heron), await enlistInside(world, { address: BO })]
    moments.before(moment, () => change(world, target), text)
    await ask(world, asker, BO)
    t.equal(moments.pending(), 0)
    t.strictSame(await shownTo(world, target), [])
    t.equal((await world.store.read.waitingRequests({}, 10)).length, 1, 'it waits')
  })
}
