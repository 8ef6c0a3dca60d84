// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '../../model/errors.ts'
import { submissionId as parseSubmissionId } from '../../model/ids.ts'
import type { UserId } from '../../model/ids.ts'
import { EnvelopeType } from '../../model/signal-crypto.ts'
import { encodeContent, messageId as parseMessageId } from '../../wire/content/index.ts'
import { isUnanswered } from './asking.ts'
import { addressOf, requireOwn, requirePeer, requireSendable } from './context.ts'
import type { Context } from './context.ts'
import type { Keyring } from './keyring.ts'
import { createSealer } from './sealing.ts'
import type { SealedContent, Sealer } from './sealing.ts'
import type { Peer } from './state/peers.ts'

/** Milliseconds for which "is writing" holds unless it is said again: the other side may have gone. */
const TYPING_MS = 15_000
/** Milliseconds before it is said again: each time takes a step of the ratchet, of which a receiver that was away can catch up with only so many. */
const AGAIN_MS = 5_000

/** What a contact was told last. */
interface Told { readonly startedAtMs: number; readonly isTyping: boolean }

/**
 * Says once that the user writes, or stopped, to whoever is there now; nothing is stored or said again, and what becomes of it is nobody's
 * concern. Only devices that have answered before hear of it: a first message would cost keys of theirs.
 */
export const createTyping = (context: Context, keyring: Keyring): (to: UserId, isTyping: boolean) => Promise<void> => {
  const sealer = createSealer(context, keyring)
  const told = new Map<UserId, Told>()
  return async (to, isTyping) => {
    requireOwn(context)
    const peer = requireSendable(context, to)
    const last = told.get(to)
    const sinceMs = context.now() - (last?.startedAtMs ?? -Infinity)
    // A clock that was set back makes it old.
    if (isTyping ? sinceMs >= 0 && sinceMs < AGAIN_MS : last?.isTyping !== true) return
    if (!hears(context, peer)) return
    told.set(to, { startedAtMs: isTyping ? context.now() : last?.startedAtMs ?? 0, isTyping })
    const sealed = await sealTyping(context, sealer, to, isTyping)
    if (sealed.envelopes.every(({ type }) => type === EnvelopeType.RATCHET)) await submitOnce(context, to, sealed)
  }
}

/** Whether all devices can show it, and no key of theirs is needed to tell them. */
const hears = ({ state, crypto, now }: Context, { user, devices, identityKey }: Peer): boolean =>
  identityKey !== undefined && devices.length > 0 && devices.every(({ deviceId, capabilities }) => {
    const session = state.sessions.find(addressOf(user, deviceId), identityKey)
    return capabilities?.includes('msg.typing/1') === true && session !== undefined && crypto.canSeal(session, now())
  })

const sealTyping = async (context: Context, sealer: Sealer, to: UserId, isTyping: boolean): Promise<SealedContent> => {
  const content = encodeContent({
    messageId: parseMessageId(context.random.uuid()), senderUser: requireOwn(context).address.user, recipientUser: to, conversationId: undefined,
    sentAtMs: context.now(), body: { kind: 'typing', isTyping }, replyTo: undefined, expiresInSeconds: 0, resendOf: undefined,
  })
  const { promise, resolve } = Promise.withResolvers<SealedContent>()
  await sealer.seal({ peer: to, content, only: undefined, demandedCustody: undefined, renew: [], refresh: false }, resolve)
  return promise
}

/** What stands against it also stands against the next message, which tells. */
const submitOnce = async (context: Context, to: UserId, { envelopes, commitment }: SealedContent): Promise<void> => {
  const { address } = requireOwn(context)
  try {
    await context.ask({ kind: 'submit', submission: {
      submissionId: parseSubmissionId(context.random.uuid()), senderUser: address.user, senderDevice: address.device, recipientUser: to,
      consentToken: requirePeer(context, to).token, envelopes, commitment, messageClass: 'ephemeral', urgent: false, ttlSeconds: 0, partial: false, attachments: [],
    } }, 'accepted', 'deviceMismatch')
  } catch (error) {
    if (!(error instanceof GatewayError) && !isUnanswered(error)) throw error
  }
}

/** Until when what an ephemeral push says holds: nobody says that somebody stopped because the link went. */
export const typingUntil = (context: Context, isTyping: boolean): number => context.now() + (isTyping ? TYPING_MS : 0)
