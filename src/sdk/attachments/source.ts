// SPDX-License-Identifier: Apache-2.0
import { open, stat } from 'node:fs/promises'
import type { ByteChunks } from '../../wire/content/attachments.ts'
import { MAX_ATTACHMENT_BYTES } from '../../wire/content/attachments.ts'
import { AttachmentError } from './errors.ts'

/** Bytes that can be read more than once: for the digest, to send, and again after a cut. */
export interface AttachmentSource {
  readonly sizeBytes: number
  /** The bytes from `fromByte` (0 up to `sizeBytes`) to the end, in chunks of any size; the same each time. */
  readonly open: (fromByte: number) => ByteChunks
}

/** Bytes of one read: four segments, so that few reads wait for the disk. */
const READ_BYTES = 262_144

/** The source itself, or that of the file at a path. Throws `NOT_A_FILE`, `TOO_LARGE`, or what the file system says. */
export const sourceOf = async (from: string | AttachmentSource): Promise<AttachmentSource> => {
  const source = typeof from === 'string' ? await fileSource(from) : from
  if (source.sizeBytes > MAX_ATTACHMENT_BYTES) throw new AttachmentError('TOO_LARGE')
  return source
}

const fileSource = async (path: string): Promise<AttachmentSource> => {
  const found = await stat(path)
  if (!found.isFile()) throw new AttachmentError('NOT_A_FILE')
  return { sizeBytes: found.size, open: (fromByte) => readFrom(path, fromByte) }
}

async function* readFrom(path: string, fromByte: number): AsyncGenerator<Uint8Array, void, undefined> {
  const file = await open(path)
  const buffer = new Uint8Array(READ_BYTES)
  try {
    for (let position = fromByte; ;) {
      const { bytesRead } = await file.read(buffer, 0, READ_BYTES, position)
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
      position += bytesRead
    }
  } finally {
    buffer.fill(0)
    await file.close()
  }
}
