// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { Test } from 'tap'
import { address } from '../../../src/model/ids.ts'
import type { RequestRow } from '../../../src/store/rows.ts'
import type { Write } from '../../../src/store/transactors.ts'
import { acquaint, ask, decide, shownTo } from '../../support/acquaintance.ts'
import { answerBytes, DAY_MS, openRegistryWorld, START } from '../../support/registry-world.ts'
import type { RegistryWorld } from '../../support/registry-world.ts'
import { createSubscriber, enlistInside, enlistOutside, range, setChoice, setParticipation } from '../../support/subscribers.ts'
import type { Subscriber } from '../../support/subscribers.ts'
import { tapStore } from '../../support/tapped-store.ts'
import type { StoreCall } from '../../support/tapped-store.ts'

const BO = 'bo@wren.example'

/** Everything that may become of a request; each makes its target and leaves the rest to the asker. */
const fates: Readonly<Record<string, (world: RegistryWorld, asker: Subscriber) => Promise<unknown>>> = {
  'nobody has the address': async () => undefined,
  'its person never opted in': (world) => enlistInside(world, { address: BO }, { optedIn: false }),
  'its person opted out again': async (world) => setParticipation(world, await enlistInside(world, { address: BO }), { optedIn: false }),
  'its person is not findable': (world) => enlistInside(world, { address: BO }, { findable: false }),
  'its person does not allow the provider': async (world) => setChoice(world, await enlistInside(world, { address: BO }), { allowed: false }),
  'its person has no enlistment': async (world) => setParticipation(world, createSubscriber(world.core, { address: BO })),
  'its person takes part with another provider only': (world) => enlistInside(world, { address: BO }, { provider: world.egret }),
  'its person blocked the asker': async (world, asker) => refuseFirst(world, asker, 'block'),
  'its person denied the asker': async (world, asker) => refuseFirst(world, asker, 'deny'),
  'the two are open to each other': async (world, asker) => acquaint(world, asker, await enlistInside(world, { address: BO })),
  'an earlier request is still to be answered': async (world, asker) => {
    await enlistInside(world, { address: BO })
    await ask(world, asker, BO)
  },
  'its party is suspended': async (world) => {
    await enlistInside(world, { address: BO })
    await world.registry.parties.suspend(world.core.party, { actor: 'socket', reason: 'why' })
  },
  'its person is reachable': (world) => enlistInside(world, { address: BO }),
}

const refuseFirst = async (world: RegistryWorld, asker: Subscriber, decision: 'block' | 'deny') => {
  const bo = await enlistInside(world, { address: BO })
  await ask(world, asker, BO)
  await decide(world, bo, (await shownTo(world, bo))[0]!.requestId, decision)
}

/** One request, measured: what came back, what was written for it, and how often the store was asked. */
const measure = async (t: Test, prepare: (world: RegistryWorld, asker: Subscriber) => Promise<unknown>) => {
  const calls: StoreCall[] = []
  const rows: RequestRow[] = []
  const note = (write: Write) => { if ('add' in write && write.add === 'request') rows.push(write.row) }
  const world = await openRegistryWorld(t, { wrapStore: (store) => tapStore(store, {
    before: (call, [change]) => {
      calls.push(call)
      if (call === 'commit') (change as { writes: Write[] }).writes.forEach(note)
      return undefined
    },
  }) })
  const asker = await enlistOutside(world, world.heron, { address: 'ada@heron.example' })
  await prepare(world, asker)
  // The earlier requests of some fates are a day old: this asker's quota is whole.
  world.clock.advance(DAY_MS + 1)
  await world.registry.surfacing.idle()
  calls.length = rows.length = 0
  const bytes = await answerBytes(world.registry.contacts.request(world.heron.caller, {
    kind: 'requestContact', fromUser: asker.user, toAddress: address(BO), purposes: ['chat'],
  }))
  const asked = [...calls]
  const { request: _, fromUser, targetIndex, targetSealed, ...row } = rows[0]!
  const shape = { rows: rows.length, own: fromUser === asker.user, index: targetIndex.length, sealed: targetSealed.length, ...row }
  await world.registry.surfacing.idle()
  return { bytes, asked, shape, left: await world.store.read.countRequests(asker.user, START + DAY_MS) }
}

t.test('a request is answered, written and charged alike whoever the address belongs to', async (t) => {
  const [first, ...others] = await Promise.all(Object.entries(fates).map(async ([fate, prepare]) => [fate, await measure(t, prepare)] as const))
  t.match(first![1].shape, { rows: 1, own: true, state: 'waiting', targetUser: undefined, toParty: 'wren.example' })
  t.equal(first![1].left, 1)
  for (const [fate, measured] of others) t.strictSame(measured, first![1], fate)
})

t.test('ten requests a day may be made, and the eleventh waits for the first to be a day old', async (t) => {
  const world = await openRegistryWorld(t)
  const asker = await enlistOutside(world, world.heron)
  const target = await enlistInside(world, { address: BO })
  for (const index of range(1, 10)) {
    t.strictSame(await ask(world, asker, index === 5 ? BO : `nobody${index}@wren.example`), { kind: 'recorded', leftToday: 10 - index })
    world.clock.advance(1_000)
  }
  t.strictSame(await ask(world, asker, BO), {
    kind: 'throttled', retryAfterSeconds: 86_390, scope: 'user',
    headroom: [{ limit: 'contactsPerUserDay', left: 0, wholeAfterSeconds: 86_399 }, { limit: 'newTargetsPerDay', left: 9_990, wholeAfterSeconds: 57_590 }],
  })
  t.equal((await shownTo(world, target)).length, 1)
  const other = await enlistOutside(world, world.heron)
  t.match(await ask(world, other, BO), { leftToday: 9 }, 'the limit is each user’s own')
  world.clock.advance(DAY_MS - 10_000)
  t.match(await ask(world, asker, BO), { kind: 'throttled' })
  world.clock.advance(1)
  t.match(await ask(world, asker, BO), { kind: 'recorded', leftToday: 0 })
})

t.test('of many requests at once only the day’s number is taken', async (t) => {
  const world = await openRegistryWorld(t)
  const asker = await enlistOutside(world, world.heron)
  const answers = await Promise.all(range(1, 40).map((index) => ask(world, asker, `nobody${index}@wren.example`)))
  t.equal(answers.filter(({ kind }) => kind === 'recorded').length, 10)
  t.equal(answers.filter(({ kind }) => kind === 'throttled').length, 30)
})

t.test('a request that meets a change of its asker is written all the same', async (t) => {
  let between: (() => Promise<unknown>) | undefined
  const world = await openRegistryWorld(t, { wrapStore: (store) => tapStore(store, {
    before: (call) => {
      const task = call === 'commit' ? between : undefined
      if (task) between = undefined
      return task?.().then(() => undefined)
    },
  }) })
  const asker = await enlistOutside(world, world.heron)
  const { version: _, ...row } = (await world.store.read.user(asker.user))!
  between = () => world.store.write.commit({ expect: [], writes: [{ put: 'user', row }] })
  t.match(await ask(world, asker, BO), { kind: 'recorded', leftToday: 9 })
})

t.test('only for its own enlisted users may a party ask', async (t) => {
  const world = await openRegistryWorld(t)
  const asker = await enlistOutside(world, world.heron)
  const request = (party: typeof world.heron, person: Subscriber) => world.registry.contacts.request(party.caller, {
    kind: 'requestContact', fromUser: person.user, toAddress: address(BO), purposes: ['chat'],
  })
  await t.rejects(request(world.egret, asker), { code: 'NOT_YOURS' })
  await t.rejects(request(world.heron, createSubscriber(world.heron)), { code: 'NOT_YOURS' })
  await world.registry.parties.suspend(world.heron.party, { actor: 'socket', reason: 'unpaid' })
  await t.rejects(request(world.heron, asker), { code: 'SUSPENDED', detail: 'unpaid' })
})

t.test('what was asked rests sealed', async (t) => {
  const world = await openRegistryWorld(t)
  const asker = await enlistOutside(world, world.heron, { address: 'ada@heron.example' })
  await ask(world, asker, 'somebody@wren.example')
  const [row] = await world.store.read.waitingRequests({}, 10)
  t.notMatch(Buffer.from(row!.targetSealed).toString('latin1'), 'somebody')
  t.notMatch(Buffer.from(row!.targetIndex).toString('latin1'), 'somebody')
})
