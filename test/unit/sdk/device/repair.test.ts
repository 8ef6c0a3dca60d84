// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a message that cannot be opened is asked for, sent again and shown; or both sides say that it is lost.
import { randomUUID } from 'node:crypto'
import SQLite from 'better-sqlite3'
import t from 'tap'
import type { Delivery } from '../../../../src/model/answers.ts'
import { submissionId } from '../../../../src/model/ids.ts'
import { EnvelopeType } from '../../../../src/model/signal-crypto.ts'
import { encodeRetry } from '../../../../src/wire/content/index.ts'
import { decodeEnvelope, encodeEnvelope } from '../../../../src/wire/gateway/index.ts'
import { createDeviceWorld, DAY, entriesOf, textsOf } from '../../../support/device-world.ts'
import type { DeviceWorld, Person } from '../../../support/device-world.ts'
import { RawUser } from '../../../support/raw-user.ts'

/** A delivery whose ciphertext was damaged on its way. */
const damaged = (delivery: Delivery): Delivery => {
  const envelope = decodeEnvelope(delivery.envelope)
  if (envelope.type === EnvelopeType.PLAINTEXT) return delivery
  const ciphertext = new Uint8Array(envelope.ciphertext)
  // A PREKEY message ends with 1.6 KB of Kyber ciphertext, which counts only while there is no session.
  const at = ciphertext.length - (envelope.type === EnvelopeType.PREKEY ? 1_600 : 20)
  ciphertext[at] = (ciphertext[at] ?? 0) ^ 0xff
  return { ...delivery, envelope: encodeEnvelope({ ...envelope, ciphertext }) }
}

/** Damages the next messages from one person. */
const damage = (world: DeviceWorld, from: Person, times: number): void => {
  let left = times
  world.bridge.lies.deliver = (truth) => {
    if (truth.senderUser !== from.user || left === 0 || decodeEnvelope(truth.envelope).type === EnvelopeType.PLAINTEXT) return truth
    left -= 1
    return damaged(truth)
  }
}

const placeholders = ({ device }: Person): readonly string[] => entriesOf(device).flatMap((entry) => (entry.kind === 'placeholder' ? [entry.state] : []))

const talking = async (test: Parameters<typeof createDeviceWorld>[0]): Promise<readonly [DeviceWorld, Person, Person]> => {
  const world = await createDeviceWorld(test)
  const [anna, bruno] = await world.couple()
  await anna.device.send({ to: bruno.user, text: 'hello' })
  await world.settle()
  await bruno.device.send({ to: anna.user, text: 'hello yourself' })
  await world.settle()
  return [world, anna, bruno]
}

t.test('a damaged message is asked for, sent again and shown late; the placeholder is resolved', async (t) => {
  const [world, anna, bruno] = await talking(t)
  damage(world, anna, 1)
  const { messageId } = await anna.device.send({ to: bruno.user, text: 'fragile' })
  await world.deliver(world.bridge.waiting[0]!)
  t.strictSame(placeholders(bruno), ['waiting'])
  await world.settle()
  t.strictSame(placeholders(bruno), ['resolved'])
  t.match(entriesOf(bruno.device).at(-1), { kind: 'text', text: 'fragile', late: true, messageId })
  t.equal(anna.device.status(messageId)?.state, 'delivered')
})

t.test('the very first message heals as well', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple()
  damage(world, anna, 1)
  await anna.device.send({ to: bruno.user, text: 'first' })
  await world.settle()
  t.strictSame(textsOf(bruno), ['first'])
})

t.test('a message that fails four times is still shown, under one placeholder', async (t) => {
  const [world, anna, bruno] = await talking(t)
  damage(world, anna, 4)
  const { messageId } = await anna.device.send({ to: bruno.user, text: 'stubborn' })
  await world.settle()
  t.strictSame(textsOf(bruno), ['hello', 'stubborn'])
  t.strictSame(placeholders(bruno), ['resolved'])
  t.equal(anna.device.status(messageId)?.state, 'delivered')
})

t.test('a message that fails five times is shown as lost on both screens', async (t) => {
  const [world, anna, bruno] = await talking(t)
  damage(world, anna, 5)
  const { messageId } = await anna.device.send({ to: bruno.user, text: 'hopeless' })
  await world.settle()
  t.strictSame(placeholders(bruno), ['failed'])
  t.strictSame(textsOf(bruno), ['hello'])
  t.match(anna.device.status(messageId), { state: 'failed', reason: 'GIVEN_UP' })
  await anna.device.send({ to: bruno.user, text: 'next' })
  await world.settle()
  t.strictSame(textsOf(bruno), ['hello', 'next'])
})

t.test('each resend has a new submission id, goes to the one device, and at most one new session is opened in an hour', async (t) => {
  const [world, anna, bruno] = await talking(t)
  const before = anna.link.carried.length
  damage(world, anna, 4)
  await anna.device.send({ to: bruno.user, text: 'stubborn' })
  await world.settle()
  const since = anna.link.carried.slice(before)
  const texts = since.flatMap((request) => (request.kind === 'submit' && request.submission.commitment.length > 0 ? [request.submission] : []))
  t.equal(new Set(texts.map((one) => one.submissionId)).size, texts.length)
  t.strictSame(texts.slice(0, 5).map(({ partial }) => partial), [false, true, true, true, true])
  t.equal(since.filter(({ kind }) => kind === 'getBundles').length, 1)
})

t.test('a receiver that lost its sessions gets everything that was under way', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple({ inFile: true })
  await anna.device.send({ to: bruno.user, text: '0' })
  await world.settle()
  await bruno.device.send({ to: anna.user, text: 'yes' })
  await world.settle()
  await forgetSessions(world, bruno)
  for (const text of ['1', '2', '3']) await anna.device.send({ to: bruno.user, text })
  await world.settle()
  t.strictSame(textsOf(bruno), ['0', '1', '2', '3'])
  t.strictSame(placeholders(bruno), ['resolved', 'resolved', 'resolved'])
})

t.test('a placeholder that nobody answers is shown as lost after a day, at the sender as well', async (t) => {
  const [world, anna, bruno] = await talking(t)
  damage(world, anna, 1)
  const { messageId } = await anna.device.send({ to: bruno.user, text: 'x' })
  await world.deliver(world.bridge.waiting[0]!)
  await bruno.device.idle()
  world.bridge.waiting.length = 0
  world.pass(DAY)
  await bruno.device.tick()
  t.strictSame(placeholders(bruno), ['failed'])
  await world.settle()
  t.match(anna.device.status(messageId), { state: 'failed', reason: 'GIVEN_UP' })
})

t.test('a receipt that is damaged heals without a trace beside its placeholder', async (t) => {
  const [world, anna, bruno] = await talking(t)
  damage(world, bruno, 1)
  const { messageId } = await anna.device.send({ to: bruno.user, text: 'x' })
  await world.settle()
  t.equal(anna.device.status(messageId)?.state, 'delivered')
  t.strictSame(placeholders(anna), ['resolved'])
})

t.test('nobody can have a message sent again that did not go to that device', async (t) => {
  const [world, anna, bruno] = await talking(t)
  const carla = new RawUser(world, world.core)
  await carla.enlist()
  world.bridge.befriend(anna.user, carla.user)
  await world.settle()
  await anna.device.send({ to: bruno.user, text: 'for Bruno' })
  const { submissionId: theirs } = anna.link.submissions().at(-1)!
  await world.settle()
  const before = anna.link.submissions().length
  for (const asked of [theirs, submissionId(randomUUID())]) {
    const ciphertext = encodeRetry({ submissionId: asked, decryptionError: new Uint8Array(0), givenUp: false })
    world.bridge.inject(carla.deliveryOf(anna, { type: EnvelopeType.PLAINTEXT, ciphertext }, new Uint8Array(0)))
  }
  await world.settle()
  t.equal(anna.link.submissions().length, before)
})

t.test('a message that was delivered is not sent again', async (t) => {
  const [world, anna, bruno] = await talking(t)
  const { messageId } = await anna.device.send({ to: bruno.user, text: 'x' })
  const { submissionId: sent } = anna.link.submissions().at(-1)!
  await world.settle()
  const before = anna.link.submissions().length
  const other = new RawUser(world, world.core)
  const ciphertext = encodeRetry({ submissionId: sent, decryptionError: new Uint8Array(0), givenUp: true })
  world.bridge.inject({ ...other.deliveryOf(anna, { type: EnvelopeType.PLAINTEXT, ciphertext }, new Uint8Array(0)), senderUser: bruno.user })
  await world.settle()
  t.equal(anna.link.submissions().length, before)
  t.equal(anna.device.status(messageId)?.state, 'delivered')
})

t.test('a flood of messages that cannot be opened is asked for a hundred times, then counted', async (t) => {
  const world = await createDeviceWorld(t)
  const anna = await world.person('anna', world.provider)
  const bruno = new RawUser(world, world.core)
  await bruno.enlist()
  world.bridge.befriend(anna.user, bruno.user)
  await world.settle()
  await bruno.connect(anna)
  world.bridge.inject(await bruno.say(anna, 'hello'))
  await world.settle()
  const delivery = damaged(await bruno.say(anna, 'x'))
  for (let count = 0; count < 105; count += 1) world.bridge.inject({ ...delivery, submissionId: submissionId(randomUUID()) })
  await world.settle()
  t.equal(placeholders(anna).length, 100)
  t.equal(anna.device.contact(bruno.user)?.unreadable, 5)
  world.bridge.inject(await bruno.say(anna, 'sound'))
  world.bridge.inject(damaged(await bruno.say(anna, 'x')))
  await world.settle()
  t.strictSame(textsOf(anna), ['hello', 'sound'])
  t.equal(placeholders(anna).length, 101, 'one that opens starts the count anew')
})

/** Empties the session table of a closed device, as a broken backup would. */
const forgetSessions = async (world: DeviceWorld, person: Person): Promise<void> => {
  await person.device.close()
  const db = new SQLite(person.file)
  db.exec('DELETE FROM session')
  db.close()
  await world.reopen(person)
}
