// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '../../model/errors.ts'
import { MAX_CONTENT_BYTES } from '../../model/values.ts'

/** Lengths that a serialised content has: an observer of the ciphertext learns the class, not the length. */
export const SIZE_CLASSES: readonly number[] = [160, 320, 640, 1_280, 2_560, 5_120, 10_240, MAX_CONTENT_BYTES]

/** Field 100, length-delimited, as a two-byte varint: what `Content.padding` begins with. */
const TAG = Uint8Array.of(0xa2, 0x06)
/** Tag and a one-byte length: below this many missing bytes no padding fits, and the next class is taken. */
const LEAST_PADDING = TAG.length + 1
/** Missing bytes that a one-byte length can tell of. */
const MOST_WITH_SHORT_LENGTH = LEAST_PADDING + 0x7f

/**
 * Serialised content brought to its size class by a padding field of zeros at its end. Where one byte is too little and two
 * are too many to say the length, the length takes two: every protobuf reader reads that. Throws `ENVELOPE_TOO_LARGE`.
 */
export const padContent = (content: Uint8Array): Uint8Array<ArrayBuffer> => {
  const size = SIZE_CLASSES.find((one) => one === content.length || one - content.length >= LEAST_PADDING)
  if (size === undefined) throw new GatewayError('ENVELOPE_TOO_LARGE', 'content over 16 KiB')
  const padded = new Uint8Array(size)
  padded.set(content)
  const missing = size - content.length
  if (missing > 0) writePadding(padded, content.length, missing)
  return padded
}

const writePadding = (padded: Uint8Array, at: number, missing: number): void => {
  padded.set(TAG, at)
  if (missing <= MOST_WITH_SHORT_LENGTH) {
    padded[at + 2] = missing - LEAST_PADDING
    return
  }
  const length = missing - LEAST_PADDING - 1
  padded[at + 2] = (length & 0x7f) | 0x80
  padded[at + 3] = length >> 7
}
