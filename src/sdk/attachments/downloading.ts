// SPDX-License-Identifier: Apache-2.0
import { createHash, timingSafeEqual } from 'node:crypto'
import { MAX_ATTACHMENT_BYTES, openSegments, sealedLength } from '../../wire/content/attachments.ts'
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
  // The pointer is its sender's word.
  if (sizeBytes > MAX_ATTACHMENT_BYTES) throw new AttachmentError('TOO_LARGE')
  const sealed = fetchSealed(createTransfer(ticket, options), sealedLength(sizeBytes))
  let doneBytes = 0
  try {
    for await (const piece of openSegments({ key, sizeBytes, chunks: digested(sealed, sha256) })) {
      doneBytes += piece.length
      yield piece
      options.onProgress?.(doneBytes)
    }
  } catch (error) {
    throw readingError(error)
  }
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
