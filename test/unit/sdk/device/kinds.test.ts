// SPDX-License-Identifier: AGPL-3.0-only
// Promise: whatever kind a person says is shown once at the other end, as it may be shown, and its sender sees that it arrived.
import fc from 'fast-check'
import t from 'tap'
import { DEVICE_CAPABILITIES } from '../../../../src/model/capabilities.ts'
import type { InboxEntry } from '../../../../src/sdk/device/index.ts'
import { createDeviceWorld, DAY, entriesOf } from '../../../support/device-world.ts'
import type { DeviceWorld, Person } from '../../../support/device-world.ts'
import { plain } from '../../../support/plain.ts'
import { RawUser } from '../../../support/raw-user.ts'
import { samplePointer } from '../../../support/sample-pointer.ts'
import { pointers } from '../../wire/contents.ts'

/** Damages the next message of a person on its way. */
const damageNext = ({ bridge }: DeviceWorld, { user }: Person): void => {
  bridge.lies.deliver = (truth) => {
    if (truth.senderUser !== user) return truth
    delete bridge.lies.deliver
    return { ...truth, envelope: truth.envelope.map((byte, at) => (at === truth.envelope.length - 20 ? byte ^ 1 : byte)) }
  }
}

const shownAttachments = ({ device }: Person) => entriesOf(device).flatMap((entry) => (entry.kind === 'attachment' ? [entry.attachment] : []))

t.test('each kind is shown once and its status goes on to delivered', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple()
  const to = bruno.user
  const attachment = samplePointer()
  const text = await anna.device.send({ to, text: 'look' })
  const file = await anna.device.sendAttachment({ to, attachment, replyTo: text.messageId })
  const reaction = await anna.device.react({ to, messageId: text.messageId, emoji: '\u{1f44d}' })
  const edit = await anna.device.edit({ to, messageId: text.messageId, text: 'look here' })
  const gone = await anna.device.deleteMessage({ to, messageId: file.messageId })
  await world.settle()
  t.match(entriesOf(bruno.device), [
    { kind: 'text', text: 'look', messageId: text.messageId, late: false, custody: 'DEVICE' },
    { kind: 'attachment', messageId: file.messageId, replyTo: text.messageId },
    { kind: 'reaction', about: text.messageId, emoji: '\u{1f44d}', messageId: reaction.messageId },
    { kind: 'edit', about: text.messageId, text: 'look here', messageId: edit.messageId },
    { kind: 'delete', about: file.messageId, messageId: gone.messageId },
  ])
  t.equal(entriesOf(bruno.device).length, 5)
  t.same(plain(shownAttachments(bruno)), plain([attachment]))
  for (const { messageId, state } of [text, file, reaction, edit, gone]) {
    t.equal(state, 'accepted')
    t.equal(anna.device.status(messageId)?.state, 'delivered')
  }
  t.strictSame(anna.device.sent().map(({ messageId }) => messageId), [text.messageId, file.messageId], 'news about a message is none')
})

t.test('what comes twice, or in another order, is shown once', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple()
  const to = bruno.user
  await anna.device.send({ to, text: 'hello' })
  await world.settle()
  const text = await anna.device.send({ to, text: 'look' })
  await anna.device.sendAttachment({ to, attachment: samplePointer() })
  await anna.device.react({ to, messageId: text.messageId, emoji: '!' })
  await anna.device.edit({ to, messageId: text.messageId, text: 'look here' })
  await anna.device.deleteMessage({ to, messageId: text.messageId })
  const pushes = [...world.bridge.waiting].reverse()
  for (const one of [...pushes, ...pushes]) {
    await world.deliver(one)
    world.bridge.waiting.push(one)
  }
  await world.settle()
  t.strictSame(entriesOf(bruno.device).map(({ kind }) => kind), ['text', 'delete', 'edit', 'reaction', 'attachment', 'text'])
})

t.test('a pointer is told and kept byte for byte, whatever is in it', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple({ inFile: true })
  const told: InboxEntry[] = []
  bruno.device.on('message', (entry) => { told.push(entry) })
  const said = fc.sample(pointers, { numRuns: 40, seed: 7 })
  for (const attachment of said) await anna.device.sendAttachment({ to: bruno.user, attachment })
  await world.settle()
  const bytes = (entries: readonly InboxEntry[]): unknown => plain(entries.flatMap((entry) => {
    if (entry.kind !== 'attachment') return []
    const { name: _name, caption: _caption, ...rest } = entry.attachment
    return [rest]
  }))
  const expected = plain(said.map(({ name: _name, caption: _caption, ...rest }) => rest))
  t.same(bytes(told), expected, 'told, also when it is looked at later')
  await world.reopen(bruno)
  t.same(bytes(entriesOf(bruno.device)), expected, 'kept')
})

t.test('names, captions, texts and signs are shown without what would deceive', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple()
  const to = bruno.user
  await anna.device.sendAttachment({ to, attachment: samplePointer({ name: '../../etc/\u202egnp.exe', caption: 'one\r\ntwo\u0007' }) })
  const { messageId } = await anna.device.send({ to, text: 'x' })
  await anna.device.react({ to, messageId, emoji: '\u202e!\n' })
  await anna.device.edit({ to, messageId, text: 'a\u0000b\r\n' })
  await world.settle()
  t.match(entriesOf(bruno.device), [
    { attachment: { name: 'gnp.exe', caption: 'one\ntwo' } }, { text: 'x' }, { emoji: '!' }, { text: 'ab\n' },
  ])
})

t.test('only a shown message of one’s own, to this contact, is edited or deleted; nothing is stored otherwise', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple()
  const carla = await world.person('carla', world.core)
  world.bridge.befriend(anna.user, carla.user)
  await world.settle()
  const own = await anna.device.send({ to: bruno.user, text: 'one' })
  const reaction = await anna.device.react({ to: bruno.user, messageId: own.messageId, emoji: '!' })
  await world.settle()
  const theirs = await bruno.device.send({ to: anna.user, text: 'two' })
  await world.settle()
  const before = anna.link.submissions().length
  const refused = { name: 'DeviceError', reason: 'NOT_OWN_MESSAGE' }
  for (const about of [{ to: carla.user, messageId: own.messageId }, { to: bruno.user, messageId: theirs.messageId }, { to: bruno.user, messageId: reaction.messageId }]) {
    await t.rejects(anna.device.edit({ ...about, text: 'x' }), refused)
    await t.rejects(anna.device.deleteMessage(about), refused)
  }
  await world.settle()
  t.equal(anna.link.submissions().length, before)
})

t.test('the longest edit fits, also when it is sent again; a longer one is refused', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple()
  const to = bruno.user
  const { messageId } = await anna.device.send({ to, text: 'x' })
  await world.settle()
  damageNext(world, anna)
  const edit = await anna.device.edit({ to, messageId, text: 'y'.repeat(16_000) })
  await world.settle()
  t.match(entriesOf(bruno.device), [{ kind: 'text' }, { kind: 'placeholder', state: 'resolved' }, { kind: 'edit', late: true, text: 'y'.repeat(16_000) }])
  t.equal(anna.device.status(edit.messageId)?.state, 'delivered')
  await t.rejects(anna.device.edit({ to, messageId, text: 'y'.repeat(16_001) }), { name: 'DeviceError', reason: 'CONTENT_TOO_LONG' })
  await t.rejects(anna.device.react({ to, messageId, emoji: '!'.repeat(200) }), { code: 'MALFORMED' })
  await t.rejects(anna.device.sendAttachment({ to, attachment: samplePointer({ key: new Uint8Array(31) }) }), { code: 'MALFORMED' })
})

t.test('a message of one’s own is edited for a day, and deleted at any time', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple()
  const to = bruno.user
  const { messageId } = await anna.device.send({ to, text: 'x' })
  await world.settle()
  world.pass(DAY)
  t.match(await anna.device.edit({ to, messageId, text: 'y' }), { state: 'accepted' })
  world.pass(1)
  await t.rejects(anna.device.edit({ to, messageId, text: 'z' }), { name: 'DeviceError', reason: 'TOO_LATE' })
  t.match(await anna.device.deleteMessage({ to, messageId }), { state: 'accepted' })
})

t.test('a message names its attachment to the gateway, a resend of it does not', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, bruno] = await world.couple()
  const to = bruno.user
  const attachment = samplePointer()
  await anna.device.send({ to, text: 'x' })
  await world.settle()
  damageNext(world, anna)
  const { messageId } = await anna.device.sendAttachment({ to, attachment })
  await world.settle()
  t.strictSame(anna.link.submissions().filter(({ commitment }) => commitment.length > 0).map(({ attachments, partial }) => ({ attachments, partial })), [
    { attachments: [], partial: false }, { attachments: [attachment.id], partial: false }, { attachments: [], partial: true },
  ])
  t.same(plain(shownAttachments(bruno)), plain([attachment]), 'sent again as it was')
  t.equal(anna.device.status(messageId)?.state, 'delivered')
})

t.test('a message that is sealed anew for other devices names its attachment again', async (t) => {
  const world = await createDeviceWorld(t)
  const anna = await world.person('anna', world.provider)
  const bruno = new RawUser(world, world.core)
  bruno.capabilitiesOf = () => DEVICE_CAPABILITIES
  await bruno.enlist()
  world.bridge.befriend(anna.user, bruno.user)
  await world.settle()
  await anna.device.send({ to: bruno.user, text: 'x' })
  bruno.addDevice(2)
  await bruno.enlist(2)
  const attachment = samplePointer()
  t.match(await anna.device.sendAttachment({ to: bruno.user, attachment }), { state: 'accepted' })
  t.strictSame(anna.link.submissions().map(({ attachments, envelopes }) => [attachments, envelopes.length]), [[[], 1], [[attachment.id], 1], [[attachment.id], 2]])
})
