// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a message goes to every device of its recipient and to no other, also while devices come and go.
import t from 'tap'
import { createDeviceWorld } from '../../../support/device-world.ts'
import type { DeviceWorld, Person } from '../../../support/device-world.ts'
import { RawUser } from '../../../support/raw-user.ts'

const stage = async (test: Parameters<typeof createDeviceWorld>[0], ids: readonly number[]): Promise<{ world: DeviceWorld; anna: Person; bruno: RawUser }> => {
  const world = await createDeviceWorld(test)
  const anna = await world.person('anna', world.provider)
  const bruno = new RawUser(world, world.core, ids)
  await bruno.enlist()
  world.bridge.befriend(anna.user, bruno.user)
  await world.settle()
  return { world, anna, bruno }
}

const textAt = async (bruno: RawUser, id: number): Promise<readonly string[]> => {
  const texts: string[] = []
  for (const delivery of bruno.receive(id)) {
    const { body } = await bruno.open(delivery)
    if (body.kind === 'text') texts.push(body.text)
  }
  return texts
}

t.test('all devices get the same message in one submission', async (t) => {
  const { anna, bruno } = await stage(t, [1, 2, 7])
  const sent = await anna.device.send({ to: bruno.user, text: 'all of you' })
  t.equal(sent.state, 'accepted')
  t.equal(anna.link.submissions().length, 1)
  for (const id of [1, 2, 7]) t.strictSame(await textAt(bruno, id), ['all of you'])
})

t.test('a device that was added is noticed, gets a session of its own, and the message has its old id in a new submission', async (t) => {
  const { anna, bruno } = await stage(t, [1])
  await anna.device.send({ to: bruno.user, text: 'one' })
  bruno.addDevice(2)
  await bruno.enlist(2)
  t.equal((await anna.device.send({ to: bruno.user, text: 'two' })).state, 'accepted')
  const [, refused, accepted] = anna.link.submissions()
  t.strictSame(refused?.envelopes.map(({ deviceId }) => deviceId), [1])
  t.strictSame(accepted?.envelopes.map(({ deviceId }) => deviceId), [1, 2])
  t.not(accepted?.submissionId, refused?.submissionId)
  t.strictSame(await textAt(bruno, 1), ['one', 'two'])
  t.strictSame(await textAt(bruno, 2), ['two'])
})

t.test('a device that was removed gets nothing more', async (t) => {
  const { anna, bruno } = await stage(t, [1, 2])
  await anna.device.send({ to: bruno.user, text: 'one' })
  bruno.devices.delete(bruno.local(2).address.device)
  await bruno.enlist(2)
  t.equal((await anna.device.send({ to: bruno.user, text: 'two' })).state, 'accepted')
  t.strictSame(anna.link.submissions().at(-1)?.envelopes.map(({ deviceId }) => deviceId), [1])
  t.strictSame(await textAt(bruno, 1), ['one', 'two'])
})

t.test('a device that was installed anew gets a new session', async (t) => {
  const { anna, bruno } = await stage(t, [1])
  await anna.device.send({ to: bruno.user, text: 'one' })
  bruno.receive()
  bruno.addDevice(1)
  await bruno.enlist(2)
  t.equal((await anna.device.send({ to: bruno.user, text: 'two' })).state, 'accepted')
  t.strictSame(await textAt(bruno, 1), ['two'])
})

t.test('a gateway that never agrees with the device list makes the message fail', async (t) => {
  const { world, anna, bruno } = await stage(t, [1])
  world.bridge.lies.submit = ({ envelopes }) => ({ kind: 'deviceMismatch', missing: [], extra: [], stale: envelopes.map(({ deviceId }) => deviceId), deviceListVersion: 1 })
  t.match(await anna.device.send({ to: bruno.user, text: 'x' }), { state: 'failed', reason: 'DEVICES_UNSETTLED' })
  t.ok(anna.link.submissions().length <= 6)
})

t.test('custody that was demanded is demanded of the gateway and of the home', async (t) => {
  const { world, anna, bruno } = await stage(t, [1])
  bruno.custody = 'VAULT'
  await bruno.enlist(2)
  t.match(await anna.device.send({ to: bruno.user, text: 'x', demandedCustody: 'DEVICE' }), { state: 'refused', reason: 'CUSTODY_REFUSED' })
  const bridge = world.bridge.users.get(bruno.user)!
  bridge.enlistment = { ...bridge.enlistment, custody: 'DEVICE' }
  t.match(await anna.device.send({ to: bruno.user, text: 'x', demandedCustody: 'DEVICE' }), { state: 'refused', reason: 'CUSTODY_REFUSED' })
  t.equal(anna.link.submissions().length, 0)
  t.equal((await anna.device.send({ to: bruno.user, text: 'for the vault' })).state, 'accepted')
  await t.rejects(anna.device.send({ to: bruno.user, text: 'x', demandedCustody: 'DEVICE' }), { name: 'DeviceError', reason: 'CUSTODY_REFUSED' })
})

t.test('a session that was never answered is replaced after a month', async (t) => {
  const { world, anna, bruno } = await stage(t, [1])
  await anna.device.send({ to: bruno.user, text: 'one' })
  world.pass(31 * 86_400_000)
  await anna.device.send({ to: bruno.user, text: 'two' })
  t.equal(anna.link.carried.filter(({ kind }) => kind === 'getBundles').length, 2)
  t.strictSame(await textAt(bruno, 1), ['one', 'two'])
})
