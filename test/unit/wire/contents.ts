// SPDX-License-Identifier: AGPL-3.0-only
// Arbitrary content of every kind that can be said: a kind without an arbitrary does not compile.
import fc from 'fast-check'
import { messageId } from '../../../src/wire/content/index.ts'
import type { Content, SayableBody } from '../../../src/wire/content/index.ts'
import { bytes, maybe, submissionIds, time, uint32, userIds } from './support.ts'

export const messageIds = fc.uuid({ version: 4 }).map(messageId)
const kind = <One extends string>(one: One): fc.Arbitrary<One> => fc.constant(one)

export const sayableBodies: { readonly [K in SayableBody['kind']]: fc.Arbitrary<Extract<SayableBody, { kind: K }>> } = {
  text: fc.record({ kind: kind('text'), text: fc.string({ unit: 'binary', maxLength: 3_000 }).map((text) => text.toWellFormed()) }),
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
