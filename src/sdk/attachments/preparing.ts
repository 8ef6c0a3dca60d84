// SPDX-License-Identifier: Apache-2.0
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { ATTACHMENT_KEY_BYTES, SEALED_SEGMENT_BYTES, sealedLength, sealSegments, SEGMENT_BYTES, segmentCount, TAG_BYTES } from '../../wire/content/attachments.ts'
import { AttachmentError, sourceError } from './errors.ts'
import { sourceOf } from './source.ts'
import type { AttachmentSource } from './source.ts'

/** A file that was read once: what `CreateUpload` and the pointer say of it. */
export interface PreparedAttachment {
  readonly source: AttachmentSource
  /** 32 bytes, for this file only. Secret: into the pointer and nowhere else; the caller's to zero after the upload. */
  readonly key: Uint8Array
  /** SHA-256 over the ciphertext, 32 bytes. */
  readonly sha256: Uint8Array
  /** Of the file. */
  readonly sizeBytes: number
  /** Of the ciphertext: what the gateway is told. */
  readonly sealedBytes: number
  /** The tag of each segment, 16 bytes each: a four-thousandth of the file, at most 1 MiB. */
  readonly tags: Uint8Array
}

/** How a file is prepared. */
export interface PrepareOptions {
  /** Of a file that was prepared before, by a process that is gone: `SOURCE_CHANGED` unless it is still the same file. */
  readonly again?: Pick<PreparedAttachment, 'key' | 'sha256'>
  /** Called with the bytes of the file that were read. */
  readonly onProgress?: (doneBytes: number) => void
  readonly signal?: AbortSignal
  /** Where the key comes from; default: the system. */
  readonly random?: (length: number) => Uint8Array
}

/**
 * Reads a file, or a source, once and makes its key and digest; nothing is written or sent. Throws {@link AttachmentError} `TOO_LARGE`, `NOT_A_FILE`, `SOURCE_CHANGED`, and what
 * the file system or the source says.
 */
export const prepareAttachment = async (from: string | AttachmentSource, { again, onProgress, signal, random = randomBytes }: PrepareOptions = {}): Promise<PreparedAttachment> => {
  const source = await sourceOf(from)
  const { sizeBytes } = source
  const key = again?.key ?? random(ATTACHMENT_KEY_BYTES)
  const tags = new Uint8Array(segmentCount(sizeBytes) * TAG_BYTES)
  const digest = createHash('sha256')
  let index = 0
  for await (const sealed of sealedFrom({ source, key, signal })) {
    digest.update(sealed)
    tags.set(sealed.subarray(-TAG_BYTES), index * TAG_BYTES)
    index += 1
    onProgress?.(Math.min(sizeBytes, index * SEGMENT_BYTES))
  }
  const sha256 = new Uint8Array(digest.digest())
  if (again !== undefined && !equal(sha256, again.sha256)) throw new AttachmentError('SOURCE_CHANGED')
  return { source, key, sha256, sizeBytes, sealedBytes: sealedLength(sizeBytes), tags }
}

/**
 * The ciphertext of a prepared file from an offset in it. Each segment is compared with what was prepared before any of it is given out, since a second plaintext under the same
 * key and nonce would betray both: `SOURCE_CHANGED`.
 */
export async function* sealAgain({ source, key, tags }: PreparedAttachment, offset: number, signal?: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
  const fromSegment = Math.floor(offset / SEALED_SEGMENT_BYTES)
  let skipped = offset % SEALED_SEGMENT_BYTES
  let at = fromSegment * TAG_BYTES
  for await (const sealed of sealedFrom({ source, key, signal, fromSegment })) {
    if (!equal(sealed.subarray(-TAG_BYTES), tags.subarray(at, at + TAG_BYTES))) throw new AttachmentError('SOURCE_CHANGED')
    yield sealed.subarray(skipped)
    skipped = 0
    at += TAG_BYTES
  }
}

interface SealedFrom { readonly source: AttachmentSource; readonly key: Uint8Array; readonly signal: AbortSignal | undefined; readonly fromSegment?: number }

async function* sealedFrom({ source, key, signal, fromSegment = 0 }: SealedFrom): AsyncGenerator<Uint8Array, void, undefined> {
  const chunks = source.open(Math.min(source.sizeBytes, fromSegment * SEGMENT_BYTES))
  try {
    for await (const sealed of sealSegments({ key, sizeBytes: source.sizeBytes, chunks, fromSegment })) {
      signal?.throwIfAborted()
      yield sealed
    }
  } catch (error) {
    throw sourceError(error)
  }
}

const equal = (one: Uint8Array, other: Uint8Array): boolean => one.length === other.length && timingSafeEqual(one, other)
