// SPDX-License-Identifier: AGPL-3.0-only
// Kyber1024 of round 3, which PQXDH names, out of ML-KEM-1024 (FIPS 203), which Node has. Keys, ciphertexts and the secret inside are the same in both; they
// differ in what is made of that secret: where ML-KEM gives it out, Kyber gives SHAKE256 of it and of the ciphertext's hash. (They also draw it and the
// key's seed by different hashes of random bytes, which no other side can tell.) A ciphertext that was tampered with gives a secret that nobody else has, as it must.
import { createHash, createPrivateKey, createPublicKey, decapsulate, encapsulate, generateKeyPairSync } from 'node:crypto'
import { SignalCryptoError } from '../../src/model/signal-crypto.ts'
import type { Bytes } from '../../src/model/signal-crypto.ts'
import { join } from './bytes.ts'

const NAME = 'ml-kem-1024'
/** What Signal writes before keys and ciphertexts of Kyber1024. */
const TYPE = 0x08
/** Bytes of a public key: type, 1024 coefficients of 12 bits, seed of 32 bytes. */
const PUBLIC_KEY_BYTES = 1569
/** Bytes of a ciphertext with its type. */
const CIPHERTEXT_BYTES = 1569
const SECRET_BYTES = 32
const [COEFFICIENTS_END, NO_COEFFICIENT] = [1537, 0]

/** A new pair; `seed` (64 bytes) is its private half. */
export const createKyberPair = (): { readonly publicKey: Bytes; readonly seed: Bytes } => {
  const { publicKey, privateKey } = generateKeyPairSync(NAME)
  return { publicKey: typed(publicKey.export({ format: 'raw-public' })), seed: new Uint8Array(privateKey.export({ format: 'raw-seed' })) }
}

/** A shared secret and the ciphertext that carries it; throws `bad-key`. */
export const encapsulateFor = (publicKey: Uint8Array): { readonly secret: Bytes; readonly ciphertext: Bytes } => {
  if (!isKyberKey(publicKey)) throw new SignalCryptoError('bad-key')
  const { sharedKey, ciphertext } = encapsulate(importPublic(publicKey))
  return { secret: round3(sharedKey, ciphertext), ciphertext: typed(ciphertext) }
}

/** The shared secret out of a ciphertext; throws `undecryptable` where it is none. */
export const decapsulateWith = (seed: Uint8Array, ciphertext: Uint8Array): Bytes => {
  if (ciphertext.length !== CIPHERTEXT_BYTES || ciphertext[0] !== TYPE) throw new SignalCryptoError('undecryptable')
  const own = createPrivateKey({ key: seed, format: 'raw-seed', asymmetricKeyType: NAME })
  return round3(decapsulate(own, ciphertext.subarray(1)), ciphertext.subarray(1))
}

/** Whether a public key is fit for use: of the right form, all coefficients reduced, which `encapsulate` looks at, and not all of them zero. */
export const isKyberKey = (key: Uint8Array): boolean => {
  if (key.length !== PUBLIC_KEY_BYTES || key[0] !== TYPE) return false
  if (key.subarray(1, COEFFICIENTS_END).every((byte) => byte === NO_COEFFICIENT)) return false
  try {
    encapsulate(importPublic(key))
    return true
  } catch {
    return false
  }
}

/** Kyber's specification, version 3.02, algorithm 8, line 5: KDF(K̄ ‖ H(c)). */
const round3 = (inner: Uint8Array, ciphertext: Uint8Array): Bytes => {
  const hash = createHash('sha3-256').update(ciphertext).digest()
  return new Uint8Array(createHash('shake256', { outputLength: SECRET_BYTES }).update(inner).update(hash).digest())
}

const importPublic = (key: Uint8Array) => createPublicKey({ key: key.subarray(1), format: 'raw-public', asymmetricKeyType: NAME })

const typed = (bytes: Uint8Array): Bytes => join([Uint8Array.of(TYPE), bytes])
