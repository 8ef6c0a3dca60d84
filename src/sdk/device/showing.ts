// SPDX-License-Identifier: Apache-2.0
import { displayEmoji, displayName, displayText } from '../../wire/content/index.ts'
import type { AttachmentPointer, Content } from '../../wire/content/index.ts'
import type { Bytes } from '../../model/signal-crypto.ts'
import type { Context } from './context.ts'
import { EDIT_MS } from './editing.ts'
import type { DeviceErrorReason } from './errors.ts'
import { keepProof } from './reporting.ts'
import { dueReceipt, takeReceipt } from './receipts.ts'
import { takeRetry } from './resending.ts'
import { settleAwaited } from './retrying.ts'
import type { Parcel } from './state/inbound.ts'
import type { InboxBody, Received } from './types.ts'
import { typingUntil } from './typing.ts'

/**
 * Does what a verified content says: shows it once, or takes it as news of one's own messages. The reason, where it is nothing that this peer may
 * say. `plaintext` is what it was read from. Runs inside the transaction that settles the push.
 */
export const takeContent = (context: Context, parcel: Parcel, content: Content, plaintext: Bytes): DeviceErrorReason | undefined => {
  const isAwaited = settleAwaited(context, parcel, content.resendOf)
  const { body } = content
  switch (body.kind) {
    case 'receipt':
      takeReceipt(context, parcel, body.receipt, body.messageIds)
      return undefined
    case 'retry':
      takeRetry(context, parcel, body)
      return undefined
    // Stored and acknowledged, it is no news by now.
    case 'typing': return undefined
    default: {
      const refusal = refusalOf(context, parcel, body)
      if (refusal === undefined) show(context, parcel, content, isAwaited, shown(body, received(context, parcel, content)), plaintext)
      return refusal
    }
  }
}

/** What a push says that comes once and is kept nowhere. */
export const takeEphemeral = (context: Context, { peer }: Parcel, { isTyping }: Extract<Content['body'], { readonly kind: 'typing' }>): void => {
  context.emit('typing', { peer, untilMs: typingUntil(context, isTyping) })
}

type Shown = Exclude<Content['body'], { readonly kind: 'receipt' | 'retry' | 'typing' }>

const shown = (body: Shown, received: Received): InboxBody => {
  switch (body.kind) {
    case 'text': return { kind: 'text', text: displayText(body.text), ...received }
    case 'attachment': return { kind: 'attachment', attachment: kept(body.attachment), ...received }
    case 'reaction': return { kind: 'reaction', about: body.messageId, emoji: displayEmoji(body.emoji), ...received }
    case 'edit': return { kind: 'edit', about: body.messageId, text: displayText(body.text), ...received }
    case 'delete': return { kind: 'delete', about: body.messageId, ...received }
    case 'identityNotice': return { kind: 'identityNotice', because: body.reason, ...received }
    case 'unsupported': return { kind: 'unsupported', ...received }
  }
}

/** A pointer with bytes of its own, since those of the plaintext are zeroed, and texts as they may be shown. */
const kept = ({ key, sha256, waveform, thumbnail, ...rest }: AttachmentPointer): AttachmentPointer => ({
  ...rest, name: displayName(rest.name), caption: displayText(rest.caption), key: new Uint8Array(key), sha256: new Uint8Array(sha256), waveform: new Uint8Array(waveform),
  thumbnail: thumbnail && { ...thumbnail, bytes: new Uint8Array(thumbnail.bytes) },
})

/** Messages go by sender and id, so whatever a peer says of another's concerns none; one's own it must not even name. */
const refusalOf = ({ state }: Context, { peer, gatewayTimeMs }: Parcel, body: Shown): DeviceErrorReason | undefined => {
  if (body.kind !== 'edit' && body.kind !== 'delete') return undefined
  if (state.sent.find(body.messageId) !== undefined) return 'NOT_THEIRS'
  // By the gateway's times of both: when this device was there is nobody's business.
  const acceptedAtMs = state.inbox.acceptedAt(peer, body.messageId)
  return body.kind === 'edit' && acceptedAtMs !== undefined && gatewayTimeMs - acceptedAtMs > EDIT_MS ? 'TOO_LATE' : undefined
}

const show = (context: Context, parcel: Parcel, { messageId }: Content, isAwaited: boolean, body: InboxBody, plaintext: Bytes): void => {
  const { state, emit, now } = context
  const isNew = state.inbound.see(parcel.peer, messageId, now())
  if (isNew) keepProof(context, parcel, messageId, plaintext)
  if (isNew) emit('message', state.inbox.add(parcel.peer, body, now(), messageId))
  // What changes nothing on the screen gets no answer: a peer could learn unseen when the device is there.
  if (isNew || isAwaited) dueReceipt(context, parcel.peer, 'delivered', messageId)
}

const received = ({ state }: Context, parcel: Parcel, content: Content): Received => ({
  messageId: content.messageId, sentAtMs: content.sentAtMs, gatewayTimeMs: parcel.gatewayTimeMs, replyTo: content.replyTo,
  expiresInSeconds: content.expiresInSeconds, late: parcel.late || content.resendOf !== undefined,
  custody: state.peers.find(parcel.peer)?.custody,
})
