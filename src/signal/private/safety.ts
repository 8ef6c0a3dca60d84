// SPDX-License-Identifier: AGPL-3.0-only
// Sees: public keys and user ids, and messages that could not be opened.
// Promises: words about keys for people and for the peer: the safety number, and the note that opening failed.
// Never: sees plaintext or a private key.
import { Aci, CiphertextMessageType, DecryptionErrorMessage, Fingerprint, PublicKey } from '@signalapp/libsignal-client'
import type { DeviceId, UserId } from '../../model/ids.ts'
import { EnvelopeType, SignalCryptoError } from '../../model/signal-crypto.ts'
import type { Bytes, SealedMessage } from '../../model/signal-crypto.ts'
import { isEcKey } from '../public/keys.ts'
import { parse } from './failures.ts'

/** Rounds of SHA-512 in a safety number, as Signal's apps use. */
const FINGERPRINT_ITERATIONS = 5200
/** Version 2: the identifiers are the 16 bytes of service ids. */
const FINGERPRINT_VERSION = 2

/** A user with the identity key to compare. */
interface Fingerprinted {
  readonly user: UserId
  readonly identityKey: Uint8Array
}

/** The 60-digit safety number of two users; the same on both ends. `bad-key` for an unfit key. */
export const safetyNumber = (local: Fingerprinted, remote: Fingerprinted): string =>
  Fingerprint.new(
    FINGERPRINT_ITERATIONS, FINGERPRINT_VERSION, identifier(local), publicKey(local), identifier(remote), publicKey(remote),
  ).displayableFingerprint().toString()

/** The DecryptionErrorMessage for a message; `undecryptable` when its ratchet key cannot be read, so that nothing can be said. */
export const decryptionError = (message: SealedMessage, timestamp: number, originalSenderDevice: DeviceId): Bytes => {
  const type = message.type === EnvelopeType.PREKEY ? CiphertextMessageType.PreKey : CiphertextMessageType.Whisper
  return parse('undecryptable', () =>
    DecryptionErrorMessage.forOriginal(message.ciphertext, type, timestamp, originalSenderDevice).serialize())
}

const identifier = (end: Fingerprinted): Bytes => Aci.fromUuid(end.user).getRawUuidBytes()

const publicKey = (end: Fingerprinted): PublicKey => {
  if (!isEcKey(end.identityKey)) throw new SignalCryptoError('bad-key')
  return PublicKey.deserialize(new Uint8Array(end.identityKey))
}
