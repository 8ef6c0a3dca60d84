// SPDX-License-Identifier: AGPL-3.0-only
// Sees: public keys that strangers chose.
// Promises: true only for keys in their one canonical form that no low-order point or missing reduction makes worthless.
// Never: touches a private key of anybody's; the one drawn here is thrown away unused.
import { KEMPublicKey, PrivateKey, PublicKey } from '@signalapp/libsignal-client'
import './quiet.ts'

/** Bytes of a serialised EC public key: the type byte and the X25519 u-coordinate. */
const EC_KEY_BYTES = 33
/** Bytes of a serialised Kyber1024 public key: the type byte, 1024 coefficients of 12 bits, a seed of 32 bytes. */
const KYBER_KEY_BYTES = 1569

const EC_TYPE = 0x05
const KYBER_TYPE = 0x08
/** Modulus of Kyber: every coefficient of a key lies below it. */
const KYBER_MODULUS = 3329
const KYBER_COEFFICIENTS_END = 1537

// Agreement with it is tried only to see whether a point is of low order, which depends on the point alone: clamped
// scalars take exactly the low-order points to zero (RFC 7748 section 6.1). It is never published and its results are
// dropped, so one a process serves and nothing can be learned from it.
const throwaway = PrivateKey.generate()

/** Whether `key` is an EC public key fit for use: 33 bytes after 0x05, canonical, and not of low order. */
export const isEcKey = (key: Uint8Array): boolean => {
  if (key.length !== EC_KEY_BYTES || key[0] !== EC_TYPE || !belowFieldPrime(key)) return false
  try {
    throwaway.agree(PublicKey.deserialize(new Uint8Array(key)))
    return true
  } catch {
    return false
  }
}

/** Whether `key` is a Kyber1024 public key fit for use: 1569 bytes after 0x08, all coefficients reduced, not all zero. */
export const isKyberKey = (key: Uint8Array): boolean => {
  if (key.length !== KYBER_KEY_BYTES || key[0] !== KYBER_TYPE || !reducedCoefficients(key)) return false
  try {
    KEMPublicKey.deserialize(new Uint8Array(key))
    return true
  } catch {
    return false
  }
}

/** u < 2^255 - 19, little-endian behind the type byte: libsignal itself also takes u + p and a set top bit. */
const belowFieldPrime = (key: Uint8Array): boolean => {
  const top = key[EC_KEY_BYTES - 1] ?? 0xff
  if (top !== 0x7f) return top < 0x7f
  return key.subarray(2, EC_KEY_BYTES - 1).some((byte) => byte !== 0xff) || (key[1] ?? 0xff) < 0xed
}

/**
 * The modulus check of FIPS 203 section 7.2, which libsignal leaves out; round-3 Kyber packs its keys alike. A vector of
 * zeros would let anybody read the shared secret off the ciphertext.
 */
const reducedCoefficients = (key: Uint8Array): boolean => {
  let seen = 0
  for (let at = 1; at < KYBER_COEFFICIENTS_END; at += 3) {
    const [low = 0, middle = 0, high = 0] = [key[at], key[at + 1], key[at + 2]]
    const first = low | ((middle & 0x0f) << 8)
    const second = (middle >> 4) | (high << 4)
    if (first >= KYBER_MODULUS || second >= KYBER_MODULUS) return false
    seen |= first | second
  }
  return seen !== 0
}
