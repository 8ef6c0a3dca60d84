// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what a contact says about messages changes none but its own, and only for a day; what is refused costs nothing but itself.
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { submissionId } from '../../../../src/model/ids.ts'
import type { DeviceErrorReason } from '../../../../src/sdk/device/index.ts'
import { messageId } from '../../../../src/wire/content/index.ts'
import type { SayableBody } from '../../../../src/wire/content/index.ts'
import { createDeviceWorld, DAY, entriesOf } from '../../../support/device-world.ts'
import type { DeviceWorld, Person } from '../../../support/device-world.ts'
import { RawUser } from '../../../support/raw-user.ts'

interface Stage { readonly world: DeviceWorld; readonly anna: Person; readonly bruno: RawUser; readonly say: (body: SayableBody, id?: string) => Promise<void> }

const stage = async (test: Parameters<typeof createDeviceWorld>[0]): Promise<Stage> => {
  const world = await createDeviceWorld(test)
  const anna = await world.person('anna', world.provider)
  const bruno = new RawUser(world, world.core)
  await bruno.enlist()
  world.bridge.befriend(anna.user, bruno.user)
  await world.settle()
  await bruno.connect(anna)
  const say = async (body: SayableBody, id: string = randomUUID()): Promise<void> => {
    world.bridge.inject(await bruno.say(anna, '', { body, messageId: id }))
    await world.settle()
  }
  return { world, anna, bruno, say }
}

const kinds = ({ device }: Person): readonly string[] => entriesOf(device).map(({ kind }) => kind)
const reasons = ({ device }: Person): readonly string[] => device.refusals().map(({ reason }) => reason)

/** Ids of the messages that were confirmed to a user. */
const confirmed = async (bruno: RawUser): Promise<readonly string[]> => {
  const heard = await Promise.all(bruno.receive().map((delivery) => bruno.open(delivery)))
  return heard.flatMap(({ body }) => (body.kind === 'receipt' ? body.messageIds : []))
}

for (const kind of ['edit', 'delete'] as const) {
  t.test(`a contact’s ${kind} of a message that it was sent is refused, recorded and not confirmed, and the conversation goes on`, async (t) => {
    const { world, anna, bruno, say } = await stage(t)
    await say({ kind: 'text', text: 'hello' })
    const own = await anna.device.send({ to: bruno.user, text: 'mine' })
    for (const delivery of bruno.receive()) await bruno.open(delivery)
    const told: DeviceErrorReason[] = []
    anna.device.on('refused', ({ reason }) => { told.push(reason as DeviceErrorReason) })
    const delivery = await bruno.say(anna, '', { body: kind === 'edit' ? { kind, messageId: own.messageId, text: 'yours' } : { kind, messageId: own.messageId } })
    world.bridge.inject(delivery)
    await world.settle()
    t.strictSame([kinds(anna), reasons(anna), told], [['text'], ['NOT_THEIRS'], ['NOT_THEIRS']])
    t.strictSame(await confirmed(bruno), [])
    // The step of the ratchet stands: what was refused cannot be opened again, and what follows can.
    await say({ kind: 'text', text: 'next' })
    world.bridge.inject({ ...delivery, submissionId: submissionId(randomUUID()) })
    await world.settle()
    t.strictSame(kinds(anna), ['text', 'text', 'placeholder'])
  })
}

t.test('nobody changes what another contact said: messages go by sender and id', async (t) => {
  const { world, anna, say } = await stage(t)
  const id = messageId(randomUUID())
  await say({ kind: 'text', text: 'by Bruno' }, id)
  const mallory = new RawUser(world, world.core)
  await mallory.enlist()
  world.bridge.befriend(anna.user, mallory.user)
  await world.settle()
  await mallory.connect(anna)
  world.bridge.inject(await mallory.say(anna, '', { body: { kind: 'edit', messageId: id, text: 'by Mallory' } }))
  await world.settle()
  t.match(entriesOf(anna.device).at(-1), { kind: 'edit', peer: mallory.user, about: id })
})

t.test('an edit is heeded for a day by the gateway’s times, whenever it comes, and as long as its message is there; a delete always', async (t) => {
  const { world, anna, bruno, say } = await stage(t)
  const id = messageId(randomUUID())
  await say({ kind: 'text', text: 'x' }, id)
  world.pass(DAY)
  await say({ kind: 'edit', messageId: id, text: 'in time' })
  t.strictSame([kinds(anna), reasons(anna)], [['text', 'edit'], []])
  await confirmed(bruno)
  for (const passes of [1, 60 * DAY]) {
    world.pass(passes)
    await anna.device.tick()
    await say({ kind: 'edit', messageId: id, text: 'too late' })
    t.strictSame([kinds(anna), reasons(anna)[0]], [['text', 'edit'], 'TOO_LATE'], `${passes} ms later`)
  }
  t.strictSame(await confirmed(bruno), [])
  await say({ kind: 'delete', messageId: id })
  t.strictSame(kinds(anna), ['text', 'edit', 'delete'])
  anna.device.discard({ upTo: anna.device.inbox().at(-1)!.position })
  await say({ kind: 'edit', messageId: id, text: 'of what is not here any more' })
  t.strictSame(kinds(anna), ['edit'], 'who keeps the message judges')
})

t.test('an edit that was said in time is shown when the device comes back later', async (t) => {
  const { world, anna, bruno, say } = await stage(t)
  const id = messageId(randomUUID())
  await say({ kind: 'text', text: 'x' }, id)
  world.pass(DAY)
  const delivery = await bruno.say(anna, '', { body: { kind: 'edit', messageId: id, text: 'in time' } })
  world.pass(5 * DAY)
  world.bridge.inject(delivery)
  await world.settle()
  t.strictSame([kinds(anna), reasons(anna)], [['text', 'edit'], []])
})

t.test('an edit that comes before its message is shown, and so is the message', async (t) => {
  const { anna, say } = await stage(t)
  const id = messageId(randomUUID())
  await say({ kind: 'edit', messageId: id, text: 'better' })
  await say({ kind: 'text', text: 'first' }, id)
  t.match(entriesOf(anna.device), [{ kind: 'edit', about: id, text: 'better' }, { kind: 'text', messageId: id }])
})

t.test('a sign may stand beside a message of either side, be replaced and be taken back', async (t) => {
  const { anna, bruno, say } = await stage(t)
  const id = messageId(randomUUID())
  await say({ kind: 'text', text: 'x' }, id)
  const own = await anna.device.send({ to: bruno.user, text: 'y' })
  for (const [about, emoji] of [[id, '!'], [own.messageId, '?'], [own.messageId, '\u{1f44d}'], [own.messageId, '']] as const) await say({ kind: 'reaction', messageId: about, emoji })
  t.match(entriesOf(anna.device).slice(1), [{ about: id, emoji: '!' }, { about: own.messageId, emoji: '?' }, { emoji: '\u{1f44d}' }, { emoji: '' }])
})

t.test('what is shown is confirmed, each once; typing that was stored is neither shown nor confirmed', async (t) => {
  const { anna, bruno, say } = await stage(t)
  const ids = Array.from({ length: 3 }, () => randomUUID())
  const typing: unknown[] = []
  anna.device.on('typing', (one) => { typing.push(one) })
  for (let count = 0; count < 2; count += 1) {
    await say({ kind: 'reaction', messageId: messageId(randomUUID()), emoji: '!' }, ids[0])
    await say({ kind: 'delete', messageId: messageId(randomUUID()) }, ids[1])
    await say({ kind: 'typing', isTyping: true }, ids[2])
  }
  t.strictSame(kinds(anna), ['reaction', 'delete'])
  t.strictSame([...await confirmed(bruno)].sort(), ids.slice(0, 2).sort())
  t.strictSame(typing, [])
})
