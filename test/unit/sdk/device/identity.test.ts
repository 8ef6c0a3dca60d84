// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a new identity is recorded and shown before anything is shown from it, and nothing is encrypted to it until it is accepted.
import t from 'tap'
import { address, userReference } from '../../../../src/model/ids.ts'
import { createDeviceWorld, crypto, entriesOf, textsOf } from '../../../support/device-world.ts'
import type { DeviceWorld, Person } from '../../../support/device-world.ts'
import { RawUser } from '../../../support/raw-user.ts'

/** Anna, who has talked to Bruno, whose keys the test holds. */
const stage = async (test: Parameters<typeof createDeviceWorld>[0]): Promise<{ world: DeviceWorld; anna: Person; bruno: RawUser }> => {
  const world = await createDeviceWorld(test)
  const anna = await world.person('anna', world.provider)
  const bruno = new RawUser(world, world.core)
  await bruno.enlist()
  world.bridge.befriend(anna.user, bruno.user)
  await world.settle()
  await anna.device.send({ to: bruno.user, text: 'hello' })
  await bruno.open(bruno.receive()[0]!)
  return { world, anna, bruno }
}

const kinds = ({ device }: Person): readonly string[] => entriesOf(device).map(({ kind }) => kind)

/** Changes the identity of an enlisted person as an app would. */
const changeIdentity = async (world: DeviceWorld, { device, party }: Person, name: string): Promise<void> => {
  const claim = device.prepareIdentityChange()
  const at = address(`${name}@${party.keys.party}`)
  await device.changeIdentity({
    token: await party.home.signEnlistmentToken({ ...claim, address: at }), identityStatement: await party.home.signIdentityStatement(claim),
    userReference: userReference(name), address: at, displayName: name,
  })
  await world.settle()
}

t.test('both people see the same safety number of 60 digits, and another one with everybody else', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple()
  t.equal(anna.device.safetyNumber(bruno.user), undefined, 'not before the home has vouched for the key')
  await anna.device.send({ to: bruno.user, text: 'x' })
  await world.settle()
  t.match(anna.device.safetyNumber(bruno.user), /^\d{60}$/)
  t.equal(anna.device.safetyNumber(bruno.user), bruno.device.safetyNumber(anna.user))
})

t.test('after a new identity nothing goes to it until it is accepted; then what waited goes out', async (t) => {
  const { anna, bruno } = await stage(t)
  bruno.changeIdentity()
  await bruno.enlist(2)
  const waiting = await anna.device.send({ to: bruno.user, text: 'not yet' })
  t.equal(waiting.state, 'queued')
  t.match(anna.device.contact(bruno.user), { state: 'changed', change: { endorsed: false, verified: true } })
  t.strictSame(kinds(anna), ['identityChanged'])
  await t.rejects(anna.device.send({ to: bruno.user, text: 'nor this' }), { name: 'DeviceError', reason: 'IDENTITY_CHANGED' })
  await anna.device.tick()
  t.strictSame(bruno.receive(), [])
  const announced = anna.device.changedSafetyNumber(bruno.user)
  await anna.device.acceptIdentity(bruno.user)
  await anna.device.idle()
  t.equal(anna.device.safetyNumber(bruno.user), announced)
  t.equal(anna.device.contact(bruno.user)?.state, 'granted')
  t.equal(anna.device.status(waiting.messageId)?.state, 'accepted')
  t.match(await bruno.open(bruno.receive()[0]!), { body: { text: 'not yet' } })
})

t.test('the gateway\'s announcement alone halts sending, and cannot make its key accepted', async (t) => {
  const { world, anna, bruno } = await stage(t)
  const forged = crypto.createIdentity().publicKey
  world.bridge.push(anna.user, {
    kind: 'identityChanged', user: anna.user, peerUser: bruno.user, newIdentityKey: forged, endorsement: new Uint8Array(0), custody: 'DEVICE',
  })
  await world.settle()
  t.match(anna.device.contact(bruno.user), { state: 'changed', change: { endorsed: false, verified: false } })
  await t.rejects(anna.device.send({ to: bruno.user, text: 'x' }), { name: 'DeviceError', reason: 'IDENTITY_CHANGED' })
  const before = anna.device.safetyNumber(bruno.user)
  await anna.device.acceptIdentity(bruno.user)
  t.equal(anna.device.safetyNumber(bruno.user), before, 'the home still vouches for the old key, and it stays')
  t.equal((await anna.device.send({ to: bruno.user, text: 'x' })).state, 'accepted')
})

t.test('once the home has vouched for a new identity the old one cannot be served again, not even as the one that is accepted', async (t) => {
  const { world, anna, bruno } = await stage(t)
  const old = world.bridge.users.get(bruno.user)!
  bruno.changeIdentity()
  await bruno.enlist(2)
  await anna.device.send({ to: bruno.user, text: 'not for the old one' })
  t.match(anna.device.contact(bruno.user), { state: 'changed', change: { verified: true } })
  const announced = anna.device.changedSafetyNumber(bruno.user)
  world.bridge.lies.bundles = (truth) => ({ ...truth, identityKey: old.enlistment.identityKey, identityStatement: old.enlistment.identityStatement, devices: old.enlistment.devices, bundles: [] })
  await t.rejects(anna.device.acceptIdentity(bruno.user), { name: 'DeviceError', reason: 'DEVICE_LIST_ROLLED_BACK' })
  t.equal(anna.device.contact(bruno.user)?.state, 'changed')
  delete world.bridge.lies.bundles
  await anna.device.acceptIdentity(bruno.user)
  await anna.device.idle()
  t.equal(anna.device.safetyNumber(bruno.user), announced)
  t.match(await bruno.open(bruno.receive()[0]!), { body: { text: 'not for the old one' } })
})

t.test('an identity that changes once more before it is accepted must be looked at again', async (t) => {
  const { world, anna, bruno } = await stage(t)
  bruno.changeIdentity()
  await bruno.enlist(2)
  await anna.device.send({ to: bruno.user, text: 'x' })
  bruno.changeIdentity()
  await bruno.enlist(3)
  await t.rejects(anna.device.acceptIdentity(bruno.user), { name: 'DeviceError', reason: 'IDENTITY_CHANGED' })
  t.strictSame(kinds(anna), ['identityChanged', 'identityChanged'])
  await anna.device.acceptIdentity(bruno.user)
  await world.settle()
  t.equal(bruno.receive().length, 1)
})

t.test('a message under a new identity that the home vouches for is shown after the notice, and both identities can be read meanwhile', async (t) => {
  const { world, anna, bruno } = await stage(t)
  const late = await bruno.say(anna, 'from the old phone')
  const old = { identity: bruno.identity, devices: new Map(bruno.devices) }
  bruno.changeIdentity()
  await bruno.enlist(2)
  await bruno.connect(anna)
  world.bridge.inject(await bruno.say(anna, 'from the new phone'))
  await world.settle()
  t.strictSame(kinds(anna), ['identityChanged', 'text'])
  bruno.identity = old.identity
  world.bridge.inject(late)
  await world.settle()
  t.strictSame(textsOf(anna), ['from the new phone', 'from the old phone'])
  t.strictSame(anna.link.submissions().slice(1), [], 'no receipt goes to a key that was not accepted')
})

t.test('a change of custody is a new identity, though the key stays', async (t) => {
  const { anna, bruno } = await stage(t)
  bruno.custody = 'VAULT'
  bruno.addDevice(2)
  await bruno.enlist(2)
  t.equal((await anna.device.send({ to: bruno.user, text: 'x' })).state, 'queued')
  t.match(anna.device.contact(bruno.user), { state: 'changed', custody: 'DEVICE', change: { custody: 'VAULT' } })
})

t.test('each message shows who held the keys of its sender when it came', async (t) => {
  const { world, anna, bruno } = await stage(t)
  const say = async (text: string) => {
    world.bridge.inject(await bruno.say(anna, text))
    await world.settle()
  }
  await say('from my phone')
  bruno.custody = 'VAULT'
  bruno.addDevice(2)
  await bruno.enlist(2)
  await anna.device.send({ to: bruno.user, text: 'x' })
  await anna.device.acceptIdentity(bruno.user)
  await anna.device.idle()
  await say('from the vault')
  t.equal(anna.device.contact(bruno.user)?.custody, 'VAULT')
  t.match(entriesOf(anna.device), [{ text: 'from my phone', custody: 'DEVICE' }, { kind: 'identityChanged', custody: 'VAULT' }, { text: 'from the vault', custody: 'VAULT' }])
})

t.test('a device changes its identity, endorsed by the old key; contacts see it, accept it and talk on', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple()
  await anna.device.send({ to: bruno.user, text: 'one' })
  await world.settle()
  await changeIdentity(world, anna, 'anna')
  t.match(bruno.device.contact(anna.user), { state: 'changed', change: { endorsed: true } })
  await t.rejects(bruno.device.send({ to: anna.user, text: 'x' }), { name: 'DeviceError', reason: 'IDENTITY_CHANGED' })
  await anna.device.send({ to: bruno.user, text: 'two' })
  await world.settle()
  t.strictSame(kinds(bruno), ['text', 'identityChanged', 'identityNotice', 'text'])
  await bruno.device.acceptIdentity(anna.user)
  await bruno.device.send({ to: anna.user, text: 'three' })
  await world.settle()
  t.strictSame(textsOf(anna), ['three'])
  t.equal(anna.device.safetyNumber(bruno.user), bruno.device.safetyNumber(anna.user))
})

t.test('an endorsement counts only for the key that was endorsed', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple()
  await anna.device.send({ to: bruno.user, text: 'one' })
  await world.settle()
  await changeIdentityUnheard(world, anna)
  const [event] = world.bridge.waiting.flatMap(({ push }) => (push.kind === 'event' && push.body.kind === 'identityChanged' ? [push.body] : []))
  world.bridge.waiting.length = 0
  world.bridge.push(bruno.user, { ...event!, newIdentityKey: crypto.createIdentity().publicKey })
  await world.settle()
  t.match(bruno.device.contact(anna.user), { state: 'changed', change: { endorsed: false } })
})

t.test('an identity change whose answer was lost is completed with the same bytes', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple()
  await anna.device.send({ to: bruno.user, text: 'one' })
  await world.settle()
  anna.link.loseAnswers.set('changeIdentity', 1)
  await t.rejects(changeIdentity(world, anna, 'anna'), { name: 'LinkLost' })
  anna.link.reopen()
  await world.settle()
  const [first, second] = anna.link.carried.filter((request) => request.kind === 'changeIdentity')
  t.strictSame(second, first)
  await bruno.device.acceptIdentity(anna.user)
  await bruno.device.send({ to: anna.user, text: 'two' })
  await world.settle()
  t.strictSame(textsOf(anna), ['two'])
})

/** Changes the identity and delivers nothing of what follows. */
const changeIdentityUnheard = async (world: DeviceWorld, person: Person): Promise<void> => {
  const settle = world.settle.bind(world)
  world.settle = async () => undefined
  await changeIdentity(world, person, 'anna')
  await person.device.idle()
  world.settle = settle
}
