// SPDX-License-Identifier: AGPL-3.0-only
import type { UserId } from '../../../src/model/ids.ts'
import type { Store } from '../../../src/store/port.ts'
import type { Write } from '../../../src/store/transactors.ts'
import type { StoreCases } from '../store-conformance.ts'
import { admitted, makePair, put, send, waitingTexts } from './pair.ts'
import { device, deviceRow, ecKey, kyberKey, newUser, NOW, DAY, range, signedKey } from './rows.ts'

type AddPrekeys = Extract<Write, { add: 'prekeys' }>

const prekeys = (user: UserId, ec: readonly number[], kyber: readonly number[], changes: Partial<AddPrekeys> = {}): AddPrekeys =>
  ({ add: 'prekeys', user, device: device(1), ec: ec.map(ecKey), kyber: kyber.map(kyberKey), maxEc: 100, maxKyber: 20, ...changes })

const add = (store: Store, write: AddPrekeys) => store.write.commit({ expect: [], writes: [write] })

export const deviceCases: StoreCases = {
  'devices are found as they were put, and putting them moves the version of the user': async (t, store) => {
    const { alice } = await makePair(store)
    const before = (await store.read.user(alice))!.version
    const rows = [deviceRow(3), deviceRow(1)]
    await put(store, { put: 'devices', user: alice, devices: rows })
    t.same(await store.read.devices(alice), rows.toReversed())
    t.ok((await store.read.user(alice))!.version > before)
    t.same(await store.write.commit({ expect: [], writes: [{ put: 'devices', user: newUser(), devices: rows }] }), { moved: true })
  },

  'a device that stays keeps its one-time keys, one that is gone or registered anew loses them': async (t, store) => {
    const { bob } = await makePair(store)
    await put(store, { put: 'devices', user: bob, devices: [1, 2, 3].map((id) => deviceRow(id)) })
    for (const id of [1, 2, 3]) await put(store, prekeys(bob, [10, 11], [20], { device: device(id) }))
    await put(store, { put: 'devices', user: bob, devices: [deviceRow(1), deviceRow(2, 7)] })
    t.same(await store.read.prekeyStock(bob, device(1)), { ec: 2, kyber: 1 })
    t.same(await store.read.prekeyStock(bob, device(2)), { ec: 0, kyber: 0 })
    t.equal(await store.read.prekeyStock(bob, device(3)), undefined)
    t.match(await add(store, prekeys(bob, [1], [], { device: device(2) })), { committed: true }, 'a new registration counts from the start')
    t.match(await add(store, prekeys(bob, [1], [], { device: device(1) })), { refused: 'prekey-id' })
  },

  'what waits for a device that is gone is withheld without its envelope and still expires; for one registered anew it stays': async (t, store) => {
    const pair = await makePair(store)
    await send(store, pair, 'kept')
    await put(store, { put: 'devices', user: pair.bob, devices: [deviceRow(1, 9)] })
    t.same(await waitingTexts(store), ['kept'])
    await put(store, { put: 'devices', user: pair.bob, devices: [deviceRow(2)] })
    t.same(await waitingTexts(store), [])
    t.match(await store.read.expired(NOW + 31 * DAY, 10), [{ senderUser: pair.alice, recipientDevice: 1 }])
  },

  'lasting keys are replaced one by one': async (t, store) => {
    const { bob } = await makePair(store)
    const [old] = await store.read.devices(bob)
    const signedPrekey = signedKey(2)
    await put(store, { put: 'lastingKeys', user: bob, device: device(1), signedPrekey, lastResortKyberPrekey: undefined })
    t.match((await store.read.devices(bob))[0], { signedPrekey, lastResortKyberPrekey: old!.lastResortKyberPrekey })
    const lastResortKyberPrekey = kyberKey(3)
    await put(store, { put: 'lastingKeys', user: bob, device: device(1), signedPrekey: undefined, lastResortKyberPrekey })
    t.match((await store.read.devices(bob))[0], { signedPrekey, lastResortKyberPrekey })
    const nobody = { put: 'lastingKeys', user: bob, device: device(9), signedPrekey, lastResortKyberPrekey } as const
    t.same(await store.write.commit({ expect: [], writes: [nobody] }), { moved: true })
  },

  'prekey ids must be above every id of their kind that the device published, taken or not': async (t, store) => {
    const { alice, bob } = await makePair(store)
    await put(store, prekeys(bob, [5, 6], [5]))
    const refused = [prekeys(bob, [6], []), prekeys(bob, [7, 3], []), prekeys(bob, [7, 7], []), prekeys(bob, [], [5]), prekeys(bob, [8], [4])]
    for (const write of refused) t.same(await add(store, write), { refused: 'prekey-id' })
    await store.write.takeBundles(await admitted(store, 'take-keys', alice, bob), [])
    await store.write.takeBundles(await admitted(store, 'take-keys', alice, bob), [])
    t.same(await add(store, prekeys(bob, [6], [])), { refused: 'prekey-id' }, 'a taken id does not come back')
    t.match(await add(store, prekeys(bob, [7], [6])), { committed: true })
    t.same(await store.read.prekeyStock(bob, device(1)), { ec: 1, kyber: 1 })
  },

  'the stock of a device does not pass its limits': async (t, store) => {
    const { bob } = await makePair(store)
    await put(store, prekeys(bob, range(1, 99), range(1, 20)))
    t.same(await add(store, prekeys(bob, [100, 101], [])), { refused: 'prekey-stock' })
    t.same(await add(store, prekeys(bob, [], [21])), { refused: 'prekey-stock' })
    t.match(await add(store, prekeys(bob, [100], [])), { committed: true })
    t.same(await store.read.prekeyStock(bob, device(1)), { ec: 100, kyber: 20 })
    t.same(await add(store, prekeys(bob, [200], [], { device: device(9) })), { moved: true }, 'no such device')
  },

  'bundles are handed out with the lowest ids first and the last-resort key when nothing else is left': async (t, store) => {
    const { alice, bob } = await makePair(store)
    const [first, second] = await store.read.devices(bob)
    await put(store, prekeys(bob, [2, 1], [4]))
    const proof = await admitted(store, 'take-keys', alice, bob)
    const taken = await store.write.takeBundles(proof, [])
    t.match(taken, {
      bundles: [
        { deviceId: 1, signedPrekey: first!.signedPrekey, kyberPrekey: { id: 4 }, oneTimePrekey: { id: 1 } },
        { deviceId: 2, signedPrekey: second!.signedPrekey, kyberPrekey: second!.lastResortKyberPrekey, oneTimePrekey: undefined },
      ],
      left: [{ deviceId: 1, ec: 1, kyber: 0 }, { deviceId: 2, ec: 0, kyber: 0 }],
    })
    const chosen = await store.write.takeBundles(proof, [device(1), device(99)])
    t.match(chosen, { bundles: [{ deviceId: 1, kyberPrekey: first!.lastResortKyberPrekey, oneTimePrekey: { id: 2 } }], left: [{ deviceId: 1, ec: 0, kyber: 0 }] })
    t.equal('bundles' in chosen && chosen.bundles.length, 1)
  },

  'no one-time key is handed out twice under 1,000 parallel takes': async (t, store) => {
    const { alice, bob } = await makePair(store)
    await put(store, { put: 'devices', user: bob, devices: [deviceRow(1)] })
    await put(store, prekeys(bob, range(1, 900), range(1, 300), { maxEc: 1000, maxKyber: 1000 }))
    const proof = await admitted(store, 'take-keys', alice, bob)
    const takes = await Promise.all(range(1, 1000).map(() => store.write.takeBundles(proof, [])))
    const bundles = takes.flatMap((taken) => ('bundles' in taken ? taken.bundles : []))
    const ec = bundles.flatMap(({ oneTimePrekey }) => (oneTimePrekey ? [oneTimePrekey.id] : []))
    const kyber = bundles.map(({ kyberPrekey }) => kyberPrekey.id)
    t.equal(bundles.length, 1000)
    t.same(ec, range(1, 900))
    t.same(kyber.filter((id) => id < 90_000), range(1, 300))
    t.equal(kyber.filter((id) => id === 90_001).length, 700)
    t.same(await store.read.prekeyStock(bob, device(1)), { ec: 0, kyber: 0 })
  },

  'a key that was handed out is still gone after a restart': async (t, store, reopen) => {
    const { alice, bob } = await makePair(store)
    await put(store, prekeys(bob, [1, 2], []))
    await store.write.takeBundles(await admitted(store, 'take-keys', alice, bob), [device(1)])
    const again = await reopen()
    t.match(await again.write.takeBundles(await admitted(again, 'take-keys', alice, bob), [device(1)]), { bundles: [{ oneTimePrekey: { id: 2 } }] })
  },
}
