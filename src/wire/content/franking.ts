// SPDX-License-Identifier: Apache-2.0
import { createHmac, timingSafeEqual } from 'node:crypto'
import { GatewayError } from '../../model/errors.ts'

/** Bytes of a franking key: random for each message, inside the encryption before the content. */
export const FRANKING_KEY_BYTES = 32

/** What is sealed: the franking key and the content. Secret; zero it after use. */
export const plaintextOf = (frankingKey: Uint8Array, contentBytes: Uint8Array): Uint8Array<ArrayBuffer> => {
  requireKey(frankingKey)
  const plaintext = new Uint8Array(FRANKING_KEY_BYTES + contentBytes.length)
  plaintext.set(frankingKey)
  plaintext.set(contentBytes, FRANKING_KEY_BYTES)
  return plaintext
}

/** Franking key and content of an opened plaintext, as views of it. Throws `MALFORMED` when it is too short to hold both. */
export const splitPlaintext = <Buffer extends ArrayBufferLike>(
  plaintext: Uint8Array<Buffer>,
): { readonly frankingKey: Uint8Array<Buffer>; readonly contentBytes: Uint8Array<Buffer> } => {
  if (plaintext.length <= FRANKING_KEY_BYTES) throw new GatewayError('MALFORMED', 'plaintext')
  return { frankingKey: plaintext.subarray(0, FRANKING_KEY_BYTES), contentBytes: plaintext.subarray(FRANKING_KEY_BYTES) }
}

/** The commitment that goes with a submission: HMAC-SHA256 under the franking key over the content bytes exactly as sent. */
export const commitmentOf = (frankingKey: Uint8Array, contentBytes: Uint8Array): Uint8Array<ArrayBuffer> => {
  requireKey(frankingKey)
  return new Uint8Array(createHmac('sha256', frankingKey).update(contentBytes).digest())
}

/** Whether a commitment is that of this key and content; takes the same time for every wrong one of the right length. */
export const commitmentHolds = (commitment: Uint8Array, frankingKey: Uint8Array, contentBytes: Uint8Array): boolean => {
  const expected = commitmentOf(frankingKey, contentBytes)
  return commitment.length === expected.length && timingSafeEqual(commitment, expected)
}

const requireKey = (frankingKey: Uint8Array): void => {
  if (frankingKey.length !== FRANKING_KEY_BYTES) throw new TypeError('a franking key has 32 bytes')
}
