// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what others asked before makes a new request no dearer, and a long row of them does not hold up anything else.
import t from 'tap'
import { randomUUID } from 'node:crypto'
import { partyId, requestId } from '../../../src/model/ids.ts'
import { ask } from '../../support/acquaintance.ts'
import { openRegistryWorld } from '../../support/registry-world.ts'
import type { RegistryWorld } from '../../support/registry-world.ts'
import { enlistOutside, range } from '../../support/subscribers.ts'
import { tapStore } from '../../support/tapped-store.ts'

const NOBODY = 'nobody@wren.example'

/** As many more requests to the address as if others had asked. */
const fill = async ({ store }: RegistryWorld, count: number): Promise<void> => {
  const [first] = await store.read.waitingRequests({}, 1)
  if (first === undefined) throw new Error('nothing waits')
  const row = () => ({ ...first, request: requestId(randomUUID()) })
  await store.write.commit({ expect: [], writes: range(1, count).map(() => ({ add: 'request', perDay: 10 * count, dayStart: 0, targets: { party: partyId('heron.example'), perDay: 10 * count, dayStart: 0 }, row: row() }) as const) })
}

t.test('a request to an address that many asked for in vain costs as many look-ups as the first one', async (t) => {
  let lookUps = 0
  const world = await openRegistryWorld(t, { wrapStore: (store) => tapStore(store, { before: () => { lookUps += 1; return undefined } }) })
  const costOf = async (): Promise<number> => {
    const before = lookUps
    await ask(world, await asker(), NOBODY)
    return lookUps - before
  }
  const asker = async () => {
    const person = await enlistOutside(world, world.heron)
    await world.registry.surfacing.idle()
    return person
  }
  const first = await costOf()
  await fill(world, 300)
  t.equal(await costOf(), first)
})

t.test('others have their turn while a long row of requests is looked at', async (t) => {
  const world = await openRegistryWorld(t)
  await ask(world, await enlistOutside(world, world.heron), NOBODY)
  await fill(world, 300)
  let turns = 0
  const count = (): void => {
    turns += 1
    next = setImmediate(count)
  }
  let next = setImmediate(count)
  world.registry.surfacing.retryAll()
  await world.registry.surfacing.idle()
  clearImmediate(next)
  t.ok(turns >= 3, `${String(turns)} turns`)
})
