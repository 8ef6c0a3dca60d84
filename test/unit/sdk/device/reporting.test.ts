// SPDX-License-Identifier: AGPL-3.0-only
// Promise: section 12 of docs/protocol.md, of what a device keeps for a report, shows before it, and sends.
import { createServiceKeys } from '../../../../src/ops/keys.ts'
import { mintKeyMaterial } from '../../../../src/ops/key-file.ts'
import { createX25519, publicPart } from '../../../../src/cli/fresh-keys.ts'
import t from 'tap'
import type { Test } from 'tap'
import { DeviceError } from '../../../../src/sdk/device/index.ts'
import type { DeviceErrorReason, MessageId } from '../../../../src/sdk/device/index.ts'
import { decodeDisclosure, judgeReport, openSealed } from '../../../../src/sdk/reports/index.ts'
import { frankContext } from '../../../../src/wire/transcript.ts'
import { createDeviceWorld, DAY, entriesOf } from '../../../support/device-world.ts'
import type { DeviceWorld, Person } from '../../../support/device-world.ts'
import { fileOf, franksOf } from '../../../support/report-forge.ts'
import { samplePointer } from '../../../support/sample-pointer.ts'

const keys = createServiceKeys(mintKeyMaterial())
const moderation = createX25519()

/** A world whose gateway vouches for what passes, and whose admission files may name a moderation key. */
const openWorld = async (t: Test, { named = true, vouches = true, inFile = false } = {}) => {
  const world = await createDeviceWorld(t)
  if (named) for (const party of [world.core, world.provider]) Object.assign(party.admission, { moderationKey: publicPart(moderation) })
  if (vouches) world.bridge.lies.deliver = (truth) => {
    const context = frankContext({ ...truth, keyEpoch: keys.frank.epoch })
    return { ...truth, frank: { keyEpoch: keys.frank.epoch, mac: keys.frank.mac(context), signature: keys.frank.sign(context) } }
  }
  const [anna, bruno] = await world.couple({ inFile })
  return { world, anna, bruno }
}

const say = async (world: DeviceWorld, from: Person, to: Person, ...texts: readonly string[]): Promise<MessageId[]> => {
  const said: MessageId[] = []
  for (const text of texts) {
    said.push((await from.device.send({ to: to.user, text })).messageId)
    await world.settle()
  }
  return said
}

const refusedAs = (t: Test, work: Promise<unknown>, reason: DeviceErrorReason, what?: string) => t.rejects(work, new DeviceError(reason), what ?? reason)

t.test('the draft shows all that is sent and nothing else; what is sent is proven', async (t) => {
  const { world, anna, bruno } = await openWorld(t)
  const [first, , third] = await say(world, anna, bruno, 'send me money', 'a secret of ours', 'now')
  await say(world, bruno, anna, 'never')
  const draft = await bruno.device.prepareReport({ peer: anna.user, messageIds: [first!, third!, first!], reason: 'scam', comment: 'see' })
  t.match(draft.view, { reporter: bruno.user, reportedUser: anna.user, reason: 'scam', comment: 'see' })
  t.match(draft.view.messages, [{ messageId: first, body: { kind: 'text', text: 'send me money' }, revealsFile: false }, { messageId: third, body: { text: 'now' } }])
  t.equal(draft.view.messages.length, 2, 'each once')
  t.equal(bruno.link.carried.filter(({ kind }) => kind === 'report').length, 0, 'nothing is sent yet')

  t.same(await bruno.device.report(draft), { leftToday: 19, block: undefined })
  const [sent] = bruno.link.carried.filter((request) => request.kind === 'report')
  t.notMatch(Buffer.from(sent!.sealed).toString(), /money|secret|never/)
  const opened = await openSealed(Buffer.from(sent!.sealed).toString(), moderation)
  t.same(opened, JSON.parse(draft.disclosure), 'exactly the draft')
  const disclosure = decodeDisclosure(opened)
  t.equal(disclosure.messages.length, 2)
  t.notMatch(disclosure.messages.map(({ content }) => Buffer.from(content).toString()).join(), /secret|never/)
  t.equal(judgeReport(disclosure, fileOf(disclosure), franksOf(keys)).isProven, true)
  for (const message of sent!.messages) {
    t.same(Buffer.from(keys.frank.mac(frankContext({ ...message, senderUser: anna.user, recipientUser: bruno.user }))), Buffer.from(message.mac), 'what the gateway checks')
  }
})

t.test('a report that got no answer is sent again as it was', async (t) => {
  const { world, anna, bruno } = await openWorld(t)
  const messageIds = await say(world, anna, bruno, 'one')
  const draft = await bruno.device.prepareReport({ peer: anna.user, messageIds, reason: 'spam' })
  bruno.link.loseAnswers.set('report', 1)
  await t.rejects(bruno.device.report(draft), { name: 'LinkLost' })
  await bruno.device.report(draft)
  const [one, again] = bruno.link.carried.filter(({ kind }) => kind === 'report')
  t.same(one, again)
})

t.test('a report may block in the same call, which holds though the report fails', async (t) => {
  const { world, anna, bruno } = await openWorld(t)
  const messageIds = await say(world, anna, bruno, 'one')
  const draft = await bruno.device.prepareReport({ peer: anna.user, messageIds, reason: 'harassment' })
  bruno.link.loseAnswers.set('report', 1)
  await t.rejects(bruno.device.report(draft, { block: true }), { name: 'LinkLost' })
  t.match(bruno.device.contact(anna.user), { state: 'blocked' })
  t.match(await bruno.device.report(draft, { block: true }), { leftToday: 19, block: { state: 'done' } }, 'whoever is blocked can be reported')
})

t.test('a message with a file says that the file is revealed', async (t) => {
  const { world, anna, bruno } = await openWorld(t)
  const { messageId } = await anna.device.sendAttachment({ to: bruno.user, attachment: samplePointer() })
  await world.settle()
  const { view, disclosure } = await bruno.device.prepareReport({ peer: anna.user, messageIds: [messageId], reason: 'sexual' })
  t.match(view.messages, [{ body: { kind: 'attachment' }, revealsFile: true }])
  t.equal(judgeReport(decodeDisclosure(JSON.parse(disclosure)), fileOf(decodeDisclosure(JSON.parse(disclosure))), franksOf(keys)).isProven, true)
})

t.test('what cannot be reported is said before anything is sent', async (t) => {
  const { world, anna, bruno } = await openWorld(t)
  const [one, ...more] = await say(world, anna, bruno, 'one', 'two', 'three', 'four', 'five', 'six')
  const [own] = await say(world, bruno, anna, 'mine')
  const wish = { peer: anna.user, reason: 'other' } as const
  await refusedAs(t, bruno.device.prepareReport({ ...wish, messageIds: [] }), 'NOT_REPORTABLE', 'none')
  await refusedAs(t, bruno.device.prepareReport({ ...wish, messageIds: [own!] }), 'NOT_REPORTABLE', 'one’s own')
  await refusedAs(t, bruno.device.prepareReport({ ...wish, messageIds: [one!, ...more] }), 'CONTENT_TOO_LONG', 'six')
  await refusedAs(t, bruno.device.prepareReport({ ...wish, messageIds: [one!], comment: 'x'.repeat(1_001) }), 'CONTENT_TOO_LONG')
  await refusedAs(t, bruno.device.prepareReport({ ...wish, peer: bruno.user, messageIds: [one!] }), 'NOT_A_CONTACT')
  t.equal(bruno.link.carried.filter(({ kind }) => kind === 'report').length, 0)
})

t.test('without a moderation key, or where the gateway vouches for nothing, there is no report', async (t) => {
  const unread = await openWorld(t, { named: false })
  const said = await say(unread.world, unread.anna, unread.bruno, 'one')
  await refusedAs(t, unread.bruno.device.prepareReport({ peer: unread.anna.user, messageIds: said, reason: 'spam' }), 'REPORTS_NOT_READ')
  const unvouched = await openWorld(t, { vouches: false })
  const passed = await say(unvouched.world, unvouched.anna, unvouched.bruno, 'one')
  t.equal(entriesOf(unvouched.bruno.device).length, 1, 'it is shown all the same')
  await refusedAs(t, unvouched.bruno.device.prepareReport({ peer: unvouched.anna.user, messageIds: passed, reason: 'spam' }), 'NOT_REPORTABLE')
})

t.test('what proves a message is kept for 30 days in its file, and goes with the entry unless it is to stay', async (t) => {
  const { world, anna, bruno } = await openWorld(t, { inFile: true })
  const messageIds = await say(world, anna, bruno, 'one')
  const report = () => bruno.device.prepareReport({ peer: anna.user, messageIds, reason: 'spam' })
  await world.reopen(bruno)
  await t.resolves(report(), 'after a restart')
  const { position } = entriesOf(bruno.device)[0]!
  bruno.device.discard({ upTo: position, keepReportable: true })
  t.equal(entriesOf(bruno.device).length, 0)
  await t.resolves(report(), 'it stays')
  world.pass(30 * DAY - 1)
  await bruno.device.tick()
  await t.resolves(report())
  world.pass(2)
  await bruno.device.tick()
  await refusedAs(t, report(), 'NOT_REPORTABLE', '30 days later')
  const [second] = await say(world, anna, bruno, 'two')
  bruno.device.discard({ upTo: entriesOf(bruno.device)[0]!.position })
  await refusedAs(t, bruno.device.prepareReport({ peer: anna.user, messageIds: [second!], reason: 'spam' }), 'NOT_REPORTABLE', 'it went with its entry')
})
