// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what is shown was said by whom it names, to this user, once, and exactly so.
import { randomUUID } from 'node:crypto'
import t from 'tap'
import type { Delivery } from '../../../../src/model/answers.ts'
import { deviceId, submissionId, userId } from '../../../../src/model/ids.ts'
import { EnvelopeType } from '../../../../src/model/signal-crypto.ts'
import type { DeviceErrorReason } from '../../../../src/sdk/device/index.ts'
import { decodeEnvelope, encodeEnvelope } from '../../../../src/wire/gateway/index.ts'
import { createDeviceWorld, entriesOf, textsOf } from '../../../support/device-world.ts'
import type { DeviceWorld, Person } from '../../../support/device-world.ts'
import { RawUser } from '../../../support/raw-user.ts'

/** Anna, and Bruno and Mallory whose keys the test holds; both were granted. */
const stage = async (test: Parameters<typeof createDeviceWorld>[0]): Promise<{ world: DeviceWorld; anna: Person; bruno: RawUser; mallory: RawUser }> => {
  const world = await createDeviceWorld(test)
  const anna = await world.person('anna', world.provider)
  const [bruno, mallory] = [new RawUser(world, world.core), new RawUser(world, world.core)]
  for (const one of [bruno, mallory]) {
    await one.enlist()
    world.bridge.befriend(anna.user, one.user)
  }
  await world.settle()
  for (const one of [bruno, mallory]) await one.connect(anna)
  return { world, anna, bruno, mallory }
}

const refusedBecause = async (world: DeviceWorld, anna: Person, delivery: Delivery): Promise<readonly string[]> => {
  world.bridge.inject(delivery)
  await world.settle()
  return anna.device.refusals().map(({ reason }) => reason)
}

t.test('a first message is shown once the home has vouched for its sender, without using up a one-time prekey', async (t) => {
  const { world, anna, bruno } = await stage(t)
  world.bridge.inject(await bruno.say(anna, 'hello'))
  await world.settle()
  t.strictSame(textsOf(anna), ['hello'])
  t.match(anna.device.contact(bruno.user), { verified: true, custody: 'DEVICE', state: 'granted' })
  const [asked] = anna.link.carried.filter((request) => request.kind === 'getBundles')
  t.match(asked, { deviceIds: [127] })
})

const lies: readonly { readonly title: string; readonly reason: DeviceErrorReason; readonly lie: (scene: Awaited<ReturnType<typeof stage>>) => Promise<Delivery> }[] = [
  {
    title: 'the commitment was changed', reason: 'COMMITMENT_MISMATCH',
    lie: async ({ anna, bruno }) => ({ ...await bruno.say(anna, 'x'), commitment: new Uint8Array(32) }),
  },
  {
    title: 'there is no commitment', reason: 'COMMITMENT_MISMATCH',
    lie: async ({ anna, bruno }) => ({ ...await bruno.say(anna, 'x'), commitment: new Uint8Array(0) }),
  },
  {
    title: 'the content names another sender', reason: 'SENDER_MISMATCH',
    lie: ({ anna, bruno, mallory }) => bruno.say(anna, 'x', { senderUser: mallory.user }),
  },
  {
    title: 'the content names another recipient', reason: 'SENDER_MISMATCH',
    lie: ({ anna, bruno, mallory }) => bruno.say(anna, 'x', { recipientUser: mallory.user }),
  },
  { title: 'the content is garbage', reason: 'MALFORMED_MESSAGE', lie: ({ anna, bruno }) => bruno.sayBytes(anna, new Uint8Array(200).fill(0xff)) },
  { title: 'there is no content', reason: 'MALFORMED_MESSAGE', lie: ({ anna, bruno }) => bruno.sayBytes(anna, new Uint8Array(0)) },
  {
    title: 'the envelope is garbage', reason: 'MALFORMED_MESSAGE',
    lie: async ({ anna, bruno }) => ({ ...await bruno.say(anna, 'x'), envelope: new Uint8Array(9).fill(0xff) }),
  },
  {
    title: 'the envelope is for another device', reason: 'MALFORMED_MESSAGE',
    lie: async ({ anna, bruno }) => {
      const delivery = await bruno.say(anna, 'x')
      return { ...delivery, envelope: encodeEnvelope({ ...decodeEnvelope(delivery.envelope), deviceId: deviceId(2) }) }
    },
  },
  {
    title: 'words are sent as if they were a retry request', reason: 'MALFORMED_MESSAGE',
    lie: async ({ anna, bruno }) => bruno.deliveryOf(anna, { type: EnvelopeType.PLAINTEXT, ciphertext: new Uint8Array(Buffer.from('read me')) }, new Uint8Array(0)),
  },
  {
    title: 'it is delivered under the name of another contact', reason: 'UNTRUSTED_IDENTITY',
    lie: async ({ anna, bruno, mallory }) => ({ ...await bruno.say(anna, 'x'), senderUser: mallory.user }),
  },
]

for (const { title, reason, lie } of lies) {
  t.test(`a message is refused and never shown when ${title}`, async (t) => {
    const scene = await stage(t)
    const { world, anna } = scene
    t.strictSame(await refusedBecause(world, anna, await lie(scene)), [reason])
    t.strictSame(entriesOf(anna.device), [])
    t.strictSame(anna.link.submissions(), [], 'and nothing is told about it')
  })
}

t.test('a message in an open session is not shown under another name', async (t) => {
  const { world, anna, bruno, mallory } = await stage(t)
  for (const one of [bruno, mallory]) world.bridge.inject(await one.say(anna, 'first'))
  await world.settle()
  await bruno.open(bruno.receive()[0]!)
  const delivery = await bruno.say(anna, 'second')
  world.bridge.inject({ ...delivery, senderUser: mallory.user })
  await world.settle()
  t.strictSame(textsOf(anna), ['first', 'first'])
})

t.test('a push for another user or device is left to the gateway', async (t) => {
  const { world, anna, bruno } = await stage(t)
  const delivery = await bruno.say(anna, 'x')
  for (const wrong of [{ recipientUser: userId(randomUUID()) }, { recipientDevice: deviceId(2) }]) {
    await t.rejects(async () => anna.link.handlerOf(anna.user)?.({ ...delivery, ...wrong }), { name: 'DeviceError', reason: 'NOT_MINE' })
  }
  t.strictSame(entriesOf(anna.device), [])
  t.equal(world.bridge.waiting.filter(({ user }) => user === anna.user).length, 0)
})

t.test('a message is shown once however often it is pushed, also at the same time', async (t) => {
  const { world, anna, bruno } = await stage(t)
  const delivery = await bruno.say(anna, 'once')
  for (let count = 0; count < 4; count += 1) world.bridge.inject(delivery)
  const handler = anna.link.handlerOf(anna.user)!
  await Promise.all([delivery, delivery, delivery].map((push) => handler(push)))
  await world.settle()
  t.strictSame(textsOf(anna), ['once'])
})

t.test('a message id is shown once, however often its sender sends it', async (t) => {
  const { world, anna, bruno } = await stage(t)
  const messageId = randomUUID()
  for (const text of ['once', 'twice']) world.bridge.inject(await bruno.say(anna, text, { messageId }))
  await world.settle()
  t.strictSame(textsOf(anna), ['once'])
})

t.test('two senders may use one message id', async (t) => {
  const { world, anna, bruno, mallory } = await stage(t)
  const messageId = randomUUID()
  for (const one of [bruno, mallory]) world.bridge.inject(await one.say(anna, 'mine', { messageId }))
  await world.settle()
  t.strictSame(textsOf(anna), ['mine', 'mine'])
})

t.test('a session opened with the last-resort prekey is not opened a second time', async (t) => {
  const { world, anna, bruno } = await stage(t)
  await bruno.connect(anna, 1, { oneTime: false })
  const first = await bruno.say(anna, 'pay 100')
  world.bridge.inject(first)
  await world.settle()
  // The identity changes and changes back: the old session is forgotten, and the message could be opened anew.
  const honest = bruno.identity
  bruno.changeIdentity()
  await bruno.enlist(2)
  await anna.device.acceptIdentity(bruno.user).catch(() => undefined)
  await anna.device.acceptIdentity(bruno.user)
  bruno.identity = honest
  await bruno.enlist(3)
  await anna.device.acceptIdentity(bruno.user).catch(() => undefined)
  await anna.device.acceptIdentity(bruno.user)
  const replayed = { ...first, submissionId: submissionId(randomUUID()) }
  t.strictSame(await refusedBecause(world, anna, replayed), ['REPLAYED'])
  t.strictSame(textsOf(anna), ['pay 100'])
})

t.test('control characters do not reach the screen, and an unknown kind is shown as one', async (t) => {
  const { world, anna, bruno } = await stage(t)
  world.bridge.inject(await bruno.say(anna, 'a\u0000b\u202ec\r\nd\te'))
  const known = await bruno.say(anna, 'x')
  world.bridge.inject(known)
  await world.settle()
  t.strictSame(textsOf(anna), ['abc\nd\te', 'x'])
})

t.test('somebody who was not granted is held until a grant comes, and then shown', async (t) => {
  const { world, anna } = await stage(t)
  const carla = new RawUser(world, world.core)
  await carla.enlist()
  await carla.connect(anna)
  world.bridge.inject(await carla.say(anna, 'early'))
  await world.settle()
  t.strictSame(entriesOf(anna.device), [])
  world.bridge.befriend(anna.user, carla.user)
  await world.settle()
  t.strictSame(textsOf(anna), ['early'])
})

t.test('what is held of a sender comes before what arrives later', async (t) => {
  const { world, anna } = await stage(t)
  const carla = new RawUser(world, world.core)
  await carla.enlist()
  await carla.connect(anna)
  for (const text of ['1', '2', '3']) world.bridge.inject(await carla.say(anna, text))
  await world.settle()
  world.bridge.befriend(anna.user, carla.user)
  world.bridge.inject(await carla.say(anna, '4'))
  await world.settle()
  t.strictSame(textsOf(anna), ['1', '2', '3', '4'])
})

t.test('strangers cannot fill the device: beyond a bound their pushes stay with the gateway, and what is held ends after a month', async (t) => {
  const { world, anna } = await stage(t)
  const carla = new RawUser(world, world.core)
  await carla.enlist()
  await carla.connect(anna)
  const delivery = await carla.say(anna, 'x')
  for (let count = 0; count < 202; count += 1) world.bridge.inject({ ...delivery, submissionId: submissionId(randomUUID()) })
  await world.settle()
  t.equal(world.bridge.waiting.filter(({ user }) => user === anna.user).length, 2)
  world.pass(31 * 86_400_000)
  await anna.device.tick()
  t.equal(anna.device.refusals({ limit: 500 }).filter(({ reason }) => reason === 'NOT_A_CONTACT').length, 200)
})

t.test('a contact that writes under strange keys without end holds nobody else up', async (t) => {
  const { world, anna, bruno, mallory } = await stage(t)
  world.bridge.inject(await mallory.say(anna, 'an honest word'))
  await world.settle()
  mallory.changeIdentity()
  await mallory.connect(anna)
  for (let i = 0; i < 210; i += 1) world.bridge.inject(await mallory.say(anna, 'x'))
  world.bridge.inject(await bruno.say(anna, 'hello'))
  await world.settle()
  world.pass(1)
  for (let i = 0; i < 210; i += 1) world.bridge.inject(await mallory.say(anna, 'x'))
  await world.settle()
  t.strictSame(world.bridge.waiting.filter(({ user }) => user === anna.user), [], 'nothing is given back to the gateway, which would try it again before all else')
  t.strictSame(textsOf(anna), ['an honest word', 'hello'])
})
