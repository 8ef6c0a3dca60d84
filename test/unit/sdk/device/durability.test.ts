// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what was sealed is sent as it was sealed, however often it takes, and is shown once.
import { cpSync, existsSync } from 'node:fs'
import t from 'tap'
import type { Submission } from '../../../../src/model/requests.ts'
import { openDevice } from '../../../../src/sdk/device/index.ts'
import { createDeviceWorld, textsOf } from '../../../support/device-world.ts'
import type { DeviceWorld, Person } from '../../../support/device-world.ts'

/** The device's files as a crash at this moment leaves them, opened anew; the old process counts as gone. */
const crash = async (world: DeviceWorld, person: Person): Promise<void> => {
  const copy = `${person.file}.copy`
  for (const end of ['', '-wal']) if (existsSync(person.file + end)) cpSync(person.file + end, copy + end)
  const dead = person.device
  person.device = await openDevice(world.options(person.party, person.link, copy))
  await dead.close()
}

const bytesOf = ({ submissionId, envelopes, commitment }: Submission): string =>
  [submissionId, Buffer.from(commitment).toString('hex'), ...envelopes.map(({ bytes }) => Buffer.from(bytes).toString('hex'))].join()

t.test('an answer that is lost has the very same bytes sent again, and the message is shown once', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple()
  anna.link.loseAnswers.set('submit', 2)
  const sent = await anna.device.send({ to: bruno.user, text: 'once' })
  t.equal(sent.state, 'queued')
  anna.link.reopen()
  await anna.device.idle()
  anna.link.reopen()
  await anna.device.idle()
  t.equal(anna.device.status(sent.messageId)?.state, 'accepted')
  const submissions = anna.link.submissions().slice(0, 3).map(bytesOf)
  t.equal(submissions.length, 3)
  t.equal(new Set(submissions).size, 1)
  await world.settle()
  t.strictSame(textsOf(bruno), ['once'])
})

t.test('what was written while the link was away goes out in order when it is back', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple()
  anna.link.isUp = false
  const texts = ['1', '2', '3', '4']
  for (const text of texts) t.equal((await anna.device.send({ to: bruno.user, text })).state, 'queued')
  anna.link.reopen()
  await world.settle()
  t.strictSame(textsOf(bruno), texts)
})

t.test('many messages written at the same time are all sealed one after another', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple()
  const texts = Array.from({ length: 40 }, (_, index) => String(index))
  const sent = await Promise.all(texts.map((text) => anna.device.send({ to: bruno.user, text })))
  t.ok(sent.every(({ state }) => state === 'accepted'))
  await world.settle()
  t.strictSame(textsOf(bruno), texts)
})

t.test('a crash between seal and answer has the same bytes sent again', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple({ inFile: true })
  await anna.device.send({ to: bruno.user, text: 'before' })
  await world.settle()
  const known = anna.link.submissions().length
  anna.link.loseAnswers.set('submit', 1)
  const { messageId } = await anna.device.send({ to: bruno.user, text: 'sealed' })
  await crash(world, anna)
  await anna.device.idle()
  t.equal(anna.device.status(messageId)?.state, 'accepted')
  const [first, second] = anna.link.submissions().slice(known).map(bytesOf)
  t.equal(second, first)
  await anna.device.send({ to: bruno.user, text: 'after' })
  await world.settle()
  t.strictSame(textsOf(bruno), ['before', 'sealed', 'after'])
})

t.test('a message that was stored but not sealed before a crash is sent after it', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple({ inFile: true })
  anna.link.isUp = false
  await anna.device.send({ to: bruno.user, text: 'stored' })
  await crash(world, anna)
  anna.link.reopen()
  await world.settle()
  t.strictSame(textsOf(bruno), ['stored'])
})

t.test('what was acknowledged is there after a crash, and what comes again is not shown again', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple({ inFile: true })
  await anna.device.send({ to: bruno.user, text: 'hello' })
  const [waiting] = world.bridge.waiting.filter(({ user }) => user === bruno.user)
  await world.settle()
  await crash(world, bruno)
  t.strictSame(textsOf(bruno), ['hello'])
  world.bridge.waiting.push(waiting!)
  await world.settle()
  t.strictSame(textsOf(bruno), ['hello'])
})

t.test('a push that was not stored is not acknowledged', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple({ inFile: true })
  await anna.device.send({ to: bruno.user, text: 'hello' })
  const [waiting] = world.bridge.waiting.filter(({ user }) => user === bruno.user)
  const handler = bruno.link.handlerOf(bruno.user)
  await bruno.device.close()
  await t.rejects(async () => handler?.(waiting!.push), { name: 'DeviceError', reason: 'CLOSED' })
})

t.test('a throttled message waits as long as it must, and no longer', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple()
  world.bridge.lies.submit = () => ({ kind: 'throttled', retryAfterSeconds: 60, scope: 'pair', headroom: [] })
  const { messageId, state } = await anna.device.send({ to: bruno.user, text: 'later' })
  t.equal(state, 'queued')
  const tries = anna.link.submissions().length
  delete world.bridge.lies.submit
  world.pass(59_000)
  await anna.device.tick()
  t.equal(anna.link.submissions().length, tries)
  world.pass(1_000)
  await anna.device.tick()
  t.equal(anna.device.status(messageId)?.state, 'accepted')
})

t.test('a message that may not be sent is refused and holds up nobody', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple()
  world.bridge.handle(world.core.keys.party, { kind: 'withdrawConsent', user: bruno.user, peerUser: anna.user })
  t.match(await anna.device.send({ to: bruno.user, text: 'x' }), { state: 'refused', reason: 'NOT_PERMITTED' })
  world.bridge.befriend(anna.user, bruno.user)
  await world.settle()
  t.equal((await anna.device.send({ to: bruno.user, text: 'y' })).state, 'accepted')
})

t.test('the gateway\'s word that a message expired or failed is told, and a later receipt outweighs it', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple()
  const told: string[] = []
  anna.device.on('sent', ({ state }) => told.push(state))
  for (const kind of ['messageExpired', 'messageFailed'] as const) {
    const { messageId } = await anna.device.send({ to: bruno.user, text: kind })
    const last = anna.link.submissions().at(-1)!
    const [held] = world.bridge.waiting.splice(world.bridge.waiting.findIndex(({ push }) => push.kind === 'deliver'), 1)
    world.bridge.push(anna.user, {
      kind, user: anna.user, senderDevice: last.senderDevice, submissionId: last.submissionId, deviceIds: last.envelopes.map(({ deviceId }) => deviceId),
    })
    await world.settle()
    t.equal(anna.device.status(messageId)?.state, kind === 'messageExpired' ? 'expired' : 'failed')
    world.bridge.waiting.push(held!)
    await world.settle()
    t.equal(anna.device.status(messageId)?.state, 'delivered')
  }
  t.strictSame(told, ['accepted', 'expired', 'delivered', 'accepted', 'failed', 'delivered'])
})

t.test('a message that could not be sent in its time expires', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple()
  anna.link.isUp = false
  const { messageId } = await anna.device.send({ to: bruno.user, text: 'x', ttlSeconds: 60 })
  world.pass((60 + 7 * 86_400) * 1_000 + 1)
  await anna.device.tick()
  t.equal(anna.device.status(messageId)?.state, 'expired')
})

t.test('a text that does not fit one message is refused before anything is stored', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple()
  await t.rejects(anna.device.send({ to: bruno.user, text: 'ü'.repeat(8_001) }), { name: 'DeviceError', reason: 'CONTENT_TOO_LONG' })
  t.strictSame(anna.device.sent(), [])
  const longest = 'ü'.repeat(8_000)
  t.equal((await anna.device.send({ to: bruno.user, text: longest })).state, 'accepted')
  await world.settle()
  t.strictSame(textsOf(bruno), [longest])
})
