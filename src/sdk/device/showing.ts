// SPDX-License-Identifier: Apache-2.0
import { displayText } from '../../wire/content/index.ts'
import type { Content } from '../../wire/content/index.ts'
import type { Context } from './context.ts'
import { dueReceipt, takeReceipt } from './receipts.ts'
import { takeRetry } from './resending.ts'
import { settleAwaited } from './retrying.ts'
import type { Parcel } from './state/inbound.ts'
import type { InboxBody, Received } from './types.ts'

/** Does what a verified content says: shows it once, or takes it as news of one's own messages. Runs inside the transaction that settles the push. */
export const takeContent = (context: Context, parcel: Parcel, content: Content): void => {
  const isAwaited = settleAwaited(context, parcel, content.resendOf)
  switch (content.body.kind) {
    case 'receipt': return takeReceipt(context, parcel, content.body.receipt, content.body.messageIds)
    case 'retry': return takeRetry(context, parcel, content.body)
    case 'text': return show(context, parcel, content, isAwaited, { kind: 'text', text: displayText(content.body.text), ...received(context, parcel, content) })
    case 'unsupported': return show(context, parcel, content, isAwaited, { kind: 'unsupported', ...received(context, parcel, content) })
    case 'identityNotice':
      return show(context, parcel, content, isAwaited, { kind: 'identityNotice', because: content.body.reason, ...received(context, parcel, content) })
  }
}

const show = (context: Context, parcel: Parcel, { messageId }: Content, isAwaited: boolean, body: InboxBody): void => {
  const { state, emit, now } = context
  const isNew = state.inbound.see(parcel.peer, messageId, now())
  if (isNew) emit('message', state.inbox.add(parcel.peer, body, now(), messageId))
  // What changes nothing on the screen gets no answer: a peer could learn unseen when the device is there.
  if (isNew || isAwaited) dueReceipt(context, parcel.peer, 'delivered', messageId)
}

const received = ({ state }: Context, parcel: Parcel, content: Content): Received => ({
  messageId: content.messageId, sentAtMs: content.sentAtMs, gatewayTimeMs: parcel.gatewayTimeMs, replyTo: content.replyTo,
  expiresInSeconds: content.expiresInSeconds, late: parcel.late || content.resendOf !== undefined,
  custody: state.peers.find(parcel.peer)?.custody,
})
