// SPDX-License-Identifier: Apache-2.0
import { submissionId as parseSubmissionId } from '../../model/ids.ts'
import type { RegistrationId, SubmissionId } from '../../model/ids.ts'
import { EnvelopeType, SignalCryptoError } from '../../model/signal-crypto.ts'
import type { Bytes, SealedMessage, SignalCrypto } from '../../model/signal-crypto.ts'
import { encodeRetry, resendIdOf } from '../../wire/content/index.ts'
import { encodeEnvelope } from '../../wire/gateway/index.ts'
import { requireOwn } from './context.ts'
import type { Context } from './context.ts'
import type { Parcel } from './state/inbound.ts'
import type { Placeholder } from './state/inbox.ts'
import type { OutboxItem } from './state/outbox.ts'
import type { Peer } from './state/peers.ts'

/** How often one message may fail to open before both sides show it as lost. */
const MAX_FAILURES = 5
/** Messages in a row that a peer may send without one that opens; what comes then is counted and not asked for again. */
const MAX_FAILURES_IN_A_ROW = 100
/** Milliseconds after which a message that did not come again is shown as lost. */
const PLACEHOLDER_MS = 86_400_000
/** Seconds for which the gateway keeps a retry request: as long as the asker waits. */
const RETRY_TTL_SECONDS = PLACEHOLDER_MS / 1_000

const NOTHING: Bytes = new Uint8Array(0)

/**
 * A message could not be opened: shows a placeholder and asks its sender for it again, until it failed too often. Runs inside the transaction
 * that settles the push.
 */
export const askAgain = (context: Context, peer: Peer, parcel: Parcel, message: SealedMessage): void => {
  const { state, emit, now } = context
  state.peers.failedToOpen(peer.user)
  if (peer.failures >= MAX_FAILURES_IN_A_ROW) {
    state.peers.droppedUnopened(peer.user)
    return
  }
  const awaited = resendIdOf(parcel.submissionId, requireOwn(context).address.device)
  const again = state.inbox.waiting(parcel.peer, parcel.device).find((placeholder) => placeholder.awaited === parcel.submissionId)
  const isLast = again !== undefined && again.failures + 1 >= MAX_FAILURES
  saveRetry(context, peer, parcel, decryptionErrorOf(context.crypto, parcel, message), isLast)
  if (again === undefined) emit('message', state.inbox.addPlaceholder({ ...parcel, awaited }, now(), now() + PLACEHOLDER_MS))
  else if (isLast) settle(context, again, 'failed')
  else state.inbox.failedAgain(again, parcel.submissionId, awaited)
}

/** A message was opened: placeholders that stood for it are settled; false when it was not asked for. Runs inside the transaction that shows it. */
export const settleAwaited = (context: Context, parcel: Parcel, resendOf: SubmissionId | undefined): boolean => {
  const answered = context.state.inbox.waiting(parcel.peer, parcel.device)
    .filter((placeholder) => placeholder.awaited === parcel.submissionId || placeholder.submissionId === resendOf)
  for (const placeholder of answered) settle(context, placeholder, 'resolved')
  return answered.length > 0
}

/** Placeholders whose time is over are shown as lost, here and at the sender. */
export const giveUpOverdue = (context: Context): void => {
  const { state, commit } = context
  for (const placeholder of state.inbox.overdue(context.now())) {
    commit(() => {
      const peer = state.peers.find(placeholder.peer)
      if (peer?.standing === 'granted') saveRetry(context, peer, placeholder, NOTHING, true)
      settle(context, placeholder, 'failed')
    })
    context.wake(placeholder.peer)
  }
}

/** A retry request will not reach the sender: what it asked for is lost. */
export const abandonRetry = (context: Context, item: OutboxItem): void => {
  const { state } = context
  const asked = parseSubmissionId(item.about)
  for (const { deviceId } of item.envelopes) {
    const waiting = state.inbox.waiting(item.peer, deviceId).filter((placeholder) => placeholder.submissionId === asked)
    for (const placeholder of waiting) settle(context, placeholder, 'failed')
  }
}

const settle = ({ state, emit }: Context, placeholder: Placeholder, as: 'resolved' | 'failed'): void => {
  const entry = state.inbox.settlePlaceholder(placeholder, as)
  if (entry !== undefined) emit('message', entry)
}

const saveRetry = (
  context: Context, peer: Peer, failed: Pick<Placeholder, 'device' | 'submissionId'>, decryptionError: Bytes, givenUp: boolean,
): void => {
  const registrationId = registrationOf(peer, failed)
  // A device that no signed list names cannot be written to; the placeholder ends with its time.
  if (registrationId === undefined) return
  const type = EnvelopeType.PLAINTEXT
  const ciphertext = encodeRetry({ submissionId: failed.submissionId, decryptionError, givenUp })
  const bytes = encodeEnvelope({ deviceId: failed.device, registrationId, type, ciphertext })
  context.state.outbox.save({
    submissionId: parseSubmissionId(context.random.uuid()), peer: peer.user, kind: 'retry', about: failed.submissionId,
    envelopes: [{ deviceId: failed.device, registrationId, type, bytes }],
    commitment: NOTHING, partial: true, urgent: false, ttlSeconds: RETRY_TTL_SECONDS,
  })
}

const registrationOf = (peer: Peer, { device }: Pick<Placeholder, 'device'>): RegistrationId | undefined =>
  [...peer.changed?.devices ?? [], ...peer.devices].find(({ deviceId }) => deviceId === device)?.registrationId

/** Nothing, where the message is so broken that nothing can be said about it. */
const decryptionErrorOf = (crypto: SignalCrypto, parcel: Parcel, message: SealedMessage): Bytes => {
  try {
    return crypto.decryptionError(message, Math.floor(parcel.gatewayTimeMs), parcel.device)
  } catch (error) {
    if (error instanceof SignalCryptoError) return NOTHING
    throw error
  }
}
