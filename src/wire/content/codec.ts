// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '../../model/errors.ts'
import { submissionId, userId } from '../../model/ids.ts'
import { drawbridge } from '../generated/content.js'
import { prescan } from '../prescan.ts'
import type { Shape } from '../prescan.ts'
import { UUID_BYTES, uuidBytes, uuidText } from '../uuid.ts'
import { messageId } from './content.ts'
import type { Content, ContentBody, MessageId, Retry, SayableBody } from './content.ts'
import { reasonEnum, receiptKindEnum } from './enums.ts'
import { padContent } from './padding.ts'
import { decodePointer, pointerFields } from './pointer-codec.ts'
import { contentLimits, contentShapes, MAX_RECEIPT_IDS } from './shapes.ts'
import { requireEmoji, requireText } from './small-bodies.ts'

/** Bytes of a serialised identity key. */
const IDENTITY_KEY_BYTES = 33
/** Bytes of a DecryptionErrorMessage; libsignal's take about sixty. */
const MAX_DECRYPTION_ERROR_BYTES = 256

const v1 = drawbridge.content.v1
type Messages = typeof v1
type Wire<Name extends 'Content' | 'Receipt' | 'Retry' | 'IdentityNotice'> = NonNullable<ConstructorParameters<Messages[Name]>[0]>
type Maybe<T> = T | null | undefined

/**
 * Serialised `Content`, padded to its size class. Text goes out exactly as given. Throws `ENVELOPE_TOO_LARGE` above 16 KiB,
 * `MALFORMED` naming the field that may not be so: text that is not well-formed Unicode, receipts that name none or more than 256 messages.
 */
export const encodeContent = (content: Content<SayableBody>): Uint8Array<ArrayBuffer> => {
  const unpadded = v1.Content.encode(contentFields(content)).finish()
  try {
    return padContent(unpadded)
  } finally {
    unpadded.fill(0)
  }
}

/** Content out of its serialised bytes, padded or not; a body that is not known is `unsupported`. Throws `MALFORMED` naming the field. */
export const decodeContent = (bytes: Uint8Array): Content => {
  const message = decodeMessage(bytes, contentShapes.Content, v1.Content, 'Content')
  return {
    messageId: uuid(messageId, message.messageId, 'Content.message_id'),
    senderUser: uuid(userId, message.senderUser, 'Content.sender_user'),
    recipientUser: uuid(userId, message.recipientUser, 'Content.recipient_user'),
    conversationId: isEmpty(message.conversationId) ? undefined : exactBytes(message.conversationId, UUID_BYTES, 'Content.conversation_id'),
    sentAtMs: time(message.sentAtMs, 'Content.sent_at_ms'),
    body: decodeBody(message),
    replyTo: isEmpty(message.replyTo) ? undefined : uuid(messageId, message.replyTo, 'Content.reply_to'),
    expiresInSeconds: message.expiresInSeconds,
    resendOf: isEmpty(message.resendOf) ? undefined : uuid(submissionId, message.resendOf, 'Content.resend_of'),
  }
}

/** Serialised `Retry`, the ciphertext of a PLAINTEXT envelope. */
export const encodeRetry = (retry: Retry): Uint8Array<ArrayBuffer> => new Uint8Array(v1.Retry.encode(retryFields(retry)).finish())

/** A retry request out of a PLAINTEXT envelope. It is not encrypted and nobody vouches for it. Throws `MALFORMED`. */
export const decodeRetry = (bytes: Uint8Array): Retry => decodeRetryFields(decodeMessage(bytes, contentShapes.Retry, v1.Retry, 'Retry'))

const malformed = (field: string): GatewayError => new GatewayError('MALFORMED', field)

const contentFields = (content: Content<SayableBody>): Wire<'Content'> => ({
  messageId: uuidBytes(content.messageId),
  senderUser: uuidBytes(content.senderUser),
  recipientUser: uuidBytes(content.recipientUser),
  conversationId: content.conversationId ?? null,
  sentAtMs: content.sentAtMs,
  ...encodeBody(content.body),
  replyTo: content.replyTo === undefined ? null : uuidBytes(content.replyTo),
  expiresInSeconds: content.expiresInSeconds,
  resendOf: content.resendOf === undefined ? null : uuidBytes(content.resendOf),
})

const encodeBody = (body: SayableBody): Wire<'Content'> => {
  switch (body.kind) {
    case 'text':
      return { text: { body: requireText(body.text, 'Text.body') } }
    case 'attachment': return { attachment: pointerFields(body.attachment) }
    case 'reaction': return { reaction: { messageId: uuidBytes(body.messageId), emoji: requireEmoji(body.emoji, 'Reaction.emoji') } }
    case 'typing': return { typing: { isTyping: body.isTyping } }
    case 'edit': return { edit: { messageId: uuidBytes(body.messageId), body: requireText(body.text, 'Edit.body') } }
    case 'delete': return { delete: { messageId: uuidBytes(body.messageId) } }
    case 'receipt':
      if (body.messageIds.length < 1 || body.messageIds.length > MAX_RECEIPT_IDS) throw malformed('Receipt.message_ids')
      return { receipt: { kind: receiptKindEnum.numberOf[body.receipt], messageIds: body.messageIds.map(uuidBytes) } }
    case 'retry': return { retry: retryFields(body) }
    case 'identityNotice':
      return { identityNotice: { previousIdentityKey: body.previousIdentityKey, reason: body.reason === undefined ? 0 : reasonEnum.numberOf[body.reason] } }
  }
}

const retryFields = (retry: Retry): Wire<'Retry'> => ({
  submissionId: uuidBytes(retry.submissionId), decryptionError: retry.decryptionError, givenUp: retry.givenUp,
})

const decodeBody = (message: Wire<'Content'>): ContentBody => {
  if (message.text) return { kind: 'text', text: message.text.body ?? '' }
  if (message.attachment) return { kind: 'attachment', attachment: decodePointer(message.attachment) }
  if (message.reaction) return { kind: 'reaction', messageId: named(message.reaction, 'Reaction'), emoji: requireEmoji(message.reaction.emoji ?? '', 'Reaction.emoji') }
  if (message.typing) return { kind: 'typing', isTyping: message.typing.isTyping ?? false }
  if (message.edit) return { kind: 'edit', messageId: named(message.edit, 'Edit'), text: message.edit.body ?? '' }
  if (message.delete) return { kind: 'delete', messageId: named(message.delete, 'Delete') }
  if (message.receipt) return decodeReceipt(message.receipt)
  if (message.retry) return { kind: 'retry', ...decodeRetryFields(message.retry) }
  if (message.identityNotice) return decodeNotice(message.identityNotice)
  return { kind: 'unsupported' }
}

const named = (message: { readonly messageId?: Maybe<Uint8Array> }, name: string): MessageId => uuid(messageId, message.messageId, `${name}.message_id`)

/** A receipt of a kind that is not known says nothing this software could show or act upon. */
const decodeReceipt = (message: Wire<'Receipt'>): ContentBody => {
  const receipt = receiptKindEnum.find(message.kind)
  if (receipt === undefined) return { kind: 'unsupported' }
  const ids = message.messageIds ?? []
  if (ids.length < 1 || ids.length > MAX_RECEIPT_IDS) throw malformed('Receipt.message_ids')
  return { kind: 'receipt', receipt, messageIds: ids.map((id) => uuid(messageId, id, 'Receipt.message_ids')) }
}

const decodeRetryFields = (message: Wire<'Retry'>): Retry => {
  const decryptionError = message.decryptionError ?? new Uint8Array(0)
  if (decryptionError.length > MAX_DECRYPTION_ERROR_BYTES) throw malformed('Retry.decryption_error')
  return { submissionId: uuid(submissionId, message.submissionId, 'Retry.submission_id'), decryptionError, givenUp: message.givenUp ?? false }
}

const decodeNotice = (message: Wire<'IdentityNotice'>): ContentBody => ({
  kind: 'identityNotice',
  previousIdentityKey: exactBytes(message.previousIdentityKey, IDENTITY_KEY_BYTES, 'IdentityNotice.previous_identity_key'),
  reason: reasonEnum.find(message.reason),
})

const decodeMessage = <Message>(bytes: Uint8Array, shape: Shape, codec: { decode(reader: Uint8Array): Message }, name: string): Message => {
  try {
    prescan(bytes, shape, contentLimits)
    return codec.decode(bytes)
  } catch {
    // The pre-scan's refusals and the codec's (text that is not UTF-8) mean the same here: this was not made by an honest sender.
    throw malformed(name)
  }
}

const isEmpty = (value: Maybe<Uint8Array>): boolean => (value?.length ?? 0) === 0

const exactBytes = (value: Maybe<Uint8Array>, length: number, field: string): Uint8Array => {
  if (value?.length !== length) throw malformed(field)
  return value
}

const uuid = <Id>(parse: (text: string) => Id, value: Maybe<Uint8Array>, field: string): Id => {
  const text = uuidText(exactBytes(value, UUID_BYTES, field))
  try {
    return parse(text)
  } catch (error) {
    throw error instanceof GatewayError ? malformed(field) : error
  }
}

const time = (value: number, field: string): number => {
  if (!Number.isFinite(value) || value < 0) throw malformed(field)
  return value
}
