// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { GatewayError } from '../../../../src/model/errors.ts'
import { deviceId, userId, userReference } from '../../../../src/model/ids.ts'
import type { PartyRequest } from '../../../../src/model/requests.ts'
import { openDevice } from '../../../../src/sdk/device/index.ts'
import type { DeviceClient, EnlistmentTerms } from '../../../../src/sdk/device/index.ts'
import { identityTranscript } from '../../../../src/wire/transcript.ts'
import { createDeviceWorld, crypto, DAY, textsOf } from '../../../support/device-world.ts'
import type { DeviceWorld, Party } from '../../../support/device-world.ts'
import type { FakeLink } from '../../../support/fake-bridge.ts'

const terms = async (world: DeviceWorld, party: Party, claim: ReturnType<DeviceClient['prepareEnlistment']>): Promise<EnlistmentTerms> => ({
  token: await party.home.signEnlistmentToken(claim), identityStatement: await party.home.signIdentityStatement(claim), userReference: userReference('anna'),
})

const fresh = async (test: Parameters<typeof createDeviceWorld>[0]): Promise<{ world: DeviceWorld; link: FakeLink; file: string; open: () => Promise<DeviceClient> }> => {
  const world = await createDeviceWorld(test)
  const link = world.bridge.link(world.provider.keys.party)
  const file = `${test.testdir()}/anna.db`
  return { world, link, file, open: () => openDevice(world.options(world.provider, link, file)) }
}

const ofKind = <Kind extends PartyRequest['kind']>(link: FakeLink, kind: Kind): readonly Extract<PartyRequest, { kind: Kind }>[] =>
  link.carried.filter((request): request is Extract<PartyRequest, { kind: Kind }> => request.kind === kind)

t.test('an enlistment is signed by the identity key, and the first prekeys follow it', async (t) => {
  const { world, link, open } = await fresh(t)
  const device = await open()
  t.teardown(() => device.close())
  t.equal(device.userId, undefined)
  const user = userId(randomUUID())
  const claim = device.prepareEnlistment({ userId: user })
  t.match(claim, { userId: user, deviceId: 1, custody: 'DEVICE', deviceListVersion: 1 })
  t.strictSame(device.prepareEnlistment({ userId: user }), claim, 'asking again draws nothing new')
  await device.enlist(await terms(world, world.provider, claim))
  t.equal(device.userId, user)
  const [{ enlistment, signature } = t.fail() as never] = ofKind(link, 'enlist')
  t.ok(crypto.verify(claim.identityKey, identityTranscript('drawbridge.v1 enlistment', enlistment.bytes), signature))
  t.ok(crypto.verify(claim.identityKey, identityTranscript('drawbridge.v1 devices', enlistment.devices.list), enlistment.devices.signature))
  const [put] = ofKind(link, 'putPrekeys')
  t.equal(put?.oneTimePrekeys.length, 100)
  t.equal(put?.oneTimeKyberPrekeys.length, 20)
  t.equal(put?.signedPrekey, undefined, 'the lasting ones came with the enlistment')
})

t.test('an enlistment whose answer was lost is repeated with the very same bytes, also after a crash', async (t) => {
  const { world, link, open } = await fresh(t)
  const first = await open()
  const claim = first.prepareEnlistment({ userId: userId(randomUUID()) })
  link.loseAnswers.set('enlist', 1)
  await t.rejects(first.enlist(await terms(world, world.provider, claim)), { name: 'LinkLost' })
  await first.close()
  const second = await open()
  t.teardown(() => second.close())
  await second.idle()
  const [one, two] = ofKind(link, 'enlist')
  t.strictSame(two, one)
  await second.enlist(await terms(world, world.provider, claim))
  t.equal(ofKind(link, 'enlist').length, 2, 'it is enlisted by then')
})

t.test('an enlistment that was refused can be tried with other terms', async (t) => {
  const { world, link, open } = await fresh(t)
  const device = await open()
  t.teardown(() => device.close())
  const claim = device.prepareEnlistment({ userId: userId(randomUUID()) })
  const request = link.request.bind(link)
  link.request = async () => { throw new GatewayError('TOKEN_REFUSED') }
  await t.rejects(device.enlist(await terms(world, world.provider, claim)), { name: 'GatewayError', code: 'TOKEN_REFUSED' })
  link.request = request
  await device.enlist(await terms(world, world.provider, claim))
  t.ok(world.bridge.users.has(claim.userId))
})

t.test('terms that the home signed for somebody else are refused before anything is sent', async (t) => {
  const { world, link, open } = await fresh(t)
  const device = await open()
  t.teardown(() => device.close())
  const claim = device.prepareEnlistment({ userId: userId(randomUUID()) })
  const good = await terms(world, world.provider, claim)
  const wrong = [
    { ...claim, userId: userId(randomUUID()) }, { ...claim, identityKey: crypto.createIdentity().publicKey }, { ...claim, deviceListVersion: 2 },
    { ...claim, custody: 'VAULT' as const },
  ]
  for (const other of wrong) {
    const bad = await terms(world, world.provider, other as typeof claim)
    await t.rejects(device.enlist({ ...good, identityStatement: bad.identityStatement }), { name: 'DeviceError', reason: 'STATEMENT_MISMATCH' })
  }
  await t.rejects(device.enlist({ ...good, token: 'garbage' }), { name: 'DeviceError', reason: 'STATEMENT_MISMATCH' })
  t.strictSame(link.carried, [])
  t.throws(() => device.prepareEnlistment({ userId: userId(randomUUID()) }), { name: 'DeviceError', reason: 'ALREADY_ENLISTED' })
  t.throws(() => device.prepareEnlistment({ userId: claim.userId, deviceId: deviceId(2) }), { name: 'DeviceError', reason: 'ALREADY_ENLISTED' })
})

t.test('calls before enlistment say so', async (t) => {
  const { open } = await fresh(t)
  const device = await open()
  t.teardown(() => device.close())
  const somebody = userId(randomUUID())
  await t.rejects(device.send({ to: somebody, text: 'x' }), { name: 'DeviceError', reason: 'NOT_ENLISTED' })
  await t.rejects(device.requestContact({ toAddress: 'a@core.example' }), { name: 'DeviceError', reason: 'NOT_ENLISTED' })
  t.throws(() => device.prepareIdentityChange(), { name: 'DeviceError', reason: 'NOT_ENLISTED' })
  await device.tick()
})

t.test('prekeys are filled up when the gateway says that they run low, under ids that only rise', async (t) => {
  const world = await createDeviceWorld(t)
  const anna = await world.person('anna', world.provider)
  const held = world.bridge.users.get(anna.user)!
  held.oneTime.get(deviceId(1))!.length = 3
  world.bridge.push(anna.user, { kind: 'prekeysLow', user: anna.user, deviceId: deviceId(1), oneTimePrekeys: 3, oneTimeKyberPrekeys: 20 })
  await world.settle()
  const [first, second] = ofKind(anna.link, 'putPrekeys')
  t.equal(second?.oneTimePrekeys.length, 97)
  t.equal(second?.oneTimeKyberPrekeys.length, 0)
  t.ok(Math.min(...second!.oneTimePrekeys.map(({ id }) => id)) > Math.max(...first!.oneTimePrekeys.map(({ id }) => id)))
})

t.test('prekeys whose upload got no answer are replaced by new ones, and both kinds work', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple()
  world.bridge.users.get(bruno.user)!.oneTime.get(deviceId(1))!.length = 0
  bruno.link.loseAnswers.set('putPrekeys', 1)
  await t.rejects(bruno.device.refillPrekeys(), { name: 'LinkLost' })
  await bruno.device.refillPrekeys()
  await anna.device.send({ to: bruno.user, text: 'x' })
  await world.settle()
  t.strictSame(textsOf(bruno), ['x'])
})

t.test('signed and last-resort prekeys are replaced every two days; what was begun with the old ones opens for a month', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple()
  const held = world.bridge.users.get(bruno.user)!
  const before = held.lasting.get(deviceId(1))
  held.oneTimeKyber.get(deviceId(1))!.length = 0
  await anna.device.send({ to: bruno.user, text: 'with the old ones' })
  for (let days = 0; days < 29; days += 1) {
    world.pass(DAY)
    await bruno.device.tick()
  }
  t.not(held.lasting.get(deviceId(1))?.signedPrekey.id, before?.signedPrekey.id)
  t.equal(ofKind(bruno.link, 'putPrekeys').filter(({ signedPrekey }) => signedPrekey !== undefined).length, 14)
  await world.settle()
  t.strictSame(textsOf(bruno), ['with the old ones'])
})
