// SPDX-License-Identifier: Apache-2.0
import { submissionId as parseSubmissionId } from '../../model/ids.ts'
import type { UserId } from '../../model/ids.ts'
import { encodeContent, messageId as parseMessageId } from '../../wire/content/index.ts'
import { requireOwn, requirePeer } from './context.ts'
import type { Context } from './context.ts'
import type { Keyring } from './keyring.ts'
import { createSealer } from './sealing.ts'
import type { SealedContent } from './sealing.ts'

/** Milliseconds for which "is writing" holds unless it is said again: the other side may have gone. */
const TYPING_MS = 15_000

/**
 * Says once that the user writes, or stopped, to whoever is there now; nothing is stored or said again. Only devices that were written
 * to before hear of it: a first message would cost keys of theirs. Throws what sealing and asking throw.
 */
export const sendTyping = async (context: Context, keyring: Keyring, to: UserId, isTyping: boolean): Promise<void> => {
  const { state, now, random } = context
  const { devices, identityKey } = requirePeer(context, to)
  const knowsAll = identityKey !== undefined && devices.every(({ deviceId }) => state.sessions.find({ user: to, device: deviceId }, new Uint8Array(identityKey)) !== undefined)
  if (devices.length === 0 || !knowsAll || !devices.every(({ capabilities }) => capabilities?.includes('msg.typing/1'))) return
  const { address } = requireOwn(context)
  const content = encodeContent({
    messageId: parseMessageId(random.uuid()), senderUser: address.user, recipientUser: to, conversationId: undefined, sentAtMs: now(),
    body: { kind: 'typing', isTyping }, replyTo: undefined, expiresInSeconds: 0, resendOf: undefined,
  })
  const sealed = Promise.withResolvers<SealedContent>()
  await createSealer(context, keyring).seal({ peer: to, content, only: undefined, demandedCustody: undefined, renew: [], refresh: false }, sealed.resolve)
  const { envelopes, commitment } = await sealed.promise
  await context.ask({ kind: 'submit', submission: {
    submissionId: parseSubmissionId(random.uuid()), senderUser: address.user, senderDevice: address.device, recipientUser: to, consentToken: requirePeer(context, to).token,
    envelopes, commitment, messageClass: 'ephemeral', urgent: false, ttlSeconds: 0, partial: false, attachments: [],
  } }, 'accepted', 'deviceMismatch')
}

/** Until when what an ephemeral push says holds: nobody says that somebody stopped because the link went. */
export const typingUntil = (context: Context, isTyping: boolean): number => context.now() + (isTyping ? TYPING_MS : 0)
