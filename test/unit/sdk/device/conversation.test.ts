// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { createDeviceWorld, entriesOf, textsOf } from '../../../support/device-world.ts'

t.test('two people write to each other, each message is shown once and both see that it arrived', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple()
  const first = await anna.device.send({ to: bruno.user, text: 'Hello Bruno' })
  t.equal(first.state, 'accepted')
  await world.settle()
  t.strictSame(textsOf(bruno), ['Hello Bruno'])
  t.equal(anna.device.status(first.messageId)?.state, 'delivered')
  const answer = await bruno.device.send({ to: anna.user, text: 'Hello Anna', replyTo: first.messageId })
  await world.settle()
  t.match(entriesOf(anna.device), [{ kind: 'text', text: 'Hello Anna', replyTo: first.messageId }])
  bruno.device.markRead(anna.user, [first.messageId])
  await world.settle()
  t.equal(anna.device.status(first.messageId)?.state, 'read')
  t.equal(bruno.device.status(answer.messageId)?.state, 'delivered')
})
