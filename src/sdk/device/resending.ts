// SPDX-License-Identifier: Apache-2.0
import type { SubmissionId, UserId } from '../../model/ids.ts'
import { SignalCryptoError } from '../../model/signal-crypto.ts'
import { decodeContent, encodeContent, messageId, resendIdOf } from '../../wire/content/index.ts'
import type { Retry } from '../../wire/content/index.ts'
import { addressOf } from './context.ts'
import type { Context } from './context.ts'
import { settleTarget } from './progress.ts'
import type { Sealer } from './sealing.ts'
import type { Parcel } from './state/inbound.ts'
import type { Target } from './state/targets.ts'

/** How often a message is sent again to one device: PROTOCOL section 4. */
const MAX_RESENDS = 5
/** Milliseconds between two new sessions that a device of a peer can cause: each costs it a one-time prekey. */
const RENEWAL_INTERVAL_MS = 3_600_000

/** Takes a peer device's word that it could not open a submission. Nobody vouches for it: at most it costs a resend. */
export const takeRetry = (context: Context, parcel: Parcel, retry: Retry): void => {
  const target = findTarget(context, parcel, retry.submissionId)
  if (target === undefined || target.outcome === 'delivered') return
  const content = context.state.sent.find(target.messageId)?.content
  if (retry.givenUp || target.resends >= MAX_RESENDS || content === undefined) {
    settleTarget(context, target.messageId, target.device, 'failed', 'GIVEN_UP')
  } else {
    context.state.targets.askedAgain(target, needsSession(context, parcel.peer, target, retry.decryptionError))
  }
}

/** Seals the answer to a retry request that is due. */
export const resend = async (context: Context, sealer: Sealer, peer: UserId, target: Target, failed: SubmissionId): Promise<void> => {
  const { state } = context
  const message = state.sent.find(target.messageId)
  if (message?.content === undefined) {
    settleTarget(context, target.messageId, target.device, 'failed', 'GIVEN_UP')
    return
  }
  const content = decodeContent(message.content)
  if (content.body.kind === 'unsupported') throw new TypeError('a device says only what it knows')
  const submissionId = resendIdOf(failed, target.device)
  const renew = target.renew && mayRenew(context, peer, target) ? [target.device] : []
  await sealer.seal({
    peer, content: encodeContent({ ...content, body: content.body, resendOf: failed }), only: target.device,
    demandedCustody: message.demandedCustody, renew, refresh: false,
  }, (sealed) => {
    for (const device of renew) state.sessions.renewed(peer, device, context.now())
    state.outbox.save({
      ...sealed, submissionId, peer, kind: 'resend', about: message.messageId, partial: true, urgent: message.urgent, ttlSeconds: message.ttlSeconds,
    })
  })
}

/** The target at this very device; a resend that was not answered yet must have been stored, or nobody could have failed on it. */
const findTarget = (context: Context, { peer, device }: Parcel, submission: SubmissionId): Target | undefined => {
  const { state } = context
  const underWay = state.outbox.find(submission)
  if (underWay?.kind === 'resend' && underWay.peer === peer) confirmResend(context, submission)
  return state.targets.submitted(submission, peer).find((target) => target.device === device)
}

/** The gateway has stored a resend. */
export const confirmResend = ({ state, commit }: Context, submission: SubmissionId): void => {
  const item = state.outbox.find(submission)
  if (item?.kind !== 'resend') return
  commit(() => {
    state.outbox.remove(submission)
    const due = state.targets.of(messageId(item.about)).find(({ resendOf, device }) => resendOf !== undefined && resendIdOf(resendOf, device) === submission)
    if (due !== undefined) state.targets.resent(due, submission)
  })
}

const needsSession = ({ state, crypto, now }: Context, user: UserId, { device }: Target, decryptionError: Uint8Array): boolean => {
  const identityKey = state.peers.find(user)?.identityKey
  const session = identityKey && state.sessions.find(addressOf(user, device), identityKey)
  if (session === undefined || !crypto.canSeal(session, now())) return true
  try {
    return crypto.concernsCurrentRatchet(decryptionError, session)
  } catch (error) {
    if (error instanceof SignalCryptoError) return false
    throw error
  }
}

const mayRenew = ({ state, now }: Context, user: UserId, { device }: Target): boolean => {
  const last = state.sessions.renewedAt(user, device)
  return last === undefined || now() - last >= RENEWAL_INTERVAL_MS
}
