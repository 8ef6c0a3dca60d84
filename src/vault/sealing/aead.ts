// SPDX-License-Identifier: AGPL-3.0-only
// Sees: keys, and what is sealed under them.
// Promises: AES-256-GCM (NIST SP 800-38D) with a random nonce of 96 bits and a tag of 128; a change of one bit is refused.
// Never: seals twice under one nonce; gives out plaintext before its tag was verified.
import { createCipheriv, createDecipheriv } from 'node:crypto'
import { freshBytes } from '../random.ts'
import { VaultRefused } from '../refusal.ts'
import { reveal, Secret } from './secret.ts'

const ALGORITHM = 'aes-256-gcm'
/** Bytes of a key. */
export const KEY_BYTES = 32
// A random nonce bears 2^32 seals under one key (SP 800-38D section 8.3): a user's key makes a few for each message.
const NONCE_BYTES = 12
const TAG_BYTES = 16
/** Bytes by which something sealed is longer. */
export const SEAL_BYTES = NONCE_BYTES + TAG_BYTES

/** Nonce, ciphertext and tag, one after another. */
export const sealBytes = (key: Secret, associated: Uint8Array, plaintext: Secret): Uint8Array<ArrayBuffer> => {
  const nonce = freshBytes(NONCE_BYTES)
  const cipher = createCipheriv(ALGORITHM, reveal(key), nonce, { authTagLength: TAG_BYTES }).setAAD(associated)
  const sealed = new Uint8Array(plaintext.length + SEAL_BYTES)
  sealed.set(nonce)
  sealed.set(cipher.update(reveal(plaintext)), NONCE_BYTES)
  cipher.final()
  sealed.set(cipher.getAuthTag(), sealed.length - TAG_BYTES)
  return sealed
}

/** The plaintext of {@link sealBytes}. Refuses as `broken-seal` whatever was not sealed under this key with these associated bytes. */
export const openBytes = (key: Secret, associated: Uint8Array, sealed: Uint8Array): Secret => {
  if (sealed.length < SEAL_BYTES) throw new VaultRefused('broken-seal')
  const tagAt = sealed.length - TAG_BYTES
  return openApart(key, associated, { nonce: sealed.subarray(0, NONCE_BYTES), ciphertext: sealed.subarray(NONCE_BYTES, tagAt), tag: sealed.subarray(tagAt) })
}

/** What was sealed, in its three pieces. */
export interface SealedApart {
  readonly nonce: Uint8Array
  readonly ciphertext: Uint8Array
  readonly tag: Uint8Array
}

/** As {@link openBytes}, of pieces that were never one. */
export const openApart = (key: Secret, associated: Uint8Array, { nonce, ciphertext, tag }: SealedApart): Secret => {
  if (nonce.length !== NONCE_BYTES || tag.length !== TAG_BYTES) throw new VaultRefused('broken-seal')
  const decipher = createDecipheriv(ALGORITHM, reveal(key), nonce, { authTagLength: TAG_BYTES }).setAAD(associated).setAuthTag(tag)
  const opened = decipher.update(ciphertext)
  try {
    decipher.final()
  } catch {
    opened.fill(0)
    throw new VaultRefused('broken-seal')
  }
  return new Secret(owned(opened))
}

/** Node gives out what it deciphered in a buffer of its own; a pooled one would be shared with others and is copied out of. */
const owned = (buffer: Buffer): Uint8Array<ArrayBuffer> => {
  if (buffer.byteLength === buffer.buffer.byteLength && buffer.buffer instanceof ArrayBuffer) return new Uint8Array(buffer.buffer)
  const copy = new Uint8Array(buffer)
  buffer.fill(0)
  return copy
}
