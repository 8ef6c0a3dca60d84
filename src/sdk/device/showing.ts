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
  settleAwaited(context, parcel, content.resendOf)
  switch (content.body.kind) {
    case 'receipt': return takeReceipt(context, parcel, content.body.receipt, content.body.messageIds)
    case 'retry': return takeRetry(context, parcel, content.body)
    case 'text': return show(context, parcel, content, { kind: 'text', text: displayText(content.body.text), ...received(parcel, content) })
    case 'unsupported': return show(context, parcel, content, { kind: 'unsupported', ...received(parcel, content) })
    case 'identityNotice':
      return show(context, parcel, content, { kind: 'identityNotice', because: content.body.reason, ...received(parcel, content) })
  }
}

const show = (context: Context, parcel: Parcel, { messageId }: Content, body: InboxBody): void => {
  const { state, emit, now } = context
  if (state.inbound.see(parcel.peer, messageId, now())) emit('message', state.inbox.add(parcel.peer, body, now(), messageId))
  // Also for what came twice: the first receipt may be lost.
  dueReceipt(context, parcel.peer, 'delivered', messageId)
}

const received = (parcel: Parcel, content: Content): Received => ({
  messageId: content.messageId, sentAtMs: content.sentAtMs, gatewayTimeMs: parcel.gatewayTimeMs, replyTo: content.replyTo,
  expiresInSeconds: content.expiresInSeconds, late: parcel.late || content.resendOf !== undefined,
})
