// SPDX-License-Identifier: Apache-2.0
import { EnvelopeType, SignalCryptoError } from '../../model/signal-crypto.ts'
import type { Bytes, OpenedMessage, OpenFailure, SealedMessage } from '../../model/signal-crypto.ts'
import { commitmentHolds, decodeContent, splitPlaintext } from '../../wire/content/index.ts'
import type { Content } from '../../wire/content/index.ts'
import { addressOf, localEnd, requireOwn } from './context.ts'
import type { Context } from './context.ts'
import { DeviceError } from './errors.ts'
import type { DeviceErrorReason } from './errors.ts'
import type { Parcel } from './state/inbound.ts'
import type { Peer } from './state/peers.ts'

/** A message that was opened under an identity key which the peer's home vouches for. Nothing of it is committed yet. */
export interface Opened {
  readonly identityKey: Bytes
  readonly message: OpenedMessage
}

/**
 * Opens a message under the pinned identity key, or under the new one that the user was told of. Only the ratchet is tried:
 * what it says is in the returned state, which the caller commits or drops.
 */
export const openMessage = async (context: Context, peer: Peer, parcel: Parcel, message: SealedMessage): Promise<Opened | OpenFailure> => {
  if (peer.identityKey === undefined) return 'untrusted-identity'
  const first = await attempt(context, parcel, message, peer.identityKey)
  if (typeof first !== 'string' || peer.changed?.verified !== true) return first
  const second = await attempt(context, parcel, message, peer.changed.identityKey)
  return typeof second === 'string' && first !== 'untrusted-identity' ? first : second
}

/**
 * Commits what opening changed: the session, and the prekeys that were used, each exactly once. Runs inside the transaction that
 * shows the message; throws `REPLAYED`, which must undo it, for a session that was opened before.
 */
export const commitOpened = ({ state }: Context, parcel: Parcel, { identityKey, message }: Opened): void => {
  state.sessions.save(addressOf(parcel.peer, parcel.device), identityKey, message.session)
  state.peers.opened(parcel.peer)
  if (message.usedOneTimePrekey !== undefined && !state.prekeys.take('one-time', message.usedOneTimePrekey)) throw new DeviceError('REPLAYED')
  const kyber = message.usedKyberPrekey
  if (kyber === undefined) return
  const isFirst = state.prekeys.isLastResort(kyber.id) ? state.prekeys.remember(kyber) : state.prekeys.take('kyber', kyber.id)
  if (!isFirst) throw new DeviceError('REPLAYED')
}

/** The content of an opened plaintext, or why it is not shown: it must fit the commitment and the frame it came in. Byte fields are views of the plaintext. */
export const readContent = (context: Context, parcel: Parcel, plaintext: Bytes): Content | DeviceErrorReason => {
  try {
    const { frankingKey, contentBytes } = splitPlaintext(plaintext)
    if (!commitmentHolds(parcel.commitment, frankingKey, contentBytes)) return 'COMMITMENT_MISMATCH'
    const content = decodeContent(contentBytes)
    const fits = content.senderUser === parcel.peer && content.recipientUser === requireOwn(context).address.user
    return fits ? content : 'SENDER_MISMATCH'
  } catch {
    return 'MALFORMED_MESSAGE'
  }
}

const attempt = async (context: Context, parcel: Parcel, message: SealedMessage, identityKey: Bytes): Promise<Opened | OpenFailure> => {
  const { state, crypto } = context
  const address = addressOf(parcel.peer, parcel.device)
  const session = state.sessions.find(address, identityKey)
  try {
    const opened = await crypto.open(localEnd(requireOwn(context)), { address, identityKey }, session, message, state.prekeys.records)
    return { identityKey, message: opened }
  } catch (error) {
    if (!(error instanceof SignalCryptoError)) throw error
    return openFailure(error.reason)
  }
}

const openFailure = (reason: SignalCryptoError['reason']): OpenFailure => {
  switch (reason) {
    case 'bad-key': case 'bad-signature': case 'stale-session': return 'undecryptable'
    default: return reason
  }
}

/** Whether an envelope holds something sealed. */
export const isSealed = (type: EnvelopeType): type is SealedMessage['type'] => type !== EnvelopeType.PLAINTEXT
