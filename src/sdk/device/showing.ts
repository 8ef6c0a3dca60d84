// SPDX-License-Identifier: Apache-2.0
import { displayEmoji, displayName, displayText } from '../../wire/content/index.ts'
import type { Content } from '../../wire/content/index.ts'
import type { Context } from './context.ts'
import type { DeviceErrorReason } from './errors.ts'
import { dueReceipt, takeReceipt } from './receipts.ts'
import { takeRetry } from './resending.ts'
import { settleAwaited } from './retrying.ts'
import type { Parcel } from './state/inbound.ts'
import type { InboxBody, Received } from './types.ts'
import { typingUntil } from './typing.ts'

/** Milliseconds after which an edit is not heeded any more: what was read and answered a day ago stays what it was. */
const EDIT_MS = 24 * 3_600_000

/**
 * Does what a verified content says: shows it once, or takes it as news of one's own messages. The reason, where it is nothing that this peer may
 * say. Runs inside the transaction that settles the push.
 */
export const takeContent = (context: Context, parcel: Parcel, content: Content): DeviceErrorReason | undefined => {
  const isAwaited = settleAwaited(context, parcel, content.resendOf)
  const { body } = content
  if (body.kind === 'receipt') takeReceipt(context, parcel, body.receipt, body.messageIds)
  else if (body.kind === 'retry') takeRetry(context, parcel, body)
  // Stored and acknowledged, it is no news by now.
  else if (body.kind !== 'typing') return refusalOf(context, parcel, body) ?? show(context, parcel, content, isAwaited, shown(body, received(context, parcel, content)))
  return undefined
}

/** What a push says that comes once and is kept nowhere. */
export const takeEphemeral = (context: Context, { peer }: Parcel, { body }: Content): void => {
  if (body.kind === 'typing') context.emit('typing', { peer, untilMs: typingUntil(context, body.isTyping) })
}

type Shown = Exclude<Content['body'], { readonly kind: 'receipt' | 'retry' | 'typing' }>

const shown = (body: Shown, received: Received): InboxBody => {
  switch (body.kind) {
    case 'text': return { kind: 'text', text: displayText(body.text), ...received }
    case 'attachment': return { kind: 'attachment', attachment: { ...body.attachment, name: displayName(body.attachment.name), caption: displayText(body.attachment.caption) }, ...received }
    case 'reaction': return { kind: 'reaction', about: body.messageId, emoji: displayEmoji(body.emoji), ...received }
    case 'edit': return { kind: 'edit', about: body.messageId, text: displayText(body.text), ...received }
    case 'delete': return { kind: 'delete', about: body.messageId, ...received }
    case 'identityNotice': return { kind: 'identityNotice', because: body.reason, ...received }
    case 'unsupported': return { kind: 'unsupported', ...received }
  }
}

/** Messages go by sender and id, so whatever a peer says of another's concerns none; one's own it must not even name. */
const refusalOf = ({ state, now }: Context, { peer }: Parcel, body: Shown): DeviceErrorReason | undefined => {
  if (body.kind !== 'edit' && body.kind !== 'delete') return undefined
  if (state.sent.find(body.messageId) !== undefined) return 'NOT_THEIRS'
  const seenAtMs = state.inbound.seenAt(peer, body.messageId)
  return body.kind === 'edit' && seenAtMs !== undefined && now() - seenAtMs > EDIT_MS ? 'TOO_LATE' : undefined
}

const show = (context: Context, parcel: Parcel, { messageId }: Content, isAwaited: boolean, body: InboxBody): undefined => {
  const { state, emit, now } = context
  const isNew = state.inbound.see(parcel.peer, messageId, now())
  if (isNew) emit('message', state.inbox.add(parcel.peer, body, now(), messageId))
  // What changes nothing on the screen gets no answer: a peer could learn unseen when the device is there.
  if (isNew || isAwaited) dueReceipt(context, parcel.peer, 'delivered', messageId)
  return undefined
}

const received = ({ state }: Context, parcel: Parcel, content: Content): Received => ({
  messageId: content.messageId, sentAtMs: content.sentAtMs, gatewayTimeMs: parcel.gatewayTimeMs, replyTo: content.replyTo,
  expiresInSeconds: content.expiresInSeconds, late: parcel.late || content.resendOf !== undefined,
  custody: state.peers.find(parcel.peer)?.custody,
})
