// SPDX-License-Identifier: AGPL-3.0-only
// Keys of Curve25519 as Signal writes them: a public key is 0x05 and the u-coordinate, a private key 32 bytes (RFC 7748; X3DH section 2.5).
import { createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { SignalCryptoError } from '../../src/model/signal-crypto.ts'
import type { Bytes } from '../../src/model/signal-crypto.ts'
import { join } from './bytes.ts'

/** A key pair; the private half is secret. */
export interface KeyPair {
  readonly publicKey: Bytes
  readonly privateKey: Bytes
}

/** Bytes of a public key. */
const PUBLIC_KEY_BYTES = 33
const TYPE = 0x05
/** The field's prime. */
export const PRIME = 2n ** 255n - 19n

/** A new random pair. */
export const createKeyPair = (): KeyPair => {
  const { privateKey } = generateKeyPairSync('x25519')
  const bytes = new Uint8Array(privateKey.export({ format: 'raw-private' }))
  return { privateKey: bytes, publicKey: publicKeyOf(bytes) }
}

/** The public half of a private key. */
export const publicKeyOf = (privateKey: Uint8Array): Bytes =>
  join([Uint8Array.of(TYPE), createPublicKey(importPrivate(privateKey)).export({ format: 'raw-public' })])

/** X25519; throws `bad-key` where the point is of low order. */
export const agree = (privateKey: Uint8Array, publicKey: Uint8Array): Bytes => {
  try {
    const point = createPublicKey({ key: publicKey.subarray(1), format: 'raw-public', asymmetricKeyType: 'x25519' })
    return new Uint8Array(diffieHellman({ privateKey: importPrivate(privateKey), publicKey: point }))
  } catch {
    throw new SignalCryptoError('bad-key')
  }
}

/** Whether a public key is fit for use: its one canonical form, and not of low order. */
export const isCurveKey = (key: Uint8Array): boolean => {
  if (key.length !== PUBLIC_KEY_BYTES || key[0] !== TYPE || toNumber(key.subarray(1)) >= PRIME) return false
  try {
    agree(THROWAWAY.privateKey, key)
    return true
  } catch {
    return false
  }
}

/** The number that bytes stand for, the lowest first. */
export const toNumber = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`)

/** 32 bytes of a number below 2^256, the lowest first. */
export const toBytes = (value: bigint): Bytes => new Uint8Array(Buffer.from(value.toString(16).padStart(64, '0'), 'hex').reverse())

const importPrivate = (key: Uint8Array): KeyObject => createPrivateKey({ key, format: 'raw-private', asymmetricKeyType: 'x25519' })

// Agreement with it shows whether a point is of low order: its result is dropped.
const THROWAWAY = createKeyPair()
