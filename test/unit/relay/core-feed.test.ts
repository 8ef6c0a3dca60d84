// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes } from 'node:crypto'
import t from 'tap'
import type { Test } from 'tap'
import { mintKeyMaterial } from '../../../src/ops/key-file.ts'
import { createServiceKeys } from '../../../src/ops/keys.ts'
import { eventWrite } from '../../../src/registry/sealed-event.ts'
import { createCoreFeed } from '../../../src/relay/core-feed.ts'
import { giveToVault } from '../../support/core-world.ts'
import { openRegistryWorld } from '../../support/registry-world.ts'
import { enlistInside, enlistOutside } from '../../support/subscribers.ts'

type Sealer = ReturnType<typeof createServiceKeys>['sealer']

/** A core with one user of a vault, and feeds as processes with these or those keys have them. */
const openWorld = async (t: Test) => {
  const world = await openRegistryWorld(t)
  const { store, serviceKeys: { sealer }, core } = world
  const { user } = await giveToVault(world, await enlistInside(world, { reference: 'bo', address: 'bo@wren.example' }))
  const peer = await enlistOutside(world, world.heron, { address: 'ana@heron.example' })
  const [foreign, told]: [Sealer, [string, number][]] = [createServiceKeys(mintKeyMaterial()).sealer, []]
  const events = { eventSetAside: (party: string, count: number) => { told.push([party, count]) } }
  const feed = (keys: Sealer) => createCoreFeed({ store, sealer: keys, events, randomBytes } as never)
  const add = async (keys: Sealer, number: number): Promise<void> => {
    const body = { kind: 'messageLost', user, peerUser: peer.user, submissionId: `00000000-0000-4000-8000-00000000000${String(number)}`, reason: 'undecryptable' } as const
    await store.write.commit({ expect: [], writes: [eventWrite(keys, core.party, user, number, body as never)] })
  }
  return { store, core, sealer, foreign, told, feed, add, caller: core.caller }
}

const numbersOf = (page: { readonly events: readonly { readonly timeMs: number }[] }) => page.events.map(({ timeMs }) => timeMs)

t.test('an event that does not open holds up no other, survives their acknowledgement, and is shown by whoever can open it', async (t) => {
  const { core, caller, sealer, foreign, told, feed, add, store } = await openWorld(t)
  await add(sealer, 1)
  await add(foreign, 2)
  await add(sealer, 3)
  const process = feed(sealer)
  const first = await (await process.read(caller, 0)).page(0, 10)
  t.same(numbersOf(first), [1, 3])
  t.same(told, [[core.party, 1]], 'the operator is told how many')
  const reader = await process.read(caller, first.next)
  t.same(await reader.page(first.next, 10), { events: [], next: first.next })
  t.equal((await store.read.asideEvents(core.party, 0, 10)).length, 1)

  await feed(sealer).read(caller, first.next)
  t.same(told, [[core.party, 1], [core.party, 1]], 'a later process tells it again')
  const mended = feed(foreign)
  const shown = await (await mended.read(caller, first.next)).page(first.next, 10)
  t.same(numbersOf(shown), [2])
  await mended.read(caller, shown.next)
  t.same([await store.read.eventPage(core.party, 0, 10), await store.read.asideEvents(core.party, 0, 10)], [[], []])
})

t.test('pages of events that do not open are passed over, and what is behind them is shown', async (t) => {
  const { caller, sealer, foreign, told, feed, add, store, core } = await openWorld(t)
  for (const number of [1, 2, 3, 4]) await add(foreign, number)
  await add(sealer, 5)
  const page = await (await feed(sealer).read(caller, 0)).page(0, 1)
  t.same(numbersOf(page), [5])
  t.same(told, [[core.party, 4]])
  t.equal((await store.read.asideEvents(core.party, 0, 10)).length, 4)
})

t.test('of two readers at different nodes only the newer one is shown anything', async (t) => {
  const { caller, sealer, feed, add } = await openWorld(t)
  const older = await feed(sealer).read(caller, 0)
  t.same(await older.page(0, 10), { events: [], next: 0 })
  const newer = await feed(sealer).read(caller, 0)
  await add(sealer, 1)
  await t.rejects(older.page(0, 10), { code: 'REPLACED' })
  t.same(numbersOf(await newer.page(0, 10)), [1])
})
