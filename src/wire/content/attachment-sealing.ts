// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { cutChunks } from './attachment-chunks.ts'
import type { ByteChunks } from './attachment-chunks.ts'
import { SealedFileError } from './attachment-error.ts'
import { sealSegment } from './attachment-segment.ts'
import { paddedLength, SEGMENT_BYTES, segmentCount } from './attachment-sizes.ts'

/** A file to seal. */
export interface Sealing {
  /** 32 random bytes, used for this file only; the caller's to zero. */
  readonly key: Uint8Array
  /** Of the whole file. */
  readonly sizeBytes: number
  /** The file's bytes from where segment `fromSegment` begins (64 KiB times its number; the end of the file if that is less). */
  readonly chunks: ByteChunks
  /** The segment to begin with, from 0; for an upload that goes on. */
  readonly fromSegment?: number
}

/**
 * The sealed segments of a file, padding included, each in a buffer of its own; holds two segments at a time. Throws a {@link SealedFileError} when the
 * chunks are fewer (`TRUNCATED`) or more (`LENGTHENED`) than `sizeBytes`, in place of the segment in which that shows.
 */
export async function* sealSegments({ key, sizeBytes, chunks, fromSegment = 0 }: Sealing): AsyncGenerator<Buffer<ArrayBuffer>, void, undefined> {
  const count = segmentCount(sizeBytes)
  const padded = new Uint8Array(SEGMENT_BYTES)
  const cutter = cutChunks(chunks, SEGMENT_BYTES)
  try {
    for (let index = fromSegment; index < count; index += 1) {
      const length = Math.min(SEGMENT_BYTES, paddedLength(sizeBytes) - index * SEGMENT_BYTES)
      const own = Math.min(length, Math.max(0, sizeBytes - index * SEGMENT_BYTES))
      const piece = await cutter.take(own)
      if (piece.length < own) throw new SealedFileError('TRUNCATED')
      const sealed = sealSegment(key, { index, isLast: index === count - 1 }, own === length ? piece : withZeros(padded, piece, length))
      if ((index + 1) * SEGMENT_BYTES >= sizeBytes && !(await cutter.isAtEnd())) throw new SealedFileError('LENGTHENED')
      yield sealed
    }
  } finally {
    padded.fill(0)
    await cutter.close()
  }
}

/** SHA-256 over all chunks. */
export const digestOf = async (chunks: ByteChunks): Promise<Uint8Array<ArrayBuffer>> => {
  const hash = createHash('sha256')
  for await (const chunk of chunks) hash.update(chunk)
  return new Uint8Array(hash.digest())
}

const withZeros = (padded: Uint8Array, piece: Uint8Array, length: number): Uint8Array => {
  padded.fill(0)
  padded.set(piece)
  return padded.subarray(0, length)
}
