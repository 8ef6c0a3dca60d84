// SPDX-License-Identifier: AGPL-3.0-only
// Arbitrary content of every kind that can be said: a kind without an arbitrary does not compile.
import fc from 'fast-check'
import { messageId } from '../../../src/wire/content/index.ts'
import type { AttachmentPointer, Content, SayableBody } from '../../../src/wire/content/index.ts'
import { attachmentIds, bytes, maybe, submissionIds, time, uint32, userIds } from './support.ts'

export const messageIds = fc.uuid({ version: 4 }).map(messageId)
const kind = <One extends string>(one: One): fc.Arbitrary<One> => fc.constant(one)

const texts = fc.string({ unit: 'binary', maxLength: 3_000 }).map((text) => text.toWellFormed())

/** Pointers of every kind whose fields are all within their limits. */
export const pointers: fc.Arbitrary<AttachmentPointer> = fc.record({
  kind: fc.constantFrom('image', 'audio', 'voiceNote', 'video', 'file', 'longText'), id: attachmentIds, key: bytes(32), sha256: bytes(32), sizeBytes: uint32,
  mediaType: fc.constantFrom('image/png', 'application/vnd.oasis.opendocument.text', 'audio/ogg'),
  name: fc.string({ unit: 'binary', maxLength: 60 }).map((text) => text.toWellFormed()), caption: fc.string({ unit: 'binary', maxLength: 1_000 }).map((text) => text.toWellFormed()),
  width: uint32, height: uint32, durationMs: uint32, waveform: fc.uint8Array({ maxLength: 128 }),
  thumbnail: maybe(fc.record({ mediaType: fc.constantFrom('image/jpeg', 'image/png', 'image/webp'), bytes: fc.uint8Array({ minLength: 1, maxLength: 6_144 }) })),
})

export const sayableBodies: { readonly [K in SayableBody['kind']]: fc.Arbitrary<Extract<SayableBody, { kind: K }>> } = {
  text: fc.record({ kind: kind('text'), text: texts }),
  attachment: fc.record({ kind: kind('attachment'), attachment: pointers }),
  reaction: fc.record({ kind: kind('reaction'), messageId: messageIds, emoji: fc.constantFrom('', '\u{1f44d}', '\u{1f469}\u200d\u{1f680}') }),
  typing: fc.record({ kind: kind('typing'), isTyping: fc.boolean() }),
  edit: fc.record({ kind: kind('edit'), messageId: messageIds, text: texts }),
  delete: fc.record({ kind: kind('delete'), messageId: messageIds }),
  receipt: fc.record({ kind: kind('receipt'), receipt: fc.constantFrom('delivered', 'read'), messageIds: fc.array(messageIds, { minLength: 1, maxLength: 256 }) }),
  retry: fc.record({ kind: kind('retry'), submissionId: submissionIds, decryptionError: fc.uint8Array({ maxLength: 256 }), givenUp: fc.boolean() }),
  identityNotice: fc.record({
    kind: kind('identityNotice'), previousIdentityKey: bytes(33), reason: fc.constantFrom('reinstalled', 'newDevice', undefined),
  }),
}

export const contentOf = <Body extends SayableBody>(body: fc.Arbitrary<Body>): fc.Arbitrary<Content<Body>> => fc.record({
  messageId: messageIds, senderUser: userIds, recipientUser: userIds, conversationId: maybe(bytes(16)), sentAtMs: time, body,
  replyTo: maybe(messageIds), expiresInSeconds: uint32, resendOf: maybe(submissionIds),
})

export const contents: fc.Arbitrary<Content<SayableBody>> = contentOf(fc.oneof(...Object.values(sayableBodies)))
