// SPDX-License-Identifier: Apache-2.0
import { createHash, timingSafeEqual } from 'node:crypto'
import { MAX_ATTACHMENT_BYTES, openSegments, sealedLength, SEGMENT_BYTES, spanOf } from '../../wire/content/attachments.ts'
import { AttachmentError, readingError } from './errors.ts'
import { fetchSealed } from './fetching.ts'
import { createTransfer } from './transfer.ts'
import type { TransferOptions, TransferTicket } from './transfer.ts'

/** Of a message's pointer, what it takes to fetch and open the file. */
export interface FilePointer {
  /** 32 bytes. */
  readonly key: Uint8Array
  /** SHA-256 over the ciphertext, 32 bytes. */
  readonly sha256: Uint8Array
  /** Of the file. */
  readonly sizeBytes: number
}

/** A download. */
export interface DownloadOptions extends TransferOptions {
  readonly pointer: FilePointer
  /** For downloading: the answer to `GetAttachment`. */
  readonly ticket: TransferTicket
}

/**
 * The file's bytes in constant memory, over as many requests as it takes; each piece has passed its own check and is the caller's to zero. Only an iteration that came to its end without an error gave the
 * file: all of it, and the one that the message named. Until then pieces may be shown, as a video is, and must not be kept as the file; the last piece comes only after the digest was
 * compared. Throws {@link AttachmentError}, the signal's reason, and what `renewTicket` throws.
 */
export async function* downloadAttachment({ pointer, ticket, ...options }: DownloadOptions): AsyncGenerator<Uint8Array, void, undefined> {
  const { key, sha256, sizeBytes } = pointer
  requireSize(sizeBytes)
  const sealedBytes = sealedLength(sizeBytes)
  const sealed = fetchSealed(createTransfer(ticket, options), { from: 0, end: sealedBytes, sealedBytes })
  let doneBytes = 0
  try {
    // One piece is held back: the last of a file may come before what is only padding, and with it the digest, was looked at.
    let held: Uint8Array | undefined
    const give = (piece: Uint8Array): void => {
      doneBytes += piece.length
      options.onProgress?.(doneBytes)
    }
    for await (const piece of openSegments({ key, sizeBytes, chunks: digested(sealed, sha256) })) {
      if (held !== undefined) {
        yield held
        give(held)
      }
      held = piece
    }
    if (held === undefined) return
    yield held
    give(held)
  } catch (error) {
    throw readingError(error)
  }
}

/** Some bytes of a file. */
export interface RangeOptions extends DownloadOptions {
  /** The first byte, from 0. */
  readonly fromByte: number
  /** The byte after the last one, at most the file's size. */
  readonly endByte: number
}

/**
 * Bytes `fromByte` up to, and without, `endByte` of a file, for who shows a film from its middle. Each piece has passed its own check, and no digest can be compared: what comes is for display and is not to be
 * kept as the file. Throws as {@link downloadAttachment} does, and a `RangeError` for bytes that the file does not have.
 */
export async function* downloadRange({ pointer: { key, sizeBytes }, ticket, fromByte, endByte, ...options }: RangeOptions): AsyncGenerator<Uint8Array, void, undefined> {
  requireSize(sizeBytes)
  const span = spanOf(sizeBytes, fromByte, endByte)
  const chunks = fetchSealed(createTransfer(ticket, options), { from: span.sealedFrom, end: span.sealedEnd, sealedBytes: sealedLength(sizeBytes) })
  let offset = span.first * SEGMENT_BYTES
  try {
    for await (const piece of openSegments({ key, sizeBytes, chunks, span })) {
      const wanted = piece.subarray(Math.max(0, fromByte - offset), endByte - offset)
      offset += piece.length
      yield wanted
      options.onProgress?.(Math.min(offset, endByte) - fromByte)
    }
  } catch (error) {
    throw readingError(error)
  }
}

/** A pointer is its sender's word. */
const requireSize = (sizeBytes: number): void => {
  if (!Number.isInteger(sizeBytes) || sizeBytes < 0 || sizeBytes > MAX_ATTACHMENT_BYTES) throw new AttachmentError('TOO_LARGE')
}

/** The chunks, with an error in place of the end when they are not those of the digest. */
async function* digested(chunks: AsyncIterable<Uint8Array>, sha256: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  const hash = createHash('sha256')
  for await (const chunk of chunks) {
    hash.update(chunk)
    yield chunk
  }
  const digest = hash.digest()
  if (digest.length !== sha256.length || !timingSafeEqual(digest, sha256)) throw new AttachmentError('WRONG_DIGEST')
}
