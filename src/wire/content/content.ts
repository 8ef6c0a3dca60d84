// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '../../model/errors.ts'
import type { SubmissionId, UserId } from '../../model/ids.ts'
import type { AttachmentPointer } from './pointer.ts'

declare const brand: unique symbol

/** One thing said, made once by the sender's device; receivers show each of a sender at most once. Canonical UUID text. */
export type MessageId = string & { readonly [brand]: 'MessageId' }

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** A message id from its canonical text; throws `MALFORMED`. */
export const messageId = (text: string): MessageId => {
  if (!UUID.test(text)) throw new GatewayError('MALFORMED', 'message id is not well formed')
  return text as MessageId
}

/** What a receipt says: opened and stored by a device, or shown to the person. */
export type ReceiptKind = 'delivered' | 'read'
/** Why an identity changed; undefined when not told. */
export type IdentityChangeReason = 'reinstalled' | 'newDevice' | undefined

/** "I could not open what you sent." */
export interface Retry {
  /** The submission that could not be opened. */
  readonly submissionId: SubmissionId
  /** libsignal's serialised DecryptionErrorMessage. */
  readonly decryptionError: Uint8Array
  /** The asker has given up: the sender shows it as failed. */
  readonly givenUp: boolean
}

/** What is said, of the kinds that this software can say. */
export type SayableBody =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'attachment'; readonly attachment: AttachmentPointer }
  /** Empty takes it back. */
  | { readonly kind: 'reaction'; readonly messageId: MessageId; readonly emoji: string }
  | { readonly kind: 'typing'; readonly isTyping: boolean }
  /** The whole new text or caption. */
  | { readonly kind: 'edit'; readonly messageId: MessageId; readonly text: string }
  | { readonly kind: 'delete'; readonly messageId: MessageId }
  | { readonly kind: 'receipt'; readonly receipt: ReceiptKind; readonly messageIds: readonly MessageId[] }
  | ({ readonly kind: 'retry' } & Retry)
  | { readonly kind: 'identityNotice'; readonly previousIdentityKey: Uint8Array; readonly reason: IdentityChangeReason }

/** What is said; `unsupported` is of a newer kind: shown as a message that cannot be shown, never as nothing. */
export type ContentBody = SayableBody | { readonly kind: 'unsupported' }

/** One thing said by one user to another. Receivers compare sender and recipient with the frame it came in. */
export interface Content<Body extends ContentBody = ContentBody> {
  readonly messageId: MessageId
  readonly senderUser: UserId
  readonly recipientUser: UserId
  /** 16 bytes naming the conversation; undefined in a one-to-one chat. */
  readonly conversationId: Uint8Array | undefined
  /** Milliseconds since the epoch by the sender's clock; for display only. */
  readonly sentAtMs: number
  readonly body: Body
  readonly replyTo: MessageId | undefined
  /** Seconds after reading at which both sides delete it; 0 means never. */
  readonly expiresInSeconds: number
  /** On a resend: the submission that the receiver could not open. */
  readonly resendOf: SubmissionId | undefined
}
