// SPDX-License-Identifier: AGPL-3.0-only
// Sees: the key-encryption keys, and each user's own key.
// Promises: the newest key-encryption key wraps, every one that is still held unwraps, each only for the user it wrapped for.
// Never: gives out a key-encryption key.
import type { UserId } from '../../model/ids.ts'
import { MAX_WRAPPING_KEY, nameOfWrapping, WRAPPING_BYTES, wrappingKeyOf } from '../../model/wrapped-key.ts'
import { VaultRefused } from '../refusal.ts'
import { freshBytes } from '../random.ts'
import { KEY_BYTES, openBytes, SEAL_BYTES, sealBytes } from './aead.ts'
import { Secret } from './secret.ts'

/** Wraps and unwraps users' own keys. */
export interface UserKeys {
  /** A new random key. */
  create(): Secret
  wrap(user: UserId, key: Secret): Uint8Array
  /** Refuses as `unknown-key` what a key-encryption key wrapped that is not held, as `broken-seal` anything else. */
  unwrap(user: UserId, wrapped: Uint8Array): Secret
}

const WRAPPED_BYTES = WRAPPING_BYTES + KEY_BYTES + SEAL_BYTES

/** User keys under these key-encryption keys of 32 bytes, by number (1..2^32-1); the highest number is the newest. Throws `TypeError` for none or unfit ones. */
export const createUserKeys = (keyEncryptionKeys: ReadonlyMap<number, Secret>): UserKeys => {
  const fits = [...keyEncryptionKeys].every(([name, key]) => Number.isInteger(name) && name >= 1 && name <= MAX_WRAPPING_KEY && key.length === KEY_BYTES)
  const newest = Math.max(...keyEncryptionKeys.keys())
  const wrapping = keyEncryptionKeys.get(newest)
  if (!fits || wrapping === undefined) throw new TypeError('key-encryption keys have a number and 32 bytes')
  return {
    create: () => new Secret(freshBytes(KEY_BYTES)),
    wrap: (user, key) => {
      const wrapped = new Uint8Array(WRAPPED_BYTES)
      wrapped.set(nameOfWrapping(newest))
      wrapped.set(sealBytes(wrapping, label(user, newest), key), WRAPPING_BYTES)
      return wrapped
    },
    unwrap: (user, wrapped) => {
      if (wrapped.length !== WRAPPED_BYTES) throw new VaultRefused('broken-seal')
      const name = wrappingKeyOf(wrapped)
      const key = keyEncryptionKeys.get(name)
      if (key === undefined) throw new VaultRefused('unknown-key')
      return openBytes(key, label(user, name), wrapped.subarray(WRAPPING_BYTES))
    },
  }
}

const label = (user: UserId, name: number): Uint8Array => Buffer.from(`drawbridge.vault.v1 user-key ${user} ${name}`, 'latin1')
