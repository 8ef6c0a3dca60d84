// SPDX-License-Identifier: AGPL-3.0-only
import { createHash } from 'node:crypto'
import t from 'tap'
import type { AttachmentId } from '../../../src/model/attachments.ts'
import { deviceId } from '../../../src/model/ids.ts'
import { defaultLimits } from '../../../src/model/values.ts'
import { admit } from '../../../src/policy/admit.ts'
import { openRelayWorld, openTalk, envelope, messageOf, submit, there } from '../../support/relay-world.ts'
import type { RelayWorld } from '../../support/relay-world.ts'
import { newAttachmentId, ROOMY } from '../../support/store-conformance/attached.ts'
import { hashOf, range } from '../../support/store-conformance/rows.ts'
import { openVaultRelayWorld } from '../../support/vault-relay-world.ts'

type Talk = Awaited<ReturnType<typeof openTalk>>

/** A file of the sender's that was uploaded for the recipient. */
const uploaded = async ({ store, clock, core, heron }: RelayWorld, { ada, bo, token }: Pick<Talk, 'ada' | 'bo' | 'token'>): Promise<AttachmentId> => {
  const decision = admit({ action: 'attach', asker: heron.party, tokenHash: createHash('sha256').update(token).digest() }, await store.read.standing(ada.user, bo.user))
  if ('denied' in decision) throw new Error(decision.denied)
  const id = newAttachmentId()
  await store.write.createAttachment({
    id, senderParty: heron.party, senderUser: ada.user, senderDevice: deviceId(1), recipientParty: core.party, recipientUser: bo.user, source: { from: 'upload' },
    sizeBytes: 1_000, sha256: hashOf('ciphertext'), createdAt: clock.now(), expiresAt: clock.now() + 86_400_000,
  }, ROOMY, decision.granted, undefined)
  await store.write.settleAttachment(id, 'available')
  return id
}

t.test('a message that names an attachment binds it for as long as the agreement keeps messages, however short its own time is', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const id = await uploaded(world, pair)
  t.match(await submit(world, pair.ada, messageOf(there(pair), 'see', { attachments: [id], ttlSeconds: 60 })), { kind: 'accepted' })
  t.match(await world.store.read.attachmentFor(id, pair.bo.user, deviceId(1)), { isBound: true, expiresAt: world.clock.now() + 1000 * defaultLimits.maxTtlSeconds })
})

t.test('attachments are content: named otherwise, the same submission is a conflict', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const [one, other] = [await uploaded(world, pair), await uploaded(world, pair)]
  const submission = messageOf(there(pair), 'see', { attachments: [one] })
  const first = await submit(world, pair.ada, submission)
  t.same(await submit(world, pair.ada, submission), first)
  for (const attachments of [[], [other], [one, other]]) await t.rejects(submit(world, pair.ada, { ...submission, attachments }), { code: 'CONFLICT' })
  t.match(await world.store.read.attachment(other), { isBound: false })
})

t.test('the digest of a message without attachments is what it was before there were any', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const submission = messageOf(there(pair), 'hello')
  await submit(world, pair.ada, submission)
  const parts = [pair.bo.user, submission.commitment, ...submission.envelopes.map(({ bytes }) => bytes)].map((part) => Buffer.from(part))
  const lengths = parts.map(({ length }) => { const prefix = Buffer.alloc(4); prefix.writeUInt32BE(length); return prefix })
  const digest = createHash('sha256').update(Buffer.concat(parts.flatMap((part, index) => [lengths[index]!, part]))).digest()
  t.same((await world.store.read.submission(pair.ada.user, deviceId(1), submission.submissionId))?.digest, digest)
})

t.test('an attachment that is not there for a message is one refusal, and the message may be sent when it is', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const submission = messageOf(there(pair), 'see', { attachments: [newAttachmentId()] })
  await t.rejects(submit(world, pair.ada, submission), { code: 'ATTACHMENT_REFUSED' })
  t.same(await world.store.read.mailboxPage(world.core.party, 0, 10), [])
  t.match(await submit(world, pair.ada, { ...submission, attachments: [await uploaded(world, pair)] }), { kind: 'accepted' })
})

t.test('only a message that is kept names attachments, at most eight and each once', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const id = await uploaded(world, pair)
  const refused = (code: string, changes: Parameters<typeof messageOf>[2]) => t.rejects(submit(world, pair.ada, messageOf(there(pair), 'x', changes)), { code })
  await refused('MALFORMED', { attachments: [id], messageClass: 'ephemeral' })
  await refused('MALFORMED', { attachments: [id], envelopes: [envelope('again', 1, 1001, 8)], commitment: new Uint8Array(0) })
  await refused('MALFORMED', { attachments: [id, id] })
  await refused('TOO_MANY', { attachments: range(1, 9).map(newAttachmentId) })
  t.match(await world.store.read.attachment(id), { isBound: false })
})

t.test('what a vault seals names attachments too: bound with it, refused like any other, and part of what a repetition must be', async (t) => {
  const world = await openVaultRelayWorld(t)
  const pair = await world.pair()
  const { store, clock, core, heron } = world.world
  const standing = await store.read.standing(pair.bo.user, pair.ada.user)
  const decision = admit({ action: 'attach', asker: core.party, tokenHash: standing.recipientConsent?.tokenHash }, standing)
  if ('denied' in decision) throw new Error(decision.denied)
  const id = newAttachmentId()
  await store.write.createAttachment({
    id, senderParty: core.party, senderUser: pair.bo.user, senderDevice: deviceId(1), recipientParty: heron.party, recipientUser: pair.ada.user, source: { from: 'upload' },
    sizeBytes: 1_000, sha256: hashOf('ciphertext'), createdAt: clock.now(), expiresAt: clock.now() + 86_400_000,
  }, ROOMY, decision.granted, undefined)
  const message = { ...pair.message('see'), attachments: [id] }
  await t.rejects(pair.post(message), { code: 'ATTACHMENT_REFUSED' }, 'it is not complete')
  t.equal(world.asked.at(-1), 'discard', 'what was sealed is not used')
  await store.write.settleAttachment(id, 'available')
  const first = await pair.post(message)
  t.match(first, { kind: 'accepted' })
  t.same(await pair.post(message), first)
  await t.rejects(pair.post({ ...message, attachments: [] }), { code: 'CONFLICT' })
  await t.rejects(pair.post({ ...pair.message('more'), attachments: range(1, 9).map(newAttachmentId) }), { code: 'TOO_MANY' })
  t.match(await store.read.attachment(id), { isBound: true })
  t.strictSame(await pair.opened(), ['see'])
})
