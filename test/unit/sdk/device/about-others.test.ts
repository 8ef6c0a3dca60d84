// SPDX-License-Identifier: AGPL-3.0-only
// Promise: section 5 of docs/protocol.md, of what is said about messages and who can show it.
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { DeviceError } from '../../../../src/sdk/device/index.ts'
import { messageId } from '../../../../src/wire/content/index.ts'
import type { SayableBody } from '../../../../src/wire/content/index.ts'
import { createDeviceWorld, DAY, entriesOf } from '../../../support/device-world.ts'
import { RawUser } from '../../../support/raw-user.ts'

/** A person, and a contact that says anything. */
const stage = async (test: Parameters<typeof createDeviceWorld>[0]) => {
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
  const seen = () => ({ kinds: entriesOf(anna.device).map(({ kind }) => kind), refused: anna.device.refusals().map(({ reason }) => reason) })
  return { world, anna, bruno, say, seen }
}

/** Why a call was refused. */
const reasonOf = (call: Promise<unknown>): Promise<unknown> => call.then(() => 'not refused', (error: unknown) => (error instanceof DeviceError ? error.reason : error))

t.test('a contact changes its own messages and nobody else’s', async (t) => {
  const { anna, bruno, say, seen } = await stage(t)
  const own = messageId(randomUUID())
  await say({ kind: 'text', text: 'hello' }, own)
  const { messageId: annas } = await anna.device.send({ to: bruno.user, text: 'mine' })
  await say({ kind: 'edit', messageId: annas, text: 'yours' })
  await say({ kind: 'delete', messageId: annas })
  t.same(seen(), { kinds: ['text'], refused: ['NOT_THEIRS', 'NOT_THEIRS'] })
  await say({ kind: 'edit', messageId: own, text: 'hello again' })
  await say({ kind: 'delete', messageId: own })
  t.same(seen().kinds, ['text', 'edit', 'delete'])
})

t.test('an edit counts for a day, a deletion always', async (t) => {
  const { world, say, seen } = await stage(t)
  const own = messageId(randomUUID())
  await say({ kind: 'text', text: 'hello' }, own)
  world.pass(DAY)
  await say({ kind: 'edit', messageId: own, text: 'in time' })
  world.pass(1)
  await say({ kind: 'edit', messageId: own, text: 'too late' })
  await say({ kind: 'delete', messageId: own })
  t.same(seen(), { kinds: ['text', 'edit', 'delete'], refused: ['TOO_LATE'] })
})

t.test('typing that was stored is news of nothing', async (t) => {
  const { anna, say, seen } = await stage(t)
  let told = 0
  anna.device.on('typing', () => { told += 1 })
  await say({ kind: 'typing', isTyping: true })
  t.same([told, seen()], [0, { kinds: [], refused: [] }])
})

t.test('what a device does not say that it can show is not sent to it', async (t) => {
  const { world, anna, bruno } = await stage(t)
  const { messageId: about } = await anna.device.send({ to: bruno.user, text: 'to any device' })
  const waiting = world.bridge.waiting.length
  t.equal(await reasonOf(anna.device.react({ to: bruno.user, messageId: about, emoji: '\u{1f44d}' })), 'NOT_SUPPORTED')
  t.equal(await reasonOf(anna.device.edit({ to: bruno.user, messageId: about, text: 'x' })), 'NOT_SUPPORTED')
  t.equal(await reasonOf(anna.device.deleteMessage({ to: bruno.user, messageId: about })), 'NOT_SUPPORTED')
  t.equal(world.bridge.waiting.length, waiting)
})
