// SPDX-License-Identifier: Apache-2.0
// One segment of a sealed attachment. The construction is STREAM: Hoang, Reyhanitabar, Rogaway, Vizár, "Online Authenticated-Encryption and
// its Nonce-Reuse Misuse-Resistance", 2015, section 7 (a counter and a mark for the last segment in the nonce), over AES-256-GCM (NIST SP 800-38D).
import { createCipheriv, createDecipheriv } from 'node:crypto'
import { ATTACHMENT_KEY_BYTES, TAG_BYTES } from './attachment-sizes.ts'

const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12
const INDEX_OFFSET = 7
const LAST_OFFSET = 11

/** Which segment: its place and whether it is the last are part of the nonce, so that it opens nowhere else. */
export interface SegmentPlace {
  /** From 0. */
  readonly index: number
  readonly isLast: boolean
}

/** Ciphertext and tag of one segment, in a buffer of its own. A place is sealed under a key for one plaintext only, ever. */
export const sealSegment = (key: Uint8Array, place: SegmentPlace, plaintext: Uint8Array): Buffer<ArrayBuffer> => {
  requireKey(key)
  const cipher = createCipheriv(CIPHER, key, nonceOf(place), { authTagLength: TAG_BYTES })
  const sealed = Buffer.allocUnsafeSlow(plaintext.length + TAG_BYTES)
  sealed.set(cipher.update(plaintext))
  cipher.final()
  sealed.set(cipher.getAuthTag(), plaintext.length)
  return sealed
}

/** Plaintext of one sealed segment, the caller's to zero; undefined unless the tag fits key, place and ciphertext. */
export const openSegment = (key: Uint8Array, place: SegmentPlace, sealed: Uint8Array): Buffer | undefined => {
  requireKey(key)
  if (sealed.length <= TAG_BYTES) return undefined
  const tagOffset = sealed.length - TAG_BYTES
  const decipher = createDecipheriv(CIPHER, key, nonceOf(place), { authTagLength: TAG_BYTES })
  decipher.setAuthTag(sealed.subarray(tagOffset))
  const plaintext = decipher.update(sealed.subarray(0, tagOffset))
  try {
    decipher.final()
    return plaintext
  } catch {
    plaintext.fill(0)
    return undefined
  }
}

const nonceOf = ({ index, isLast }: SegmentPlace): Uint8Array => {
  const nonce = Buffer.alloc(NONCE_BYTES)
  nonce.writeUInt32BE(index, INDEX_OFFSET)
  nonce[LAST_OFFSET] = isLast ? 1 : 0
  return nonce
}

const requireKey = (key: Uint8Array): void => {
  if (key.length !== ATTACHMENT_KEY_BYTES) throw new TypeError('an attachment key has 32 bytes')
}
