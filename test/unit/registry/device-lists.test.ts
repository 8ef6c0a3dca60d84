// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { deviceId } from '../../../src/model/ids.ts'
import { createMoments } from '../../support/moments.ts'
import { plain } from '../../support/plain.ts'
import { openRegistryWorld } from '../../support/registry-world.ts'
import type { RegistryWorld } from '../../support/registry-world.ts'
import { createSubscriber, deviceList, enlistOutside, prekeysRequest, range, signal, updateDevicesRequest } from '../../support/subscribers.ts'
import type { DeviceSpec, Subscriber } from '../../support/subscribers.ts'

const update = async ({ registry }: RegistryWorld, person: Subscriber, version: number, devices: readonly DeviceSpec[], fresh: readonly number[] = []) =>
  registry.enlistments.updateDevices(person.home.caller, await updateDevicesRequest(person, version, devices, fresh))

const listed = async ({ store }: RegistryWorld, person: Subscriber): Promise<readonly DeviceSpec[]> =>
  (await store.read.devices(person.user)).map(({ deviceId, registrationId }) => [deviceId, registrationId])

t.test('a newer list puts devices in force, with fresh keys for the new ones and the old ones’ kept', async (t) => {
  const world = await openRegistryWorld(t)
  const person = await enlistOutside(world, world.heron)
  const [before] = await world.store.read.devices(person.user)
  await world.registry.prekeys.put(world.heron.caller, prekeysRequest(person, { ec: [1, 2], kyber: [1] }))
  t.strictSame(await update(world, person, 3, [[1, 1001], [2, 2002]], [2]), { kind: 'enlisted', deviceListVersion: 3 })
  t.strictSame(await listed(world, person), [[1, 1001], [2, 2002]])
  t.strictSame(plain((await world.store.read.devices(person.user))[0]!.signedPrekey), plain(before!.signedPrekey))
  t.same(await world.store.read.prekeyStock(person.user, deviceId(1)), { ec: 2, kyber: 1 })
  const row = (await world.store.read.user(person.user))!
  t.equal(row.deviceListVersion, 3)
  const { devices, identityStatement } = await updateDevicesRequest(person, 3, [[1, 1001], [2, 2002]])
  t.equal(plain(row.deviceList), plain(devices.list))
  t.equal(row.identityStatement, identityStatement)
})

t.test('a device that goes loses its keys, one that is registered anew needs new ones', async (t) => {
  const world = await openRegistryWorld(t)
  const person = await enlistOutside(world, world.heron, { devices: [[1, 11], [2, 22]] })
  for (const device of [1, 2]) await world.registry.prekeys.put(world.heron.caller, prekeysRequest(person, { ec: [1], kyber: [1] }, device))
  await t.rejects(update(world, person, 2, [[1, 12]]), { code: 'MALFORMED', detail: 'keys of a new device are missing' })
  await update(world, person, 2, [[1, 12]], [1])
  t.strictSame(await listed(world, person), [[1, 12]])
  t.same(await world.store.read.prekeyStock(person.user, deviceId(1)), { ec: 0, kyber: 0 })
  t.equal(await world.store.read.prekeyStock(person.user, deviceId(2)), undefined)
})

t.test('the same change again, because its answer was lost, is answered as before and changes nothing', async (t) => {
  const world = await openRegistryWorld(t)
  const person = await enlistOutside(world, world.heron)
  const request = await updateDevicesRequest(person, 2, [[1, 1001], [2, 2002]], [2])
  const send = () => world.registry.enlistments.updateDevices(world.heron.caller, request)
  t.strictSame(await send(), { kind: 'enlisted', deviceListVersion: 2 })
  await world.registry.prekeys.put(world.heron.caller, prekeysRequest(person, { ec: [1], kyber: [1] }, 2))
  t.strictSame(await send(), { kind: 'enlisted', deviceListVersion: 2 })
  t.same(await world.store.read.prekeyStock(person.user, deviceId(2)), { ec: 1, kyber: 1 }, 'the keys of the new device are still there')
  world.clock.advance(1_000)
  const { identityStatement } = await updateDevicesRequest(person, 2, [[1, 1001]])
  await t.rejects(world.registry.enlistments.updateDevices(world.heron.caller, { ...request, identityStatement }), { code: 'STALE_DEVICE_LIST' }, 'another statement over the same list is another change')
  await update(world, person, 3, [[1, 1001]])
  await t.rejects(send(), { code: 'STALE_DEVICE_LIST' }, 'once another list is in force it is an old one')
  t.strictSame(await listed(world, person), [[1, 1001]])
})

t.test('no ghost device: a list that is rolled back, repeated, re-signed, unsigned or of another user changes nothing', async (t) => {
  const world = await openRegistryWorld(t)
  const [person, stranger] = [await enlistOutside(world, world.heron), await enlistOutside(world, world.heron)]
  await update(world, person, 5, [[1, 1001], [2, 2002]], [2])
  const send = async (changes: object, version = 6, devices: readonly DeviceSpec[] = [[1, 1001], [3, 3003]]) => {
    const request = await updateDevicesRequest(person, version, devices, [devices.at(-1)![0]])
    return world.registry.enlistments.updateDevices(world.heron.caller, { ...request, ...changes })
  }
  const by = (identity: Subscriber['identity']) => deviceList(person.user, identity, 6, [[1, 1001], [3, 3003]])
  for (const version of [1, 4, 5]) await t.rejects(send({}, version), { code: 'STALE_DEVICE_LIST' }, `version ${version}`)
  await t.rejects(send({ devices: by(signal.createIdentity()) }), { code: 'BAD_SIGNATURE' })
  await t.rejects(send({ devices: { ...by(person.identity), signature: new Uint8Array(0) } }), { code: 'BAD_SIGNATURE' })
  await t.rejects(send({ devices: deviceList(stranger.user, person.identity, 6, [[1, 1001], [3, 3003]]) }), { code: 'MALFORMED' })
  await t.rejects(send({ userId: stranger.user, devices: deviceList(stranger.user, person.identity, 6, [[1, 1001], [3, 3003]]) }), { code: 'BAD_SIGNATURE' })
  await t.rejects(send({ identityStatement: (await updateDevicesRequest(person, 5, [[1, 1001]])).identityStatement }), { code: 'STATEMENT_REFUSED' })
  await t.rejects(send({ identityStatement: (await updateDevicesRequest(stranger, 6, [[1, 1001]])).identityStatement }), { code: 'STATEMENT_REFUSED' })
  const foreign = await updateDevicesRequest({ ...person, identity: signal.createIdentity() }, 6, [[3, 3003]], [3])
  await t.rejects(send({ deviceKeys: foreign.deviceKeys }), { code: 'BAD_SIGNATURE' })
  const extra = await updateDevicesRequest(person, 6, [[4, 4004]], [4])
  await t.rejects(send({ deviceKeys: extra.deviceKeys }), { code: 'MALFORMED' })
  t.strictSame(await listed(world, person), [[1, 1001], [2, 2002]])
  t.equal((await world.store.read.user(person.user))?.deviceListVersion, 5)
})

t.test('only its home changes a user’s devices', async (t) => {
  const world = await openRegistryWorld(t)
  const person = await enlistOutside(world, world.heron)
  const request = await updateDevicesRequest(person, 2, [[1, 1001]])
  await t.rejects(world.registry.enlistments.updateDevices(world.egret.caller, request), { code: 'NOT_YOURS' })
  await t.rejects(update(world, createSubscriber(world.heron), 2, [[1, 1]]), { code: 'NOT_YOURS' })
  await world.registry.parties.suspend(world.heron.party, { actor: 'socket', reason: 'unpaid' })
  await t.rejects(world.registry.enlistments.updateDevices(world.heron.caller, request), { code: 'SUSPENDED' })
})

t.test('of lists that come at once the highest stays, whatever their order', async (t) => {
  const world = await openRegistryWorld(t)
  const person = await enlistOutside(world, world.heron)
  const requests = await Promise.all(range(2, 6).map((version) => updateDevicesRequest(person, version, [[1, 1001]])))
  const outcomes = await Promise.allSettled(requests.map((request) => world.registry.enlistments.updateDevices(world.heron.caller, request)))
  t.equal((await world.store.read.user(person.user))?.deviceListVersion, 6)
  t.equal(outcomes.at(-1)?.status, 'fulfilled')
})

t.test('a list that meets a suspension in the moment before is refused', async (t) => {
  const moments = createMoments()
  const world = await openRegistryWorld(t, moments)
  const person = await enlistOutside(world, world.heron)
  moments.before('commit', () => world.registry.parties.suspend(world.heron.party, { actor: 'socket', reason: 'unpaid' }), '"put":"devices"')
  await t.rejects(update(world, person, 2, [[1, 1001]]), { code: 'SUSPENDED', detail: 'unpaid' })
  t.equal((await world.store.read.user(person.user))?.deviceListVersion, 1)
})
