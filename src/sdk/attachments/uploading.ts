// SPDX-License-Identifier: Apache-2.0
import { SEALED_SEGMENT_BYTES, SEGMENT_BYTES } from '../../wire/content/attachments.ts'
import { sealAgain } from './preparing.ts'
import type { PreparedAttachment } from './preparing.ts'
import { createTransfer } from './transfer.ts'
import type { TransferOptions, TransferTicket } from './transfer.ts'
import { askOffset, sendRest } from './tus.ts'

/** An upload. */
export interface UploadOptions extends TransferOptions {
  readonly prepared: PreparedAttachment
  /** For uploading: the answer to `CreateUpload`, or to `GetAttachment` by the device that uploads. */
  readonly ticket: TransferTicket
}

/**
 * Sends the ciphertext of a prepared file and resolves once the gateway has all of it on disk; goes on from where it stands after a cut, with a new ticket when the old one is no longer taken, and also
 * when it was begun by a process that is gone. Reads the file again, in constant memory. Throws {@link AttachmentError}, the signal's reason, and what the source or `renewTicket` throws.
 */
export const uploadAttachment = ({ prepared, ticket, onProgress, ...options }: UploadOptions): Promise<void> => {
  const onSealedProgress = (offset: number): void => onProgress?.(fileBytesAt(offset, prepared.sizeBytes))
  return uploadSealed({ ...options, ticket, sealedBytes: prepared.sealedBytes, onProgress: onSealedProgress, open: (offset) => sealAgain(prepared, offset, options.signal) })
}

/** An upload of what is sealed already. */
export interface SealedUploadOptions extends TransferOptions {
  readonly ticket: TransferTicket
  readonly sealedBytes: number
  /** The ciphertext from an offset to its end; the same each time. */
  readonly open: (offset: number) => AsyncIterable<Uint8Array>
}

/** As {@link uploadAttachment}, of ciphertext; `onProgress` counts its bytes. */
export const uploadSealed = async ({ ticket, sealedBytes, open, onProgress, ...options }: SealedUploadOptions): Promise<void> => {
  const transfer = createTransfer(ticket, options)
  const report = (offset: number): void => onProgress?.(offset)
  let confirmed = 0
  for (;;) {
    let movedBytes = 0
    try {
      const offset = await askOffset(transfer, sealedBytes)
      movedBytes = offset - confirmed
      confirmed = Math.max(confirmed, offset)
      report(offset)
      if (offset < sealedBytes) await sendRest(transfer, { offset, sealedBytes, chunks: reported(open(offset), offset, report) })
      report(sealedBytes)
      return
    } catch (error) {
      await transfer.recover(error, movedBytes)
    }
  }
}

/** The chunks; each is reported when the next is asked for, so when the network took it. */
async function* reported(chunks: AsyncIterable<Uint8Array>, from: number, report: (offset: number) => void): AsyncGenerator<Uint8Array, void, undefined> {
  let offset = from
  for await (const chunk of chunks) {
    yield chunk
    offset += chunk.length
    report(offset)
  }
}

const fileBytesAt = (offset: number, sizeBytes: number): number =>
  Math.min(sizeBytes, Math.floor(offset / SEALED_SEGMENT_BYTES) * SEGMENT_BYTES + Math.min(offset % SEALED_SEGMENT_BYTES, SEGMENT_BYTES))
