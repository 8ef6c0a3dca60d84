// SPDX-License-Identifier: AGPL-3.0-only
// Sees: what a device publishes at enlistment: public keys and signatures by its identity key.
// Promises: returns only when they are fit for use; else throws BAD_KEY or BAD_SIGNATURE, the key always judged first.
// Never: answers with a boolean that a caller could forget to read; never puts a key into an error.
import { GatewayError } from '../../model/errors.ts'
import { isEcKey, isKyberKey } from './keys.ts'
import { holdsMessageSignature, holdsPrekeySignature } from './signatures.ts'

/** Passes only an EC public key (identity, signed or one-time alike) that is canonical and not of low order; else `BAD_KEY`. */
export const checkEcKey = (key: Uint8Array): void => {
  if (!isEcKey(key)) throw new GatewayError('BAD_KEY')
}

/** Passes only a canonical Kyber1024 public key; else `BAD_KEY`. */
export const checkKyberKey = (key: Uint8Array): void => {
  if (!isKyberKey(key)) throw new GatewayError('BAD_KEY')
}

/** Passes only a fit EC prekey that a fit identity key signed; else `BAD_KEY`, or `BAD_SIGNATURE`. */
export const checkSignedPrekey = (identityKey: Uint8Array, key: Uint8Array, signature: Uint8Array): void => {
  checkEcKey(identityKey)
  checkEcKey(key)
  if (!holdsPrekeySignature(identityKey, key, signature)) throw new GatewayError('BAD_SIGNATURE')
}

/** Passes only a fit Kyber prekey (one-time or last-resort) that a fit identity key signed; else `BAD_KEY`, or `BAD_SIGNATURE`. */
export const checkSignedKyberPrekey = (identityKey: Uint8Array, key: Uint8Array, signature: Uint8Array): void => {
  checkEcKey(identityKey)
  checkKyberKey(key)
  if (!holdsPrekeySignature(identityKey, key, signature)) throw new GatewayError('BAD_SIGNATURE')
}

/** Passes only a signature that `SignalCrypto.sign` made for `message` under a fit identity key; else `BAD_KEY`, or `BAD_SIGNATURE`. */
export const verifyIdentitySignature = (identityKey: Uint8Array, message: Uint8Array, signature: Uint8Array): void => {
  checkEcKey(identityKey)
  if (!holdsMessageSignature(identityKey, message, signature)) throw new GatewayError('BAD_SIGNATURE')
}
