// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { Answer } from '../../../src/model/answers.ts'
import { deviceId } from '../../../src/model/ids.ts'
import { acquaint, eventsOf } from '../../support/acquaintance.ts'
import { createMoments } from '../../support/moments.ts'
import { plain } from '../../support/plain.ts'
import { openRegistryWorld, START } from '../../support/registry-world.ts'
import type { RegistryWorld } from '../../support/registry-world.ts'
import { createSubscriber, deviceKeys, enlistInside, enlistOutside, prekeysRequest, range, setParticipation, signal, updateDevicesRequest } from '../../support/subscribers.ts'
import type { Subscriber } from '../../support/subscribers.ts'
import { openPair } from '../../support/unwilling.ts'
import { badPoints, ecKey } from '../signal/support.ts'

const put = ({ registry }: RegistryWorld, person: Subscriber, ids: { ec?: readonly number[]; kyber?: readonly number[] }, device = 1) =>
  registry.prekeys.put(person.home.caller, prekeysRequest(person, ids, device))

const take = ({ registry }: RegistryWorld, sender: Subscriber, recipient: Subscriber, consentToken: Uint8Array, deviceIds: readonly number[] = []) =>
  registry.prekeys.get(sender.home.caller, {
    kind: 'getBundles', senderUser: sender.user, recipientUser: recipient.user, consentToken, demandedCustody: undefined, deviceIds: deviceIds.map(deviceId),
  })

const bundlesOf = (answer: Answer) => (answer.kind === 'bundles' ? answer.bundles : [])

t.test('the stock rises with what is put and is told to the home', async (t) => {
  const world = await openRegistryWorld(t)
  const ada = await enlistOutside(world, world.heron)
  t.strictSame(await put(world, ada, { ec: range(1, 100), kyber: range(1, 20) }), { kind: 'prekeyStock', oneTimePrekeys: 100, oneTimeKyberPrekeys: 20 })
  const count = (home = world.heron, device = 1) => world.registry.prekeys.count(home.caller, { kind: 'countPrekeys', userId: ada.user, deviceId: deviceId(device) })
  t.strictSame(await count(), { kind: 'prekeyStock', oneTimePrekeys: 100, oneTimeKyberPrekeys: 20 })
  await t.rejects(count(world.egret), { code: 'NOT_YOURS' })
  await t.rejects(count(world.heron, 2), { code: 'NOT_YOURS' })
})

t.test('ids rise for ever, the stock has an end, and a refused request leaves nothing', async (t) => {
  const world = await openRegistryWorld(t)
  const ada = await enlistOutside(world, world.heron)
  await put(world, ada, { ec: [5, 6], kyber: [5] })
  for (const ids of [{ ec: [6] }, { ec: [7, 3] }, { ec: [7, 7] }, { kyber: [5] }, { ec: [7], kyber: [4] }]) await t.rejects(put(world, ada, ids), { code: 'CONFLICT' })
  await t.rejects(put(world, ada, { ec: range(7, 107) }), { code: 'TOO_MANY' })
  await t.rejects(put(world, ada, { ec: range(7, 105) }), { code: 'TOO_MANY', detail: 'the stock is full' })
  await t.rejects(put(world, ada, { kyber: range(6, 25) }), { code: 'TOO_MANY' })
  await t.rejects(put(world, ada, { kyber: range(6, 26) }), { code: 'TOO_MANY' })
  t.match(await put(world, ada, { ec: range(7, 104), kyber: range(6, 24) }), { oneTimePrekeys: 100, oneTimeKyberPrekeys: 20 })
})

t.test('every key is checked, and one bad key refuses all', async (t) => {
  const world = await openRegistryWorld(t)
  const ada = await enlistOutside(world, world.heron)
  const good = prekeysRequest(ada, { ec: [1, 2], kyber: [1, 2] })
  const foreign = prekeysRequest({ ...ada, identity: signal.createIdentity() }, { kyber: [3] })
  const send = (changes: object) => world.registry.prekeys.put(world.heron.caller, { ...good, ...changes })
  for (const [title, point] of badPoints) await t.rejects(send({ oneTimePrekeys: [...good.oneTimePrekeys, { id: 3, publicKey: ecKey(point) }] }), { code: 'BAD_KEY' }, title)
  for (const publicKey of [new Uint8Array(0), new Uint8Array(32), new Uint8Array(34)]) await t.rejects(send({ oneTimePrekeys: [{ id: 3, publicKey }] }), { code: 'BAD_KEY' })
  await t.rejects(send({ oneTimeKyberPrekeys: [...good.oneTimeKyberPrekeys, ...foreign.oneTimeKyberPrekeys] }), { code: 'BAD_SIGNATURE' })
  const keys = deviceKeys(signal.createIdentity(), 1)
  await t.rejects(send({ signedPrekey: keys.signedPrekey }), { code: 'BAD_SIGNATURE' })
  await t.rejects(send({ lastResortKyberPrekey: keys.lastResortKyberPrekey }), { code: 'BAD_SIGNATURE' })
  t.same(await world.store.read.prekeyStock(ada.user, deviceId(1)), { ec: 0, kyber: 0 })
})

t.test('lasting keys are replaced together with or without one-time keys', async (t) => {
  const world = await openRegistryWorld(t)
  const ada = await enlistOutside(world, world.heron)
  const [before] = await world.store.read.devices(ada.user)
  const signedPrekey = signal.createSignedPrekey(ada.identity, 2, START).published
  const lastResortKyberPrekey = signal.createKyberPrekey(ada.identity, 2, START).published
  await world.registry.prekeys.put(world.heron.caller, { ...prekeysRequest(ada, {}), signedPrekey })
  t.match(await world.store.read.devices(ada.user), [{ signedPrekey: { id: 2 }, lastResortKyberPrekey: { id: before!.lastResortKyberPrekey.id } }])
  await world.registry.prekeys.put(world.heron.caller, { ...prekeysRequest(ada, { ec: [1] }), lastResortKyberPrekey })
  const after = (await world.store.read.devices(ada.user))[0]!.lastResortKyberPrekey
  t.equal(after.id, 2)
  t.equal(plain(after.publicKey), plain(lastResortKyberPrekey.publicKey))
  t.equal(plain(after.signature), plain(lastResortKyberPrekey.signature))
})

t.test('keys of others’ users, of devices that are not there and of former identities are not put', async (t) => {
  const moments = createMoments()
  const world = await openRegistryWorld(t, moments)
  const ada = await enlistOutside(world, world.heron)
  await t.rejects(world.registry.prekeys.put(world.egret.caller, prekeysRequest(ada, { ec: [1] })), { code: 'NOT_YOURS' })
  await t.rejects(put(world, createSubscriber(world.heron), { ec: [1] }), { code: 'NOT_YOURS' })
  await t.rejects(put(world, ada, { ec: [1] }, 2), { code: 'NOT_YOURS' })
  moments.before('commit', async (store) => {
    const { version: _, ...row } = (await store.read.user(ada.user))!
    await store.write.commit({ expect: [], writes: [{ put: 'user', row: { ...row, identityKey: signal.createIdentity().publicKey } }] })
  }, '"add":"prekeys"')
  await t.rejects(put(world, ada, { kyber: [1] }), { code: 'BAD_SIGNATURE' })
})

t.test('a bundle holds what its user published, a one-time key once and the last resort after that', async (t) => {
  const world = await openRegistryWorld(t)
  const { ada, bo, token } = await openPair(world)
  await put(world, bo, { ec: [1, 2], kyber: [7] })
  const row = (await world.store.read.user(bo.user))!
  const [device] = await world.store.read.devices(bo.user)
  const first = await take(world, ada, bo, token)
  t.strictSame(plain(first), plain({
    kind: 'bundles', identityKey: row.identityKey, identityStatement: row.identityStatement, devices: { list: row.deviceList, signature: row.deviceListSignature },
    bundles: [{ deviceId: 1, signedPrekey: device!.signedPrekey, kyberPrekey: bundlesOf(first)[0]!.kyberPrekey, oneTimePrekey: bundlesOf(first)[0]!.oneTimePrekey }],
  }))
  t.match(bundlesOf(first), [{ kyberPrekey: { id: 7 }, oneTimePrekey: { id: 1 } }])
  const [second, third] = [bundlesOf(await take(world, ada, bo, token)), bundlesOf(await take(world, ada, bo, token))]
  t.equal(second[0]!.oneTimePrekey?.id, 2)
  t.strictSame(plain(second[0]!.kyberPrekey), plain(device!.lastResortKyberPrekey))
  t.match(third, [{ oneTimePrekey: undefined }])
})

t.test('only the wanted devices lose keys; ids that are not there are ignored', async (t) => {
  const world = await openRegistryWorld(t)
  const { ada, bo, token } = await openPair(world)
  await world.registry.enlistments.updateDevices(world.core.caller, await updateDevicesRequest(bo, 2, [[1, 1001], [2, 2002]], [2]))
  for (const device of [1, 2]) await put(world, bo, { ec: [1], kyber: [1] }, device)
  t.match(bundlesOf(await take(world, ada, bo, token, [2, 99])), [{ deviceId: 2 }])
  t.same(await world.store.read.prekeyStock(bo.user, deviceId(1)), { ec: 1, kyber: 1 })
  t.same(await world.store.read.prekeyStock(bo.user, deviceId(2)), { ec: 0, kyber: 0 })
  t.equal(bundlesOf(await take(world, ada, bo, token)).length, 2)
})

t.test('a home hears once that a stock runs low, for each kind, and again after it was filled', async (t) => {
  const world = await openRegistryWorld(t)
  const { ada, bo, token } = await openPair(world)
  const low = async () => (await eventsOf(world, bo)).filter(({ kind }) => kind === 'prekeysLow')
  const takeSome = async (times: number) => {
    for (const _ of range(1, times)) {
      world.clock.advance(600_000)
      await take(world, ada, bo, token)
    }
  }
  await put(world, bo, { ec: range(1, 22), kyber: range(1, 8) })
  await takeSome(2)
  t.strictSame(await low(), [], '20 of one kind are not low')
  await takeSome(1)
  t.match(await low(), [{ user: bo.user, deviceId: 1, oneTimePrekeys: 19, oneTimeKyberPrekeys: 5 }])
  await takeSome(1)
  t.match((await low()).slice(1), [{ oneTimePrekeys: 18, oneTimeKyberPrekeys: 4 }])
  await takeSome(25)
  t.equal((await low()).length, 2)
  await put(world, bo, { ec: range(100, 119), kyber: range(100, 104) })
  await takeSome(2)
  t.match((await low()).slice(2), [{ oneTimePrekeys: 19, oneTimeKyberPrekeys: 4 }])
})

t.test('keys that were taken are handed over even when the home cannot be told that they run low', async (t) => {
  const moments = createMoments()
  const world = await openRegistryWorld(t, { ...moments, mayFail: true })
  const { ada, bo, token } = await openPair(world)
  await put(world, bo, { ec: range(1, 20) })
  moments.before('commit', () => Promise.reject(new Error('disk')), '"add":"event"')
  t.match(await take(world, ada, bo, token), { kind: 'bundles', bundles: [{ oneTimePrekey: { id: 1 } }] })
  t.match(world.told.filter(([name]) => name === 'backgroundFailed'), [['backgroundFailed', 'prekeys low']])
})

t.test('keys are not handed out on facts that moved in the moment before', async (t) => {
  const moments = createMoments()
  const world = await openRegistryWorld(t, moments)
  const { ada, bo, token } = await openPair(world)
  await put(world, bo, { ec: [1], kyber: [1] })
  moments.before('takeBundles', () => setParticipation(world, bo, { optedIn: false }))
  await t.rejects(take(world, ada, bo, token), { code: 'NOT_PERMITTED' })
  t.same(await world.store.read.prekeyStock(bo.user, deviceId(1)), { ec: 1, kyber: 1 })
  await setParticipation(world, bo)
  moments.before('takeBundles', () => world.registry.parties.suspend(world.heron.party, { actor: 'socket', reason: 'why' }))
  await t.rejects(take(world, ada, bo, token), { code: 'SUSPENDED' })
  await world.registry.parties.resume(world.heron.party, { actor: 'socket', reason: 'why' })
  moments.before('takeBundles', async () => world.registry.enlistments.updateDevices(world.core.caller, await updateDevicesRequest(bo, 2, [[2, 2002]], [2])))
  const answer = await take(world, ada, bo, token)
  const row = (await world.store.read.user(bo.user))!
  t.match(bundlesOf(answer), [{ deviceId: 2 }])
  t.equal(plain(answer.kind === 'bundles' && answer.devices.list), plain(row.deviceList), 'list and bundles are of one moment')
})

t.test('keys that are decided about anew count once toward the target’s limit', async (t) => {
  const moments = createMoments()
  const world = await openRegistryWorld(t, moments)
  const { ada, bo, token } = await openPair(world)
  await world.registry.parties.setLimits(world.heron.party, { bundlesPerTargetHour: 2 }, { actor: 'socket', reason: 'small' })
  moments.before('takeBundles', async () => world.registry.enlistments.updateDevices(world.core.caller, await updateDevicesRequest(bo, 2, [[2, 2002]], [2])))
  t.match(bundlesOf(await take(world, ada, bo, token)), [{ deviceId: 2 }])
  t.match(await take(world, ada, bo, token), { kind: 'bundles' })
  t.match(await take(world, ada, bo, token), { kind: 'throttled', headroom: [{ limit: 'bundlesPerTargetHour' }] })
})

t.test('1,000 who may, at once: no key twice, and the target’s own limit holds', async (t) => {
  const world = await openRegistryWorld(t)
  const bo = await enlistInside(world, { address: 'bo@wren.example' })
  await put(world, bo, { ec: range(1, 100), kyber: range(1, 20) })
  const people: (readonly [Subscriber, Uint8Array])[] = []
  for (const _ of range(1, 10)) {
    const person = await enlistOutside(world, world.heron)
    people.push([person, (await acquaint(world, person, bo)).asker.consentToken])
  }
  const answers = await Promise.all(range(0, 999).map((index) => take(world, people[index % 10]![0], bo, people[index % 10]![1])))
  const bundles = answers.flatMap(bundlesOf)
  t.equal(bundles.length, 60)
  t.equal(answers.filter(({ kind }) => kind === 'throttled').length, 940)
  const ec = bundles.map(({ oneTimePrekey }) => oneTimePrekey?.id)
  t.strictSame(ec.toSorted((a, b) => (a ?? 0) - (b ?? 0)), range(1, 60))
  const kyber = bundles.map(({ kyberPrekey }) => Buffer.from(kyberPrekey.publicKey).toString('base64'))
  t.equal(new Set(kyber).size, 21, 'twenty of one time and the last resort')
  const late = await enlistOutside(world, world.heron)
  t.match(await take(world, late, bo, (await acquaint(world, late, bo)).asker.consentToken), { kind: 'throttled', scope: 'party', headroom: [{ limit: 'bundlesPerTargetHour', left: 0 }] })
})

t.test('the target’s own limit counts all who ask, and fills again', async (t) => {
  const world = await openRegistryWorld(t)
  const { ada, bo, token } = await openPair(world)
  const others: (readonly [Subscriber, Uint8Array])[] = []
  for (const _ of range(1, 10)) {
    const person = await enlistOutside(world, world.heron)
    others.push([person, (await acquaint(world, person, bo)).asker.consentToken])
  }
  for (const [person, theirs] of others) for (const _ of range(1, 6)) t.match(await take(world, person, bo, theirs), { kind: 'bundles' })
  t.match(await take(world, ada, bo, token), { kind: 'throttled', retryAfterSeconds: 60, scope: 'party', headroom: [{ limit: 'bundlesPerTargetHour', left: 0, wholeAfterSeconds: 3_600 }] })
  world.clock.advance(60_000)
  t.match(await take(world, ada, bo, token), { kind: 'bundles' })
})
