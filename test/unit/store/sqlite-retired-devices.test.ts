// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { admitted, makePair, put } from '../../support/store-conformance/pair.ts'
import { device, deviceRow, ecKey, kyberKey } from '../../support/store-conformance/rows.ts'
import { openTestStore } from '../../support/registry-world.ts'
import type { Store } from '../../../src/store/port.ts'
import type { UserId } from '../../../src/model/ids.ts'

const publish = (store: Store, user: UserId, ec: readonly number[], kyber: readonly number[]) => store.write.commit({
  expect: [], writes: [{ add: 'prekeys', user, device: device(2), ec: ec.map(ecKey), kyber: kyber.map(kyberKey), maxEc: 100, maxKyber: 20 }],
})

const list = (store: Store, user: UserId, ...devices: readonly (readonly [id: number, registration: number])[]) =>
  put(store, { put: 'devices', user, devices: devices.map(([id, registration]) => deviceRow(id, registration)) })

t.test('a device that comes back under its registration publishes no one-time key that it published before', async (t) => {
  const store = await openTestStore(t)
  const { alice, bob } = await makePair(store)
  await list(store, bob, [1, 1001], [2, 7])
  t.match(await publish(store, bob, [4, 5], [9]), { committed: true })
  await store.write.takeBundles(await admitted(store, 'take-keys', alice, bob), [device(2)])
  await list(store, bob, [1, 1001])
  await list(store, bob, [1, 1001], [2, 7])
  t.same(await store.read.prekeyStock(bob, device(2)), { ec: 0, kyber: 0 }, 'those it had left do not come back')
  t.same(await publish(store, bob, [5], []), { refused: 'prekey-id' })
  t.same(await publish(store, bob, [], [9]), { refused: 'prekey-id' })
  t.match(await publish(store, bob, [6], [10]), { committed: true })
})

t.test('nor after another registration took its place, however often', async (t) => {
  const store = await openTestStore(t)
  const { bob } = await makePair(store)
  for (const top of [5, 8]) {
    await list(store, bob, [2, 7])
    t.match(await publish(store, bob, [top], []), { committed: true })
    await list(store, bob, [2, 8])
  }
  t.match(await publish(store, bob, [1], []), { committed: true }, 'a registration is not held to the ids of another')
  await list(store, bob, [2, 7])
  t.same(await publish(store, bob, [8], []), { refused: 'prekey-id' })
  await list(store, bob, [2, 8])
  await list(store, bob, [2, 7])
  t.same(await publish(store, bob, [8], []), { refused: 'prekey-id' }, 'coming back unused forgets nothing')
})
