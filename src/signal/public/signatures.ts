// SPDX-License-Identifier: AGPL-3.0-only
// Sees: public keys, signatures and the messages they are said to cover.
// Promises: true only for a signature that libsignal accepts under an identity key that is itself fit for use.
// Never: signs; never lets a signature over a message stand for one over a prekey.
import { createHash } from 'node:crypto'
import { PublicKey } from '@signalapp/libsignal-client'
import type { Bytes } from '../../model/signal-crypto.ts'
import { isEcKey } from './keys.ts'

/** Bytes of an XEdDSA signature. */
const SIGNATURE_BYTES = 64

/** Whether `signature` is the identity's over exactly the serialised `prekey`; false for anything else, and never throws. */
export const holdsPrekeySignature = (identityKey: Uint8Array, prekey: Uint8Array, signature: Uint8Array): boolean =>
  holds(identityKey, new Uint8Array(prekey), signature)

/** What an identity key signs for a message: its SHA-512. No prekey is 64 bytes long, so neither signature fits the other. */
export const signedDigest = (message: Uint8Array): Bytes => new Uint8Array(createHash('sha512').update(message).digest())

/** Whether `signature` is the identity's over the SHA-512 of `message`; false for anything else, and never throws. */
export const holdsMessageSignature = (identityKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean =>
  holds(identityKey, signedDigest(message), signature)

// XEdDSA. The identity key comes first: under one of low order a constant signature holds for every message.
const holds = (identityKey: Uint8Array, bytes: Bytes, signature: Uint8Array): boolean =>
  signature.length === SIGNATURE_BYTES &&
  isEcKey(identityKey) &&
  PublicKey.deserialize(new Uint8Array(identityKey)).verify(bytes, new Uint8Array(signature))
