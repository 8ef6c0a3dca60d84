// SPDX-License-Identifier: AGPL-3.0-only
// Promise: receipts end with the contact.
import t from 'tap'
import { createDeviceWorld, textsOf } from '../../../support/device-world.ts'

t.test('whoever is blocked gets no receipt, not even one that was due before', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple()
  await anna.device.send({ to: bruno.user, text: 'one' })
  await world.settle()
  const before = bruno.link.submissions().length
  const { messageId } = await anna.device.send({ to: bruno.user, text: 'two' })
  const handler = bruno.link.handlerOf(bruno.user)
  bruno.link.isUp = false
  for (const { user, push } of [...world.bridge.waiting]) if (user === bruno.user) await handler?.(push)
  await bruno.device.idle()
  t.strictSame(textsOf(bruno), ['one', 'two'])
  await bruno.device.block(anna.user)
  await bruno.device.decide({ peer: anna.user, decision: 'grant' })
  world.bridge.waiting.length = 0
  bruno.link.reopen()
  await world.settle()
  await bruno.device.tick()
  await world.settle()
  t.equal(bruno.link.submissions().length, before)
  t.equal(anna.device.status(messageId)?.state, 'accepted')
})
