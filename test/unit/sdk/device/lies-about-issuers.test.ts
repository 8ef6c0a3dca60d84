// SPDX-License-Identifier: AGPL-3.0-only
// Promise: the core's devices take providers' keys only from the core's own list, and never from an older one.
import { SignJWT } from 'jose'
import t from 'tap'
import { ISSUER_LIST_TYPE } from '../../../../src/model/credentials.ts'
import { createTrust, openDevice } from '../../../../src/sdk/device/index.ts'
import { createHome } from '../../../../src/sdk/link/home.ts'
import { createPartyKeys, privateKeyObject } from '../../../../src/sdk/link/party-keys.ts'
import { createDeviceWorld, DAY, issuerList, textsOf } from '../../../support/device-world.ts'
import type { DeviceWorld, Party, Person } from '../../../support/device-world.ts'
import { RawUser } from '../../../support/raw-user.ts'

/** Bruno of the core, who was granted Anna of the provider. */
const stage = async (test: Parameters<typeof createDeviceWorld>[0], inFile = false): Promise<{ world: DeviceWorld; bruno: Person; anna: RawUser }> => {
  const world = await createDeviceWorld(test)
  const bruno = await world.person('bruno', world.core, { inFile })
  const anna = new RawUser(world, world.provider)
  await anna.enlist()
  world.bridge.befriend(bruno.user, anna.user)
  await world.settle()
  return { world, bruno, anna }
}

/** The provider with a new issuer key. */
const rekeyed = async (world: DeviceWorld): Promise<Party> => {
  const { keys, application } = await createPartyKeys({ party: world.provider.keys.party, role: 'provider', displayName: 'Heron' })
  return { ...world.provider, keys, application, home: createHome({ keys, gatewayId: world.core.admission.gateway.id }) }
}

t.test('a provider\'s key counts when the core\'s list names it', async (t) => {
  const { bruno, anna } = await stage(t)
  t.equal((await bruno.device.send({ to: anna.user, text: 'one' })).state, 'accepted')
  t.equal(bruno.link.carried.filter(({ kind }) => kind === 'getIssuerList').length, 1)
})

t.test('a list is refused that the core did not sign', async (t) => {
  const { world, bruno, anna } = await stage(t)
  const forger = createHome({ keys: { ...world.provider.keys, party: world.core.keys.party }, gatewayId: world.core.admission.gateway.id })
  const forged = await forger.signIssuerList({ version: 9, parties: [{ party: world.provider.keys.party, state: 'live', keys: world.provider.application.issuerKeys.keys }] })
  world.bridge.lies.issuerList = () => forged
  t.match(await bruno.device.send({ to: anna.user, text: 'one' }), { state: 'failed', reason: 'ISSUER_LIST_REFUSED' })
})

for (const [title, typ, claims] of [
  ['of another type', 'drawbridge-identity+jwt', {}],
  ['by another issuer', ISSUER_LIST_TYPE, { iss: 'heron.example' }],
  ['without a version', ISSUER_LIST_TYPE, { ver: undefined }],
  ['with a party twice', ISSUER_LIST_TYPE, { parties: [{ party: 'heron.example', state: 'live', keys: [] }, { party: 'heron.example', state: 'live', keys: [] }] }],
  ['with a key that is none', ISSUER_LIST_TYPE, { parties: [{ party: 'heron.example', state: 'live', keys: [{ kty: 'OKP', crv: 'Ed25519', x: 'AA', kid: 'AA' }] }] }],
] as const) {
  t.test(`a list ${title} is refused though a key of the core signed it`, async (t) => {
    const { world, bruno, anna } = await stage(t)
    const { issuerKey, party } = world.core.keys
    const list = await new SignJWT({ iss: party, iat: 1, ver: 2, parties: [], ...claims }).setProtectedHeader({ alg: 'EdDSA', kid: issuerKey.kid, typ }).sign(privateKeyObject(issuerKey))
    world.bridge.lies.issuerList = () => list
    t.match(await bruno.device.send({ to: anna.user, text: 'one' }), { state: 'failed', reason: 'ISSUER_LIST_REFUSED' })
  })
}

t.test('a party that is suspended on the list has no keys', async (t) => {
  const { world, bruno, anna } = await stage(t)
  world.bridge.issuerList = await issuerList(world, 1, [world.provider], 'suspended')
  t.match(await bruno.device.send({ to: anna.user, text: 'one' }), { state: 'failed', reason: 'UNKNOWN_ISSUER' })
})

t.test('a new key of a provider is found by fetching the newer list', async (t) => {
  const { world, bruno, anna } = await stage(t)
  await bruno.device.send({ to: anna.user, text: 'one' })
  const heron = await rekeyed(world)
  const other = new RawUser(world, heron)
  await other.enlist()
  world.bridge.befriend(bruno.user, other.user)
  world.bridge.issuerList = await issuerList(world, 2, [heron])
  await world.settle()
  t.equal((await bruno.device.send({ to: other.user, text: 'two' })).state, 'accepted')
})

t.test('users of a home that replaced its key are trusted again once it has vouched for them anew', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple()
  const heron = await rekeyed(world)
  world.bridge.issuerList = await issuerList(world, 2, [heron])
  t.match(await bruno.device.send({ to: anna.user, text: 'by the old key' }), { state: 'failed', reason: 'STATEMENT_REFUSED' })
  anna.link.loseAnswers.set('updateDevices', 1)
  const renew = async (): Promise<void> => anna.device.renewStatement(
    { identityStatement: await heron.home.signIdentityStatement(anna.device.prepareStatementRenewal()) })
  await t.rejects(renew(), { name: 'LinkLost' })
  await renew()
  t.equal((await bruno.device.send({ to: anna.user, text: 'by the new key' })).state, 'accepted')
  await world.settle()
  t.strictSame(textsOf(anna), ['by the new key'])
  await t.rejects(anna.device.renewStatement({ identityStatement: await heron.home.signIdentityStatement({
    ...anna.device.prepareStatementRenewal(), deviceListVersion: 1,
  }) }), { name: 'DeviceError', reason: 'STATEMENT_MISMATCH' })
})

t.test('an older list is refused, also after the device was closed and opened', async (t) => {
  const { world, bruno, anna } = await stage(t, true)
  const older = world.bridge.issuerList
  world.bridge.issuerList = await issuerList(world, 2, [await rekeyed(world)])
  t.match(await bruno.device.send({ to: anna.user, text: 'by the key that was taken back' }), { state: 'failed', reason: 'STATEMENT_REFUSED' })
  world.bridge.issuerList = older
  t.match(await bruno.device.send({ to: anna.user, text: 'again' }), { state: 'failed', reason: 'ISSUER_LIST_ROLLED_BACK' })
  await world.reopen(bruno)
  t.match(await bruno.device.send({ to: anna.user, text: 'and again' }), { state: 'failed', reason: 'ISSUER_LIST_ROLLED_BACK' })
})

t.test('another list of the same version is refused', async (t) => {
  const { world, bruno, anna } = await stage(t)
  world.bridge.issuerList = await issuerList(world, 1, [await rekeyed(world)])
  await bruno.device.send({ to: anna.user, text: 'one' })
  world.bridge.issuerList = await issuerList(world, 1, [world.provider])
  t.match(await bruno.device.send({ to: anna.user, text: 'two' }), { state: 'failed', reason: 'ISSUER_LIST_REFUSED' })
})

t.test('a key that the core took back falls within a day, though nothing was unknown', async (t) => {
  const { world, bruno, anna } = await stage(t)
  await bruno.device.send({ to: anna.user, text: 'one' })
  world.bridge.issuerList = await issuerList(world, 2, [], 'live')
  world.pass(DAY + 1)
  const other = new RawUser(world, world.provider)
  await other.enlist()
  world.bridge.befriend(bruno.user, other.user)
  await world.settle()
  t.match(await bruno.device.send({ to: other.user, text: 'two' }), { state: 'failed', reason: 'UNKNOWN_ISSUER' })
})

t.test('devices of one server can share the place where the list is kept', async (t) => {
  const { world, bruno, anna } = await stage(t)
  let kept: string | undefined
  const trust = createTrust({ admission: bruno.party.admission, issuerListStore: { load: () => kept, save: (list) => { kept = list } } })
  await bruno.device.close()
  const link = world.bridge.link(world.core.keys.party)
  const device = await openDevice({ ...world.options(world.core, link, ':memory:'), trust })
  const carla = { ...bruno, user: new RawUser(world, world.core).user, link, device }
  t.teardown(() => device.close())
  await world.enlist(carla, 'carla')
  world.people.push(carla)
  world.bridge.befriend(carla.user, anna.user)
  await world.settle()
  await device.send({ to: anna.user, text: 'one' })
  t.equal(kept, world.bridge.issuerList)
})
