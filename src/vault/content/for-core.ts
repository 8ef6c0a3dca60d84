// SPDX-License-Identifier: AGPL-3.0-only
// Sees: what a peer said, in the clear.
// Promises: everything that was said becomes JSON of docs/schema/content-v1.json; what is not known becomes `unsupported`, never nothing.
// Never: passes on a text that shows as something else than it says.
import { displayText } from '../../wire/content/index.ts'
import type { Content, ContentBody } from '../../wire/content/index.ts'
import type { MessageFacts } from '../protocol/calls.ts'

/** The content as `drawbridge.content+json;v=1`, in UTF-8; zero it after use. */
export const contentForCore = (content: Content, { peerDevice, gatewayTimeMs }: Pick<MessageFacts, 'peerDevice' | 'gatewayTimeMs'>): Uint8Array<ArrayBuffer> => {
  const { messageId, sentAtMs, replyTo, expiresInSeconds, resendOf, body } = content
  return Buffer.from(JSON.stringify({
    id: messageId, ...bodyForCore(body), sentAtMs, gatewayTimeMs, device: peerDevice, replyTo,
    expiresInSeconds: expiresInSeconds === 0 ? undefined : expiresInSeconds, resendOf,
  }))
}

const bodyForCore = (body: ContentBody): Readonly<Record<string, unknown>> => {
  switch (body.kind) {
    case 'text': return { kind: 'text', text: displayText(body.text) }
    case 'receipt': return body
    case 'retry': return { kind: 'retry', submissionId: body.submissionId, givenUp: body.givenUp }
    case 'identityNotice': return { kind: 'identityNotice', previousIdentityKey: base64url(body.previousIdentityKey), reason: body.reason }
    case 'unsupported': return { kind: 'unsupported' }
  }
}

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
