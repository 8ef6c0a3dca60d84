// SPDX-License-Identifier: Apache-2.0
import type { DeviceMismatch } from '../../model/answers.ts'
import type { DeviceId } from '../../model/ids.ts'
import type { Submission } from '../../model/requests.ts'
import { messageId as parseMessageId } from '../../wire/content/index.ts'
import type { MessageId } from '../../wire/content/index.ts'
import { requireOwn, requirePeer } from './context.ts'
import type { Context } from './context.ts'
import { advance, endOf, settleTarget } from './progress.ts'
import { abandonRetry } from './retrying.ts'
import { confirmResend } from './resending.ts'
import type { OutboxItem } from './state/outbox.ts'
import type { SentReason } from './types.ts'

/** How often a message is sealed anew because the recipient's devices changed under it. */
const MAX_MISMATCHES = 5

/** A message did not fit the recipient's devices: nothing was stored, and it must be sealed anew. */
export interface Misfit {
  readonly messageId: MessageId
  /** Devices that need new sessions. */
  readonly renew: readonly DeviceId[]
}

/** Submits the stored bytes of an item and takes the answer to heart; throws when there is no answer to act upon. */
export const submit = async (context: Context, item: OutboxItem): Promise<Misfit | undefined> => {
  const answer = await context.ask({ kind: 'submit', submission: submissionOf(context, item) }, 'accepted', 'deviceMismatch')
  if (answer.kind === 'deviceMismatch') return misfit(context, item, answer)
  accept(context, item)
  return undefined
}

/** The item will never be accepted: what it was for is over. */
export const abandon = (context: Context, item: OutboxItem, reason: SentReason): void => {
  // An answer that was lost and other bytes under the same derived id: the first ones were stored.
  if (item.kind === 'resend' && reason === 'CONFLICT') return confirmResend(context, item.submissionId)
  context.commit(() => {
    context.state.outbox.remove(item.submissionId)
    if (item.kind === 'message') advance(context, parseMessageId(item.about), endOf(reason), reason)
    else if (item.kind === 'retry') abandonRetry(context, item)
    else for (const { deviceId } of item.envelopes) settleTarget(context, parseMessageId(item.about), deviceId, 'failed', reason)
  })
}

const submissionOf = (context: Context, item: OutboxItem): Submission => {
  const { address } = requireOwn(context)
  return {
    submissionId: item.submissionId, senderUser: address.user, senderDevice: address.device, recipientUser: item.peer,
    consentToken: requirePeer(context, item.peer).token, envelopes: item.envelopes, commitment: item.commitment,
    messageClass: 'normal', urgent: item.urgent, ttlSeconds: item.ttlSeconds, partial: item.partial, attachments: [],
  }
}

const accept = (context: Context, item: OutboxItem): void => {
  if (item.kind === 'resend') return confirmResend(context, item.submissionId)
  context.commit(() => {
    context.state.outbox.remove(item.submissionId)
    if (item.kind === 'message') advance(context, parseMessageId(item.about), 'accepted')
  })
}

const misfit = (context: Context, item: OutboxItem, { missing, stale }: DeviceMismatch): Misfit | undefined => {
  const { state, commit } = context
  // The device that could not open a message is gone or was installed anew: it holds nothing that could be repaired.
  if (item.kind !== 'message') {
    abandon(context, item, 'DEVICES_UNSETTLED')
    return undefined
  }
  const messageId = parseMessageId(item.about)
  commit(() => {
    state.outbox.remove(item.submissionId)
    state.sent.mismatched(messageId)
  })
  if ((state.sent.find(messageId)?.mismatches ?? 0) > MAX_MISMATCHES) {
    advance(context, messageId, 'failed', 'DEVICES_UNSETTLED')
    return undefined
  }
  return { messageId, renew: [...missing, ...stale] }
}
