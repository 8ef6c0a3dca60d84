// SPDX-License-Identifier: AGPL-3.0-only
// Promise: receipts tell no more than the user allows, to nobody else, and nothing about what was not sent.
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { submissionId } from '../../../../src/model/ids.ts'
import { messageId } from '../../../../src/wire/content/index.ts'
import { createDeviceWorld, textsOf } from '../../../support/device-world.ts'
import { RawUser } from '../../../support/raw-user.ts'

t.test('receipts are sealed messages, and many fit one', async (t) => {
  const world = await createDeviceWorld(t)
  const anna = await world.person('anna', world.provider)
  const bruno = new RawUser(world, world.core)
  await bruno.enlist()
  world.bridge.befriend(anna.user, bruno.user)
  await world.settle()
  await bruno.connect(anna)
  anna.link.loseAnswers.set('submit', 1)
  const ids = Array.from({ length: 5 }, () => messageId(randomUUID()))
  for (const id of ids) world.bridge.inject(await bruno.say(anna, 'x', { messageId: id }))
  await world.settle()
  anna.link.reopen()
  await world.settle()
  const receipts = await Promise.all(bruno.receive().map((delivery) => bruno.open(delivery)))
  t.ok(receipts.length < ids.length)
  t.strictSame(receipts.flatMap(({ body }) => (body.kind === 'receipt' && body.receipt === 'delivered' ? body.messageIds : [])).sort(), [...ids].sort())
})

t.test('nothing is told once receipts are switched off, and each kind has its own switch', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple({ inFile: true })
  bruno.device.setReceipts({ read: false })
  t.strictSame(bruno.device.receipts, { delivered: true, read: false })
  const first = await anna.device.send({ to: bruno.user, text: 'one' })
  await world.settle()
  bruno.device.markRead(anna.user, [first.messageId])
  await world.settle()
  t.equal(anna.device.status(first.messageId)?.state, 'delivered')
  bruno.device.setReceipts({ delivered: false })
  await world.reopen(bruno)
  const before = bruno.link.submissions().length
  const second = await anna.device.send({ to: bruno.user, text: 'two' })
  await world.settle()
  t.equal(anna.device.status(second.messageId)?.state, 'accepted')
  t.equal(bruno.link.submissions().length, before)
})

t.test('no receipt answers a receipt', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple()
  const { messageId: id } = await anna.device.send({ to: bruno.user, text: 'one' })
  await world.settle()
  bruno.device.markRead(anna.user, [id, messageId(randomUUID())])
  await world.settle()
  t.equal(bruno.link.submissions().length, 2, 'delivered and read')
  t.equal(anna.link.submissions().length, 1)
})

t.test('a receipt moves only messages that went to its sender', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple()
  const mallory = new RawUser(world, world.core)
  await mallory.enlist()
  world.bridge.befriend(anna.user, mallory.user)
  await world.settle()
  await mallory.connect(anna)
  bruno.device.setReceipts({ delivered: false })
  const { messageId: id } = await anna.device.send({ to: bruno.user, text: 'one' })
  world.bridge.inject(await mallory.say(anna, '', { body: { kind: 'receipt', receipt: 'read', messageIds: [id, messageId(randomUUID())] } }))
  await world.settle()
  t.equal(anna.device.status(id)?.state, 'accepted')
})

t.test('only what was shown by this contact can be marked as read, and once', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple()
  const { messageId: id } = await anna.device.send({ to: bruno.user, text: 'one' })
  await world.settle()
  const before = bruno.link.submissions().length
  for (let count = 0; count < 3; count += 1) bruno.device.markRead(anna.user, [id])
  await world.settle()
  t.equal(bruno.link.submissions().length, before + 1)
  t.ok(bruno.device.inbox()[0]?.readAtMs)
})

t.test('what is not shown is not confirmed: saying the same message id again tells nobody whether the device is there', async (t) => {
  const world = await createDeviceWorld(t)
  const anna = await world.person('anna', world.provider)
  const bruno = new RawUser(world, world.core)
  await bruno.enlist()
  world.bridge.befriend(anna.user, bruno.user)
  await world.settle()
  await bruno.connect(anna)
  const messageId = randomUUID()
  for (let i = 0; i < 20; i += 1) {
    world.bridge.inject(await bruno.say(anna, 'are you there?', { messageId, ...(i % 2 === 0 ? {} : { resendOf: submissionId(randomUUID()) }) }))
    await world.settle()
  }
  t.strictSame(textsOf(anna), ['are you there?'])
  t.equal(anna.link.submissions().length, 1, 'one receipt for one message')
})
