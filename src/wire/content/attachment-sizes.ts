// SPDX-License-Identifier: Apache-2.0

/** Bytes of plaintext in every segment but the last: the size that age and Tink seal by, 65,536. */
export const SEGMENT_BYTES = 65_536
/** Bytes that sealing adds to a segment: the whole tag of AES-GCM. */
export const TAG_BYTES = 16
/** Bytes of an attachment's key. */
export const ATTACHMENT_KEY_BYTES = 32
/** Bytes of every sealed segment but the last. */
export const SEALED_SEGMENT_BYTES = SEGMENT_BYTES + TAG_BYTES
/** Smallest size class: a short text, a small picture and an empty file look alike. */
const LEAST_PADDED_BYTES = 1_024
/** Largest file: the highest size class whose ciphertext still has a length of 32 bits, 63 × 64 MiB. */
export const MAX_ATTACHMENT_BYTES = 63 * 2 ** 26

/**
 * Length of a file with its padding, by PADMÉ: Nikitin and others, "Reducing Metadata Leakage from Encrypted Files and Communication with
 * PURBs", 2019, algorithm 1. At least 1,024 bytes; from there on at most a sixteenth more than the file. Throws a `RangeError` when no attachment has that length.
 */
export const paddedLength = (sizeBytes: number): number => {
  if (!Number.isInteger(sizeBytes) || sizeBytes < 0 || sizeBytes > MAX_ATTACHMENT_BYTES) throw new RangeError('no attachment has this length')
  if (sizeBytes <= LEAST_PADDED_BYTES) return LEAST_PADDED_BYTES
  const exponent = floorLog2(sizeBytes)
  const step = 2 ** (exponent - floorLog2(exponent) - 1)
  return Math.ceil(sizeBytes / step) * step
}

/** Segments of a file of `sizeBytes`, those that hold only padding included; never 0. */
export const segmentCount = (sizeBytes: number): number => Math.ceil(paddedLength(sizeBytes) / SEGMENT_BYTES)

/** Bytes of the ciphertext of a file of `sizeBytes`. */
export const sealedLength = (sizeBytes: number): number => paddedLength(sizeBytes) + segmentCount(sizeBytes) * TAG_BYTES

/** Bytes of sealed segment `index` (from 0) of a file of `sizeBytes`. */
export const sealedSegmentLength = (sizeBytes: number, index: number): number =>
  Math.min(SEALED_SEGMENT_BYTES, sealedLength(sizeBytes) - index * SEALED_SEGMENT_BYTES)

/** Some segments in a row, and where their ciphertext lies. */
export interface SegmentSpan {
  /** First segment, from 0. */
  readonly first: number
  /** The segment after the last one. */
  readonly end: number
  /** Offset of the first byte in the ciphertext. */
  readonly sealedFrom: number
  /** Offset after the last byte in the ciphertext. */
  readonly sealedEnd: number
}

/** The segments that hold the file's bytes from `fromByte` up to, and without, `endByte`. Throws a `RangeError` unless 0 ≤ fromByte < endByte ≤ sizeBytes. */
export const spanOf = (sizeBytes: number, fromByte: number, endByte: number): SegmentSpan => {
  if (!(Number.isInteger(fromByte) && Number.isInteger(endByte) && fromByte >= 0 && fromByte < endByte && endByte <= sizeBytes)) {
    throw new RangeError('no such bytes in the file')
  }
  return segmentSpan(sizeBytes, Math.floor(fromByte / SEGMENT_BYTES), Math.ceil(endByte / SEGMENT_BYTES))
}

/** All segments of a file. */
export const wholeSpan = (sizeBytes: number): SegmentSpan => segmentSpan(sizeBytes, 0, segmentCount(sizeBytes))

/** Segments `first` up to, and without, `end`. Throws a `RangeError` unless 0 ≤ first < end ≤ their count. */
export const segmentSpan = (sizeBytes: number, first: number, end: number): SegmentSpan => {
  const count = segmentCount(sizeBytes)
  if (!(Number.isInteger(first) && Number.isInteger(end) && first >= 0 && first < end && end <= count)) throw new RangeError('no such segments in the file')
  return { first, end, sealedFrom: first * SEALED_SEGMENT_BYTES, sealedEnd: Math.min(end * SEALED_SEGMENT_BYTES, sealedLength(sizeBytes)) }
}

const floorLog2 = (value: number): number => 31 - Math.clz32(value)
