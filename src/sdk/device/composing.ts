// SPDX-License-Identifier: Apache-2.0
import type { UserId } from '../../model/ids.ts'
import type { Custody } from '../../model/values.ts'
import { encodeContent, messageId as parseMessageId } from '../../wire/content/index.ts'
import type { MessageId, SayableBody } from '../../wire/content/index.ts'
import { requireOwn } from './context.ts'
import type { Context } from './context.ts'

/** Seconds that a message is kept for resending when it has no time of its own: the longest that a gateway keeps it by default. */
const DEFAULT_TTL_SECONDS = 30 * 86_400
/** Seconds beyond its time for which a message may still be asked for: PROTOCOL section 4. */
const RESEND_GRACE_SECONDS = 7 * 86_400

/** Something to say to a contact. */
export interface Draft {
  readonly to: UserId
  readonly body: SayableBody
  readonly replyTo?: MessageId | undefined
  readonly demandedCustody?: Custody | undefined
  readonly ttlSeconds?: number | undefined
  readonly urgent?: boolean | undefined
}

/** Stores a message to be sent in its turn; the caller wakes the peer's pump after the commit. Throws what encoding throws. */
export const queueMessage = (context: Context, draft: Draft): MessageId => {
  const { state, now, random } = context
  const messageId = parseMessageId(random.uuid())
  const ttlSeconds = draft.ttlSeconds ?? 0
  const content = encodeContent({
    messageId, senderUser: requireOwn(context).address.user, recipientUser: draft.to, conversationId: undefined, sentAtMs: now(),
    body: draft.body, replyTo: draft.replyTo, expiresInSeconds: 0, resendOf: undefined,
  })
  const kept = (ttlSeconds === 0 ? DEFAULT_TTL_SECONDS : ttlSeconds) + RESEND_GRACE_SECONDS
  state.sent.save({
    messageId, peer: draft.to, shown: draft.body.kind === 'text' || draft.body.kind === 'attachment', content, demandedCustody: draft.demandedCustody, ttlSeconds,
    urgent: draft.urgent ?? false, attachment: draft.body.kind === 'attachment' ? draft.body.attachment.id : undefined, keepUntilMs: now() + kept * 1_000,
  }, now())
  return messageId
}
