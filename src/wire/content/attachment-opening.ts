// SPDX-License-Identifier: Apache-2.0
import { cutChunks } from './attachment-chunks.ts'
import type { ByteChunks } from './attachment-chunks.ts'
import { SealedFileError } from './attachment-error.ts'
import { openSegment } from './attachment-segment.ts'
import { SEALED_SEGMENT_BYTES, sealedSegmentLength, SEGMENT_BYTES, segmentCount, wholeSpan } from './attachment-sizes.ts'
import type { SegmentSpan } from './attachment-sizes.ts'

/** A sealed file to open, or some segments of it. */
export interface Opening {
  /** From the pointer; the caller's to zero. */
  readonly key: Uint8Array
  /** Of the whole file, from the pointer. */
  readonly sizeBytes: number
  /** The ciphertext of the span: from its `sealedFrom` up to its `sealedEnd`. */
  readonly chunks: ByteChunks
  /** Default: the whole file. */
  readonly span?: SegmentSpan
}

/**
 * The file's bytes, one segment at a time, each only after its tag held for its place and, for the last of the span, after the chunks ended there.
 * The padding is checked to be zeros and not given out. Each piece is the caller's to zero. Throws a {@link SealedFileError} in place of the first segment
 * that was truncated, changed, moved, doubled or followed by more, and gives nothing of it.
 *
 * What came before an error, or before the end, is what a holder of the key sealed at that very place of a file of this size. It may be shown
 * while the rest comes, as a video is; it must not count as the file. The file is whole and the one that was meant only after the last piece, and when
 * the digest of the ciphertext is the pointer's: AES-GCM does not commit to its key, so only the digest makes all readers, and who judges a report, see one and the same file.
 */
export async function* openSegments({ key, sizeBytes, chunks, span = wholeSpan(sizeBytes) }: Opening): AsyncGenerator<Buffer, void, undefined> {
  const last = segmentCount(sizeBytes) - 1
  const cutter = cutChunks(chunks, SEALED_SEGMENT_BYTES)
  try {
    for (let index = span.first; index < span.end; index += 1) {
      const length = sealedSegmentLength(sizeBytes, index)
      const sealed = await cutter.take(length)
      if (sealed.length < length) throw new SealedFileError('TRUNCATED')
      const plaintext = openSegment(key, { index, isLast: index === last }, sealed)
      if (plaintext === undefined) throw new SealedFileError('FORGED')
      const file = await checked(plaintext, sizeBytes - index * SEGMENT_BYTES, async () => index === span.end - 1 && !(await cutter.isAtEnd()))
      if (file.length > 0) yield file
    }
  } finally {
    await cutter.close()
  }
}

/** The part of a segment that is the file's, of which `left` bytes begin here; zeroes all of it where it cannot be given out. */
const checked = async (plaintext: Buffer, left: number, isFollowed: () => Promise<boolean>): Promise<Buffer> => {
  const own = Math.min(plaintext.length, Math.max(0, left))
  try {
    if (!isZero(plaintext.subarray(own))) throw new SealedFileError('PADDING')
    if (await isFollowed()) throw new SealedFileError('LENGTHENED')
    return plaintext.subarray(0, own)
  } catch (error) {
    plaintext.fill(0)
    throw error
  }
}

const ZEROS = Buffer.alloc(SEGMENT_BYTES)

const isZero = (bytes: Buffer): boolean => bytes.equals(ZEROS.subarray(0, bytes.length))
