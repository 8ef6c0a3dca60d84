// SPDX-License-Identifier: AGPL-3.0-only
// Promise: that somebody types reaches who is there now, in a session that stands; nothing of it is kept, repeated, confirmed or missed.
import { randomUUID } from 'node:crypto'
import t from 'tap'
import type { Delivery } from '../../../../src/model/answers.ts'
import { DEVICE_CAPABILITIES, VAULT_CAPABILITIES } from '../../../../src/model/capabilities.ts'
import { GatewayError } from '../../../../src/model/errors.ts'
import { submissionId } from '../../../../src/model/ids.ts'
import { decodeEnvelope, encodeEnvelope } from '../../../../src/wire/gateway/index.ts'
import type { SayableBody } from '../../../../src/wire/content/index.ts'
import { createDeviceWorld, entriesOf, textsOf } from '../../../support/device-world.ts'
import type { DeviceWorld, Person } from '../../../support/device-world.ts'
import { RawUser } from '../../../support/raw-user.ts'

type Test = Parameters<typeof createDeviceWorld>[0]

/** Two people of whom each has answered the other. */
const talking = async (test: Test): Promise<readonly [DeviceWorld, Person, Person]> => {
  const world = await createDeviceWorld(test)
  const [anna, bruno] = await world.couple({ inFile: true })
  await anna.device.send({ to: bruno.user, text: 'hello' })
  await world.settle()
  await bruno.device.send({ to: anna.user, text: 'hello yourself' })
  await world.settle()
  return [world, anna, bruno]
}

/** Anna, and Bruno whose keys the test holds, in a session that stands at both ends. */
const withRaw = async (test: Test, capabilities: readonly string[] = DEVICE_CAPABILITIES): Promise<readonly [DeviceWorld, Person, RawUser]> => {
  const world = await createDeviceWorld(test)
  const anna = await world.person('anna', world.provider)
  const bruno = new RawUser(world, world.core)
  bruno.capabilitiesOf = () => capabilities
  await bruno.enlist()
  world.bridge.befriend(anna.user, bruno.user)
  await world.settle()
  await bruno.connect(anna)
  world.bridge.inject(await bruno.say(anna, 'hello'))
  await world.settle()
  for (const delivery of bruno.receive()) await bruno.open(delivery)
  return [world, anna, bruno]
}

const once = async (bruno: RawUser, anna: Person, body: SayableBody = { kind: 'typing', isTyping: true }): Promise<Delivery> =>
  ({ ...await bruno.say(anna, '', { body }), streamSequence: 0, laneSequence: 0 })

const heard = ({ device }: Person): readonly { readonly peer: string; readonly untilMs: number }[] => {
  const told: { peer: string; untilMs: number }[] = []
  device.on('typing', (one) => { told.push(one) })
  return told
}

t.test('typing is told until it is over, as one ephemeral message that nobody stores or confirms', async (t) => {
  const [world, anna, bruno] = await talking(t)
  const told = heard(bruno)
  const [before, sent] = [anna.link.submissions().length, anna.device.sent().length]
  const [inbox, answers] = [entriesOf(bruno.device), bruno.link.submissions().length]
  await anna.device.typing({ to: bruno.user, isTyping: true })
  await world.settle()
  const startedAtMs = world.now()
  world.pass(1_000)
  await anna.device.typing({ to: bruno.user, isTyping: false })
  await world.settle()
  t.strictSame(told, [{ peer: anna.user, untilMs: startedAtMs + 15_000 }, { peer: anna.user, untilMs: startedAtMs + 1_000 }])
  t.match(anna.link.submissions().slice(before), [{ messageClass: 'ephemeral', urgent: false, ttlSeconds: 0, attachments: [] }, { messageClass: 'ephemeral' }])
  for (const { device } of [anna, bruno]) await device.tick()
  await world.settle()
  t.equal(anna.link.submissions().length, before + 2)
  t.equal(anna.device.sent().length, sent)
  t.strictSame(entriesOf(bruno.device), inbox)
  t.equal(bruno.link.submissions().length, answers, 'no receipt')
})

t.test('messages follow typing that came, that was lost, and that comes late', async (t) => {
  const [world, anna, bruno] = await talking(t)
  const told = heard(bruno)
  await anna.device.typing({ to: bruno.user, isTyping: true })
  const [late] = world.bridge.passing.splice(0)
  await anna.device.send({ to: bruno.user, text: 'one' })
  await world.settle()
  await world.glimpse(late!)
  t.equal(told.length, 1)
  world.pass(6_000)
  await anna.device.typing({ to: bruno.user, isTyping: true })
  t.equal(world.bridge.passing.splice(0).length, 1, 'lost')
  await anna.device.send({ to: bruno.user, text: 'two' })
  await world.settle()
  await bruno.device.send({ to: anna.user, text: 'three' })
  await world.settle()
  t.strictSame([textsOf(bruno), textsOf(anna)], [['hello', 'one', 'two'], ['hello yourself', 'three']])
})

t.test('the same is not said twice in five seconds, and an end only after a start', async (t) => {
  const [world, anna, bruno] = await talking(t)
  const before = anna.link.submissions().length
  const type = async (isTyping: boolean, times = 1): Promise<number> => {
    for (let count = 0; count < times; count += 1) await anna.device.typing({ to: bruno.user, isTyping })
    return anna.link.submissions().length - before
  }
  t.equal(await type(false), 0)
  t.equal(await type(true, 50), 1)
  world.pass(4_999)
  t.equal(await type(true, 50), 1)
  world.pass(1)
  t.equal(await type(true, 50), 2)
  t.equal(await type(false, 50), 3)
  t.equal(await type(true, 50), 3, 'a start that follows an end waits as long')
  world.pass(5_000)
  t.equal(await type(true), 4)
  world.pass(-3_600_000)
  t.equal(await type(true), 5, 'a clock that was set back stops nothing')
})

t.test('who never answered, or cannot show it, is told nothing, and it costs them no key', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple()
  const type = async (to: Person | RawUser, from = anna): Promise<number> => {
    const before = from.link.carried.length
    await from.device.typing({ to: to.user, isTyping: true })
    return from.link.carried.length - before
  }
  t.equal(await type(bruno), 0, 'no session')
  await anna.device.send({ to: bruno.user, text: 'x' })
  t.equal(await type(bruno), 0, 'no answer')
  world.pass(31 * 86_400_000)
  t.equal(await type(bruno), 0, 'none for a month')
  const [, ada, vault] = await withRaw(t, VAULT_CAPABILITIES)
  await ada.device.send({ to: vault.user, text: 'x' })
  t.equal(await type(vault, ada), 0, 'a vault')
})

t.test('what the gateway or the link says to it stops nobody', async (t) => {
  const [world, anna, bruno] = await talking(t)
  const type = async (): Promise<void> => {
    world.pass(6_000)
    await anna.device.typing({ to: bruno.user, isTyping: true })
  }
  world.bridge.lies.submit = ({ messageClass }) => (messageClass === 'ephemeral' ? { kind: 'throttled', retryAfterSeconds: 5, scope: 'pair', headroom: [] } : undefined)
  await t.resolves(type())
  world.bridge.lies.submit = ({ messageClass }) => {
    if (messageClass === 'ephemeral') throw new GatewayError('NOT_PERMITTED')
    return undefined
  }
  await t.resolves(type())
  world.bridge.lies.submit = ({ messageClass }) => (messageClass === 'ephemeral' ? { kind: 'deviceMismatch', missing: [], extra: [], stale: [], deviceListVersion: 1 } : undefined)
  await t.resolves(type())
  anna.link.loseAnswers.set('submit', 1)
  await t.resolves(type())
  t.equal(anna.link.submissions().filter(({ messageClass }) => messageClass === 'ephemeral').length, 4, 'each was said')
  anna.link.isUp = false
  await t.resolves(type())
  anna.link.reopen()
  t.match(await anna.device.send({ to: bruno.user, text: 'and on' }), { state: 'accepted' })
  await world.settle()
  t.strictSame(textsOf(bruno), ['hello', 'and on'])
})

t.test('who is no contact, or has taken it back, is told so', async (t) => {
  const [, anna, bruno] = await talking(t)
  const carla = new RawUser(await createDeviceWorld(t), anna.party)
  await t.rejects(anna.device.typing({ to: carla.user, isTyping: true }), { name: 'DeviceError', reason: 'NOT_A_CONTACT' })
  await anna.device.block(bruno.user)
  await t.rejects(anna.device.typing({ to: bruno.user, isTyping: true }), { name: 'DeviceError', reason: 'BLOCKED' })
})

t.test('the same push again has no effect, also as one that is stored and after the device was closed', async (t) => {
  const [world, anna, bruno] = await withRaw(t)
  const told = heard(anna)
  const push = await once(bruno, anna)
  for (let count = 0; count < 3; count += 1) await world.glimpse(push)
  world.bridge.inject(push)
  await world.glimpse({ ...push, submissionId: submissionId(randomUUID()) })
  await world.settle()
  t.equal(told.length, 1)
  t.strictSame([textsOf(anna), entriesOf(anna.device).length, anna.device.refusals()], [['hello'], 1, []])
})

const forgeries: readonly (readonly [title: string, forge: (push: Delivery, stranger: RawUser) => Delivery])[] = [
  ['damaged', (push) => ({ ...push, envelope: push.envelope.map((byte, at) => (at === push.envelope.length - 20 ? byte ^ 1 : byte)) })],
  ['no envelope', (push) => ({ ...push, envelope: new Uint8Array(40).fill(0xff) })],
  ['a retry request', (push) => ({ ...push, envelope: encodeEnvelope({ ...decodeEnvelope(push.envelope), type: 8 }) })],
  ['another commitment', (push) => ({ ...push, commitment: new Uint8Array(32) })],
  ['a stranger’s', (push, { user }) => ({ ...push, senderUser: user })],
]
for (const [title, forge] of forgeries) {
  t.test(`a push that is ${title} leaves no trace, and the true one still counts`, async (t) => {
    const [world, anna, bruno] = await withRaw(t)
    const told = heard(anna)
    const push = await once(bruno, anna)
    const before = anna.link.carried.length
    await world.glimpse(forge(push, new RawUser(world, world.core)))
    await anna.device.tick()
    t.strictSame([told.length, anna.device.refusals(), entriesOf(anna.device).length, anna.link.carried.length], [0, [], 1, before])
    await world.glimpse(push)
    t.equal(told.length, 1)
  })
}

t.test('what must be kept is not lost by coming once: it is shown when it is stored', async (t) => {
  const [world, anna, bruno] = await withRaw(t)
  const push = await once(bruno, anna, { kind: 'text', text: 'keep me' })
  await world.glimpse(push)
  t.strictSame(textsOf(anna), ['hello'])
  world.bridge.inject(push)
  await world.settle()
  t.strictSame(textsOf(anna), ['hello', 'keep me'])
})

t.test('a push that opens a session, or is by who was blocked, tells nothing', async (t) => {
  const [world, anna, bruno] = await withRaw(t)
  const told = heard(anna)
  const standing = await once(bruno, anna)
  await bruno.connect(anna)
  await world.glimpse(await once(bruno, anna))
  await anna.device.block(bruno.user)
  await world.glimpse(standing)
  t.strictSame(told, [])
})

t.test('a flood of them is dropped while the device is busy, and messages are not', async (t) => {
  const [world, anna, bruno] = await withRaw(t)
  const told = heard(anna)
  const pushes: Delivery[] = []
  for (let count = 0; count < 200; count += 1) pushes.push(await once(bruno, anna))
  world.bridge.inject(await bruno.say(anna, 'through'))
  await Promise.all([...pushes.map((push) => world.glimpse(push)), world.settle()])
  t.equal(told.length, 64)
  t.strictSame(textsOf(anna), ['hello', 'through'])
})
