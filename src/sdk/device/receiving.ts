// SPDX-License-Identifier: Apache-2.0
import type { Delivery } from '../../model/answers.ts'
import { GatewayError } from '../../model/errors.ts'
import type { UserId } from '../../model/ids.ts'
import { decodeRetry } from '../../wire/content/index.ts'
import type { Content } from '../../wire/content/index.ts'
import { EnvelopeType } from '../../model/signal-crypto.ts'
import type { Bytes } from '../../model/signal-crypto.ts'
import { decodeEnvelope } from '../../wire/gateway/index.ts'
import type { OpenableEnvelope } from '../../wire/gateway/index.ts'
import { requireOwn } from './context.ts'
import type { Context } from './context.ts'
import { DeviceError } from './errors.ts'
import type { DeviceErrorReason } from './errors.ts'
import { commitOpened, isSealed, openMessage, readContent } from './opening.ts'
import type { Opened } from './opening.ts'
import { takeRetry } from './resending.ts'
import { askAgain } from './retrying.ts'
import { takeContent, takeEphemeral } from './showing.ts'
import type { Parcel } from './state/inbound.ts'
import type { Peer } from './state/peers.ts'

/** Pushes that may wait for their sender to become known or verified, of one sender and in all: above it they stay with the gateway, or are refused. */
const MAX_HELD_PER_PEER = 200
const MAX_HELD = 2_000

/** Whether a push was dealt with for good, or waits for a grant, or for the home's statement about its sender. */
type Verdict = 'settled' | 'unknown-sender' | 'unverified'

/** Takes pushed messages. */
export interface Receiver {
  /** Stores one push durably: opened and shown, refused, or held. Never waits for the network. Throws when it must come again. */
  take(delivery: Delivery): Promise<void>
  /** Takes a push that comes once: of one that cannot be opened, says what must be stored, or is by whoever is no contact, nothing is kept and nothing asked. */
  glimpse(delivery: Delivery): Promise<void>
  /** Deals with what is held of a peer, in order; `verifiedAtMs` is when the home was asked to vouch for the peer, if it just did. */
  release(user: UserId, verifiedAtMs?: number): Promise<void>
}

/** A receiver; `verify` starts what brings the statement of a held push's sender. */
export const createReceiver = (context: Context, verify: (user: UserId) => void): Receiver => {
  const { state, ratchets } = context
  const hold = (parcel: Parcel, verdict: Verdict): void => {
    if (state.inbound.holds(parcel.peer) >= MAX_HELD_PER_PEER || state.inbound.holdsInAll() >= MAX_HELD) {
      // What is given back is tried again before anything else for this user. That is right while the home's answer is on
      // its way; once it has just spoken, whoever goes on under another key would hold everybody up.
      const hasSpoken = (state.peers.find(parcel.peer)?.verifyAfterMs ?? 0) > context.now()
      if (!hasSpoken) throw new DeviceError('HELD_TOO_MANY')
      refuse(context, parcel, 'HELD_TOO_MANY')
      return
    }
    context.commit(() => { state.inbound.hold(parcel) })
    if (verdict === 'unverified') verify(parcel.peer)
  }
  return {
    take: (delivery) => ratchets.run(delivery.senderUser, async () => {
      const parcel = parcelOf(context, delivery)
      if (state.inbound.isSettled(parcel)) return
      // What is held came before: order is kept.
      const verdict = state.inbound.holds(parcel.peer) > 0 ? 'unverified' : await deal(context, parcel, undefined)
      if (verdict !== 'settled') hold(parcel, verdict)
    }),
    glimpse: (delivery) => ratchets.run(delivery.senderUser, async () => {
      const parcel = parcelOf(context, delivery)
      if (state.inbound.isSettled(parcel)) return
      await dealOnce(context, parcel)
    }),
    release: (user, verifiedAtMs) => ratchets.run(user, async () => {
      for (const parcel of state.inbound.held(user, MAX_HELD_PER_PEER)) {
        const verdict = await deal(context, parcel, verifiedAtMs)
        if (verdict === 'unverified') verify(user)
        if (verdict !== 'settled') return
      }
    }),
  }
}

/** Refuses a push: it is recorded, told, and never shown. */
export const refuse = ({ state, commit, emit, now }: Context, parcel: Parcel, reason: DeviceErrorReason): 'settled' => {
  commit(() => {
    state.inbound.settle(parcel, reason, now())
    emit('refused', { peer: parcel.peer, submissionId: parcel.submissionId, reason, atMs: now() })
  })
  return 'settled'
}

const parcelOf = (context: Context, delivery: Delivery): Parcel => {
  const { address } = requireOwn(context)
  if (delivery.recipientUser !== address.user || delivery.recipientDevice !== address.device) throw new DeviceError('NOT_MINE')
  return {
    peer: delivery.senderUser, device: delivery.senderDevice, submissionId: delivery.submissionId, gatewayTimeMs: delivery.gatewayTimeMs,
    late: delivery.late, commitment: delivery.commitment, frank: delivery.frank, envelope: delivery.envelope, receivedAtMs: context.now(),
  }
}

const deal = async (context: Context, parcel: Parcel, verifiedAtMs: number | undefined): Promise<Verdict> => {
  const peer = context.state.peers.find(parcel.peer)
  if (peer === undefined) return 'unknown-sender'
  if (peer.standing === 'blocked' || peer.standing === 'withdrawn') return refuse(context, parcel, 'BLOCKED')
  const envelope = readEnvelope(context, parcel)
  if (envelope === undefined) return refuse(context, parcel, 'MALFORMED_MESSAGE')
  if (!isSealed(envelope.type)) return dealWithRetry(context, parcel, envelope)
  const message = { type: envelope.type, ciphertext: new Uint8Array(envelope.ciphertext) }
  const opened = await openMessage(context, peer, parcel, message)
  if (typeof opened !== 'string') return dealWithOpened(context, parcel, opened)
  if (opened === 'untrusted-identity') {
    // What came after the home was asked may be under a key that is newer still.
    const isSettled = verifiedAtMs !== undefined && parcel.receivedAtMs <= verifiedAtMs
    return isSettled ? refuse(context, parcel, 'UNTRUSTED_IDENTITY') : 'unverified'
  }
  return dealWithUnopened(context, peer, parcel, message)
}

const readEnvelope = (context: Context, parcel: Parcel): OpenableEnvelope | undefined => {
  try {
    const envelope = decodeEnvelope(parcel.envelope)
    return envelope.deviceId === requireOwn(context).address.device ? envelope : undefined
  } catch (error) {
    if (error instanceof GatewayError) return undefined
    throw error
  }
}

const dealWithOpened = (context: Context, parcel: Parcel, opened: Opened): Verdict => {
  const { commit } = context
  const content = readContent(context, parcel, opened.message.plaintext)
  try {
    commit(() => {
      commitOpened(context, parcel, opened)
      if (typeof content === 'string') refuse(context, parcel, content)
      else takeOpened(context, parcel, content, opened.message.plaintext)
    })
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error
    return refuse(context, parcel, error.reason)
  } finally {
    opened.message.plaintext.fill(0)
  }
  context.wake(parcel.peer)
  return 'settled'
}

const takeOpened = (context: Context, parcel: Parcel, content: Content, plaintext: Bytes): void => {
  const refusal = takeContent(context, parcel, content, plaintext)
  if (refusal === undefined) context.state.inbound.settle(parcel, 'opened', context.now())
  else refuse(context, parcel, refusal)
}

const dealWithUnopened = (
  context: Context, peer: Peer, parcel: Parcel, message: Parameters<typeof askAgain>[3],
): Verdict => {
  context.commit(() => {
    context.state.inbound.settle(parcel, 'unopened', context.now())
    askAgain(context, peer, parcel, message)
  })
  context.wake(parcel.peer)
  return 'settled'
}

/** Only in a session that stands: a push that may be lost opens none. */
const dealOnce = async (context: Context, parcel: Parcel): Promise<void> => {
  const peer = context.state.peers.find(parcel.peer)
  const envelope = readEnvelope(context, parcel)
  if (peer?.standing !== 'granted' || envelope?.type !== EnvelopeType.RATCHET) return
  const opened = await openMessage(context, peer, parcel, { type: envelope.type, ciphertext: new Uint8Array(envelope.ciphertext) })
  if (typeof opened === 'string') return
  try {
    const content = readContent(context, parcel, opened.message.plaintext)
    // What must not get lost is not taken in this way: it stays to be opened when it comes to be stored.
    if (typeof content === 'string' || content.body.kind !== 'typing') return
    const { body } = content
    context.commit(() => {
      commitOpened(context, parcel, opened)
      context.state.inbound.settle(parcel, 'opened', context.now())
      takeEphemeral(context, parcel, body)
    })
  } finally {
    opened.message.plaintext.fill(0)
  }
}

/** A retry request is not encrypted; it counts only as the link's word, which at most costs a resend. */
const dealWithRetry = (context: Context, parcel: Parcel, envelope: OpenableEnvelope): Verdict => {
  const { state, commit, now } = context
  try {
    const retry = decodeRetry(envelope.ciphertext)
    if (parcel.commitment.length > 0) return refuse(context, parcel, 'COMMITMENT_MISMATCH')
    commit(() => {
      state.inbound.settle(parcel, 'opened', now())
      takeRetry(context, parcel, retry)
    })
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    return refuse(context, parcel, 'MALFORMED_MESSAGE')
  }
  context.wake(parcel.peer)
  return 'settled'
}
