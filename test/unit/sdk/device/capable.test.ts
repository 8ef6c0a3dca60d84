// SPDX-License-Identifier: AGPL-3.0-only
// Promise: nobody is sent what a device of theirs would show as unsupported, and nobody is refused for what their devices have learned since.
import { randomUUID } from 'node:crypto'
import SQLite from 'better-sqlite3'
import t from 'tap'
import { DEVICE_CAPABILITIES, VAULT_CAPABILITIES } from '../../../../src/model/capabilities.ts'
import { deviceId } from '../../../../src/model/ids.ts'
import { messageId } from '../../../../src/wire/content/index.ts'
import { createDeviceWorld } from '../../../support/device-world.ts'
import type { DeviceWorld, Person } from '../../../support/device-world.ts'
import { RawUser } from '../../../support/raw-user.ts'
import { samplePointer } from '../../../support/sample-pointer.ts'

const TEN_MINUTES = 600_000
const NOT_SUPPORTED = { name: 'DeviceError', reason: 'NOT_SUPPORTED' }

const stage = async (test: Parameters<typeof createDeviceWorld>[0], capabilities: readonly string[], ids: readonly number[] = [1]): Promise<{ world: DeviceWorld; anna: Person; bruno: RawUser }> => {
  const world = await createDeviceWorld(test)
  const anna = await world.person('anna', world.provider)
  const bruno = new RawUser(world, world.core, ids)
  bruno.capabilitiesOf = () => capabilities
  await bruno.enlist()
  world.bridge.befriend(anna.user, bruno.user)
  await world.settle()
  return { world, anna, bruno }
}

const fetches = ({ link }: Person): number => link.carried.filter(({ kind }) => kind === 'getBundles').length

t.test('the list of a contact that was never written to is fetched before a file is refused, without using up a key', async (t) => {
  const { anna, bruno } = await stage(t, ['msg.text/1'])
  await t.rejects(anna.device.sendAttachment({ to: bruno.user, attachment: samplePointer() }), NOT_SUPPORTED)
  t.match(anna.link.carried.filter(({ kind }) => kind === 'getBundles'), [{ deviceIds: [127] }])
  t.strictSame([anna.device.sent(), anna.link.submissions()], [[], []], 'nothing is stored or sent')
  t.equal((await anna.device.send({ to: bruno.user, text: 'a text goes to every device' })).state, 'accepted')
})

t.test('a first message may be a file', async (t) => {
  const { anna, bruno } = await stage(t, DEVICE_CAPABILITIES)
  const attachment = samplePointer()
  t.equal((await anna.device.sendAttachment({ to: bruno.user, attachment })).state, 'accepted')
  t.match(await bruno.open(bruno.receive()[0]!), { body: { kind: 'attachment', attachment: { id: attachment.id } } })
})

t.test('while nobody says what the devices can, a file is not stored', async (t) => {
  const { anna, bruno } = await stage(t, DEVICE_CAPABILITIES)
  anna.link.isUp = false
  await t.rejects(anna.device.sendAttachment({ to: bruno.user, attachment: samplePointer() }), { name: 'LinkLost' })
  t.strictSame(anna.device.sent(), [])
  anna.link.reopen()
  t.equal((await anna.device.sendAttachment({ to: bruno.user, attachment: samplePointer() })).state, 'accepted')
})

const needs: readonly (readonly [capability: string, say: (anna: Person, to: RawUser, own: ReturnType<typeof messageId>) => Promise<unknown>])[] = [
  ['msg.attachment/1', ({ device }, { user }) => device.sendAttachment({ to: user, attachment: samplePointer() })],
  ['msg.reaction/1', ({ device }, { user }) => device.react({ to: user, messageId: messageId(randomUUID()), emoji: '!' })],
  ['msg.edit/1', ({ device }, { user }, own) => device.edit({ to: user, messageId: own, text: 'x' })],
  ['msg.delete/1', ({ device }, { user }, own) => device.deleteMessage({ to: user, messageId: own })],
]
for (const [capability, say] of needs) {
  t.test(`${capability} alone, at each device, decides`, async (t) => {
    const { world, anna, bruno } = await stage(t, VAULT_CAPABILITIES.filter((one) => one !== capability), [1, 2])
    const own = (await anna.device.send({ to: bruno.user, text: 'x' })).messageId
    await t.rejects(say(anna, bruno, own), NOT_SUPPORTED)
    for (const [other, sayOther] of needs) if (other !== capability) t.match(await sayOther(anna, bruno, own), { state: 'accepted' })
    const held = world.bridge.users.get(bruno.user)!
    bruno.capabilitiesOf = () => ['msg.text/1', capability]
    await bruno.enlist(held.enlistment.devices.version + 1)
    world.pass(TEN_MINUTES)
    t.match(await say(anna, bruno, own), { state: 'accepted' })
  })
}

t.test('one device that cannot show it is enough', async (t) => {
  const { world, anna, bruno } = await stage(t, DEVICE_CAPABILITIES, [1, 2])
  bruno.capabilitiesOf = (device) => (device === deviceId(2) ? ['msg.text/1'] : DEVICE_CAPABILITIES)
  await bruno.enlist(2)
  await t.rejects(anna.device.sendAttachment({ to: bruno.user, attachment: samplePointer() }), NOT_SUPPORTED)
  bruno.devices.delete(deviceId(2))
  await bruno.enlist(3)
  world.pass(TEN_MINUTES)
  t.match(await anna.device.sendAttachment({ to: bruno.user, attachment: samplePointer() }), { state: 'accepted' })
})

t.test('what the devices have learned is noticed within ten minutes, and they are not asked more often', async (t) => {
  const { world, anna, bruno } = await stage(t, ['msg.text/1'])
  const send = () => anna.device.sendAttachment({ to: bruno.user, attachment: samplePointer() })
  await t.rejects(send(), NOT_SUPPORTED)
  bruno.capabilitiesOf = () => DEVICE_CAPABILITIES
  await bruno.enlist(2)
  for (let count = 0; count < 20; count += 1) await t.rejects(send(), NOT_SUPPORTED)
  t.equal(fetches(anna), 1)
  world.pass(TEN_MINUTES)
  t.match(await send(), { state: 'accepted' })
})

t.test('of a contact from before capabilities were kept the list is fetched anew, once', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple({ inFile: true })
  await anna.device.send({ to: bruno.user, text: 'x' })
  await world.settle()
  await anna.device.close()
  const db = new SQLite(anna.file)
  const { devices } = db.prepare<[], { devices: string }>('SELECT devices FROM peer').get()!
  const older = (JSON.parse(devices) as readonly { capabilities?: unknown }[]).map(({ capabilities: _gone, ...rest }) => rest)
  db.prepare('UPDATE peer SET devices = ?').run(JSON.stringify(older))
  db.close()
  await world.reopen(anna)
  const before = fetches(anna)
  for (let count = 0; count < 3; count += 1) t.equal((await anna.device.sendAttachment({ to: bruno.user, attachment: samplePointer() })).state, 'accepted')
  t.equal(fetches(anna), before + 1)
})

t.test('nothing is said to who is blocked, or has changed', async (t) => {
  const { anna, bruno } = await stage(t, DEVICE_CAPABILITIES)
  await anna.device.send({ to: bruno.user, text: 'x' })
  await anna.device.block(bruno.user)
  await t.rejects(anna.device.sendAttachment({ to: bruno.user, attachment: samplePointer() }), { name: 'DeviceError', reason: 'BLOCKED' })
  await t.rejects(anna.device.typing({ to: bruno.user, isTyping: true }), { name: 'DeviceError', reason: 'BLOCKED' })
})
