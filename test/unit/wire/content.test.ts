// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what is said arrives as it was said, behind a length that tells only its size class and a commitment that holds
// for it alone.
import t from 'tap'
import fc from 'fast-check'
import {
  commitmentHolds, commitmentOf, decodeContent, decodeRetry, displayEmoji, displayName, displayText, encodeContent, encodeRetry, plaintextOf, pointerLimits, splitPlaintext,
} from '../../../src/wire/content/index.ts'
import type { AttachmentPointer, Content, SayableBody } from '../../../src/wire/content/index.ts'
import { padContent, SIZE_CLASSES } from '../../../src/wire/content/padding.ts'
import { drawbridge } from '../../../src/wire/generated/content.js'
import { contentOf, contents, messageIds, pointers, sayableBodies } from './contents.ts'
import { bytes, enumNumber, plain, refusal } from './support.ts'

const { v1 } = drawbridge.content
const sample = (body: fc.Arbitrary<SayableBody>): Content<SayableBody> => fc.sample(contentOf(body), { numRuns: 1, seed: 1 })[0]!
const saying = (text: string): Content<SayableBody> => ({ ...sample(sayableBodies.text), body: { kind: 'text', text } })
const uuid = Buffer.from('0123456789ab4def8123456789abcdef', 'hex')
const header = { messageId: uuid, senderUser: uuid, recipientUser: uuid }
const raw = (fields: ConstructorParameters<typeof v1.Content>[0]): Uint8Array => v1.Content.encode({ ...header, ...fields }).finish()
const UNLISTED = 9

for (const [kind, body] of Object.entries<fc.Arbitrary<SayableBody>>(sayableBodies)) {
  t.test(`${kind} arrives as it was said`, async (t) => {
    fc.assert(fc.property(contentOf(body), (content) => {
      t.same(plain(decodeContent(encodeContent(content))), plain(content))
    }), { numRuns: 100 })
  })
}

t.test('a retry request arrives as it was sent, alone', async (t) => {
  fc.assert(fc.property(sayableBodies.retry, ({ submissionId, decryptionError, givenUp }) => {
    const retry = { submissionId, decryptionError, givenUp }
    t.same(plain(decodeRetry(encodeRetry(retry))), plain(retry))
  }))
})

t.test('every content has the length of a size class', async (t) => {
  fc.assert(fc.property(contents, (content) => {
    t.ok(SIZE_CLASSES.includes(encodeContent(content).length))
  }), { numRuns: 200 })
})

t.test('padding of every length is read by a protobuf reader and is all zeros', async (t) => {
  for (let length = 62; length < 1_400; length += 1) {
    const text = 'x'.repeat(length - 62)
    const unpadded = raw({ text: { body: text } })
    const padded = padContent(unpadded)
    const message = v1.Content.decode(padded)
    const fits = SIZE_CLASSES.find((size) => size === unpadded.length || size >= unpadded.length + 3)
    if (padded.length !== fits || message.text?.body !== text || message.padding.some((byte) => byte !== 0)) t.fail(`length ${unpadded.length}`)
    if (decodeContent(padded).body.kind !== 'text') t.fail(`length ${unpadded.length} is not decoded`)
  }
  t.pass('all lengths')
})

t.test('the longest text fits exactly, and one more byte does not', async (t) => {
  const overhead = raw({ text: { body: 'x'.repeat(10_000) } }).length - 10_000
  const sizeOf = (length: number): number => padContent(raw({ text: { body: 'x'.repeat(length) } })).length
  t.equal(sizeOf(16_384 - overhead), 16_384)
  t.equal(sizeOf(16_384 - overhead - 3), 16_384)
  t.equal(sizeOf(16_384 - overhead - 131), 16_384, 'a padding whose length needs the longer form')
  t.same(refusal(() => encodeContent(saying('x'.repeat(16_384))))?.code, 'ENVELOPE_TOO_LARGE')
})

t.test('two texts of one size class have one length', async (t) => {
  t.equal(encodeContent(saying('yes')).length, encodeContent(saying('certainly not')).length)
})

t.test('text goes out exactly as typed', async (t) => {
  const text = 'e\u0301 \u202e\u0007 \r\n\u{1f600}'
  const { body } = decodeContent(encodeContent(saying(text)))
  t.same(body, { kind: 'text', text })
})

t.test('text that is not well-formed Unicode is refused by its sender', async (t) => {
  t.same(refusal(() => encodeContent(saying('\ud83d'))), { code: 'MALFORMED', detail: 'Text.body' })
})

t.test('a receipt names at least one and at most 256 messages', async (t) => {
  const ids = fc.sample(messageIds, 257)
  for (const named of [[], ids]) {
    const content = { ...sample(sayableBodies.receipt), body: { kind: 'receipt', receipt: 'read', messageIds: named } as const }
    t.same(refusal(() => encodeContent(content)), { code: 'MALFORMED', detail: 'Receipt.message_ids' })
  }
  t.same(refusal(() => decodeContent(raw({ receipt: { kind: enumNumber(1) } }))), { code: 'MALFORMED', detail: 'Receipt.message_ids' })
})

t.test('what is newer than this software is unsupported, never nothing', async (t) => {
  t.same(decodeContent(raw({})).body, { kind: 'unsupported' })
  t.same(decodeContent(Buffer.concat([raw({}), Buffer.from('c20203010203', 'hex')])).body, { kind: 'unsupported' })
  t.same(decodeContent(raw({ receipt: { kind: enumNumber(UNLISTED), messageIds: [uuid] } })).body, { kind: 'unsupported' })
})

t.test('content that breaks a rule is refused, naming the field', async (t) => {
  const cases: [Uint8Array, string][] = [
    [raw({ messageId: new Uint8Array(15) }), 'Content.message_id'],
    [raw({ senderUser: null }), 'Content.sender_user'],
    [raw({ recipientUser: new Uint8Array(16) }), 'Content.recipient_user'],
    [raw({ conversationId: new Uint8Array(3) }), 'Content.conversation_id'],
    [raw({ sentAtMs: Number.POSITIVE_INFINITY }), 'Content.sent_at_ms'],
    [raw({ replyTo: new Uint8Array(3) }), 'Content.reply_to'],
    [raw({ resendOf: new Uint8Array(3) }), 'Content.resend_of'],
    [raw({ identityNotice: { previousIdentityKey: new Uint8Array(32) } }), 'IdentityNotice.previous_identity_key'],
    [raw({ retry: { submissionId: uuid, decryptionError: new Uint8Array(257) } }), 'Retry.decryption_error'],
    [Buffer.concat([raw({ text: { body: 'yes' } }), v1.Content.encode({ text: { body: 'no' } }).finish()]), 'Content'],
    [new Uint8Array(16_385), 'Content'],
  ]
  for (const [content, field] of cases) t.same(refusal(() => decodeContent(content)), { code: 'MALFORMED', detail: field })
})

t.test('key and content come out of the plaintext as they went in', async (t) => {
  fc.assert(fc.property(bytes(32), fc.uint8Array({ minLength: 1, maxLength: 500 }), (frankingKey, contentBytes) => {
    t.same(plain(splitPlaintext(plaintextOf(frankingKey, contentBytes))), plain({ frankingKey, contentBytes }))
  }))
  t.same(refusal(() => splitPlaintext(new Uint8Array(32))), { code: 'MALFORMED', detail: 'plaintext' })
})

t.test('a commitment holds for its key and content and for no other', async (t) => {
  fc.assert(fc.property(bytes(32), fc.uint8Array({ minLength: 1, maxLength: 100 }), fc.nat(), fc.integer({ min: 1, max: 255 }), (key, content, at, change) => {
    const commitment = commitmentOf(key, content)
    const flipped = (one: Uint8Array): Uint8Array => one.map((byte, index) => (index === at % one.length ? byte ^ change : byte))
    t.ok(commitmentHolds(commitment, key, content))
    t.notOk(commitmentHolds(flipped(commitment), key, content))
    t.notOk(commitmentHolds(commitment, flipped(key), content))
    t.notOk(commitmentHolds(commitment, key, flipped(content)))
    t.notOk(commitmentHolds(commitment.subarray(1), key, content))
  }))
  t.throws(() => commitmentOf(new Uint8Array(31), uuid), TypeError)
  t.throws(() => plaintextOf(new Uint8Array(33), uuid), TypeError)
})

t.test('a received text is shown without controls and overrides, with its line ends, marks and isolates', async (t) => {
  t.equal(displayText('a\u0000b\u001b[31m\u0085c\u202e\u202dd\r\ne\tf\n'), 'ab[31mcd\ne\tf\n')
  t.equal(displayText('\u2067\u05d0\u2069\u200f'), '\u2067\u05d0\u2069\u200f')
  t.equal(displayText('x\ud800'), 'x\ufffd')
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => { t.equal(displayText(displayText(text)), displayText(text)) }))
})

t.test('a pointer that breaks a rule is refused by its sender and by its receiver, naming the field', async (t) => {
  const good = fc.sample(pointers, { numRuns: 1, seed: 1 })[0]!
  const cases: readonly (readonly [Partial<AttachmentPointer>, string])[] = [
    [{ key: new Uint8Array(31) }, 'Attachment.key'], [{ sha256: new Uint8Array(33) }, 'Attachment.sha256'], [{ mediaType: 'png' }, 'Attachment.media_type'],
    [{ mediaType: 'Image/PNG' }, 'Attachment.media_type'], [{ mediaType: `a/${'b'.repeat(126)}` }, 'Attachment.media_type'], [{ name: '\u00e4'.repeat(128) }, 'Attachment.name'],
    [{ caption: 'x'.repeat(4_097) }, 'Attachment.caption'], [{ waveform: new Uint8Array(129) }, 'Attachment.waveform'],
    [{ thumbnail: { mediaType: 'image/png', bytes: new Uint8Array(6_145) } }, 'Attachment.thumbnail'],
    [{ thumbnail: { mediaType: 'image/svg+xml' as 'image/png', bytes: new Uint8Array(1) } }, 'Attachment.thumbnail'],
  ]
  for (const [change, field] of cases) {
    const pointer = { ...good, caption: '', thumbnail: undefined, ...change }
    t.same(refusal(() => encodeContent({ ...sample(sayableBodies.attachment), body: { kind: 'attachment', attachment: pointer } })), { code: 'MALFORMED', detail: field })
    const wire = {
      ...pointer, kind: enumNumber(1), attachmentId: uuid, thumbnail: pointer.thumbnail?.bytes ?? null, thumbnailMediaType: pointer.thumbnail?.mediaType ?? '',
    }
    t.same(refusal(() => decodeContent(raw({ attachment: wire }))), { code: 'MALFORMED', detail: field }, 'the receiver')
  }
  t.same(refusal(() => decodeContent(raw({ attachment: { key: good.key } }))), { code: 'MALFORMED', detail: 'Attachment.attachment_id' })
  const later = decodeContent(raw({ attachment: { attachmentId: uuid, key: good.key, sha256: good.sha256, mediaType: 'model/gltf', kind: enumNumber(UNLISTED) } })).body
  t.match(later, { kind: 'attachment', attachment: { kind: 'file', thumbnail: undefined } }, 'a kind that is not known is a file')
})

t.test('the largest pointer fits a message, with its header', async (t) => {
  const largest: AttachmentPointer = {
    ...fc.sample(pointers, { numRuns: 1, seed: 1 })[0]!, name: 'x'.repeat(pointerLimits.nameBytes), caption: 'x'.repeat(pointerLimits.captionBytes),
    waveform: new Uint8Array(pointerLimits.waveformBytes), thumbnail: { mediaType: 'image/webp', bytes: new Uint8Array(pointerLimits.thumbnailBytes) },
  }
  t.equal(encodeContent({ ...sample(sayableBodies.attachment), body: { kind: 'attachment', attachment: largest } }).length, 16_384)
})

t.test('a reaction is a sign and not a text', async (t) => {
  const reaction = (emoji: string) => ({ ...sample(sayableBodies.reaction), body: { ...sample(sayableBodies.reaction).body, emoji } as SayableBody })
  t.same(refusal(() => encodeContent(reaction('x'.repeat(65)))), { code: 'MALFORMED', detail: 'Reaction.emoji' })
  t.same(refusal(() => decodeContent(raw({ reaction: { messageId: uuid, emoji: 'x'.repeat(65) } }))), { code: 'MALFORMED', detail: 'Reaction.emoji' })
  for (const body of [{ reaction: {} }, { edit: { body: 'x' } }, { delete: {} }]) t.match(refusal(() => decodeContent(raw(body))), { code: 'MALFORMED', detail: /\.message_id$/ })
})

t.test('a name is shown as the last part of a path, in one line, and never as a path', async (t) => {
  for (const [name, shown] of [['a.png', 'a.png'], ['../../etc/passwd', 'passwd'], ['C:\\x\\y.exe', 'y.exe'], ['a\n\tb\u0000.pdf', 'a  b.pdf'], ['evil\u202egnp.exe', 'evilgnp.exe'], ['x/', ''], ['a/..', ''], ['.', ''], ['a\u2066b\u2069.pdf', 'ab.pdf'], ['', '']] as const) {
    t.equal(displayName(name), shown)
  }
  t.equal(displayEmoji('\u{1f44d}\u202e\n'), '\u{1f44d}')
})
