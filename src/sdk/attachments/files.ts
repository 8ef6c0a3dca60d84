// SPDX-License-Identifier: Apache-2.0
import type { AttachmentId, AttachmentState, AttachmentTicket } from '../../model/attachments.ts'
import type { AttachmentPointer } from '../../wire/content/index.ts'
import type { AttachmentDraft, DeviceClient } from '../device/client.ts'
import type { SentStatus } from '../device/types.ts'
import { downloadAttachment } from './downloading.ts'
import { AttachmentError } from './errors.ts'
import type { AttachmentErrorReason } from './errors.ts'
import { prepareAttachment } from './preparing.ts'
import { saveAttachment } from './saving.ts'
import type { AttachmentSource } from './source.ts'
import { waitFor } from './transfer.ts'
import type { TransferOptions } from './transfer.ts'
import { uploadAttachment } from './uploading.ts'

/** What files ask of a device; all of it is part of its client. */
export type FileDevice = Pick<DeviceClient, 'createUpload' | 'attachment' | 'attachmentDone' | 'sendAttachment'>

/** A file to a contact. What is left out is not known, or empty. */
export interface FileDraft extends Omit<AttachmentDraft, 'attachment'>, Partial<Omit<AttachmentPointer, 'id' | 'key' | 'sha256' | 'sizeBytes' | 'kind' | 'mediaType'>>, Pick<AttachmentPointer, 'kind' | 'mediaType'> {
  /** A path, or bytes that can be read more than once. */
  readonly source: string | AttachmentSource
}

/** How files pass: as of a transfer, but the tickets are the device's business. */
export type FileOptions = Omit<TransferOptions, 'renewTicket'>

/** Why a file that is not there is not there. */
const MISSING: Readonly<Record<Exclude<AttachmentState, 'pending' | 'available'>, AttachmentErrorReason>> =
  { expired: 'EXPIRED', gone: 'GONE', tooLarge: 'HOST_TOO_LARGE', corrupt: 'CORRUPT' }
/** Milliseconds for which a reader waits for a file that is still fetched: as long as the longest fetch. */
const LONGEST_WAIT_MS = 600_000

/**
 * Seals a file, uploads it and sends the message that points to it; resolves as `sendAttachment` does. Memory is constant, a cut is gone on from. Throws {@link AttachmentError}, what the device
 * throws, and the signal's reason; no message is sent then.
 */
export const sendFile = async (device: FileDevice, draft: FileDraft, options: FileOptions = {}): Promise<SentStatus> => {
  const { source, to, replyTo, demandedCustody, ttlSeconds, urgent, ...shown } = draft
  const prepared = await prepareAttachment(source, options.signal === undefined ? {} : { signal: options.signal })
  const ticket = await device.createUpload({ to, sizeBytes: prepared.sealedBytes, sha256: prepared.sha256 })
  await uploaded(device, ticket, (renewTicket) => uploadAttachment({ ...options, prepared, ticket, renewTicket }))
  options.signal?.throwIfAborted()
  return device.sendAttachment({
    to, ...present({ replyTo, demandedCustody, ttlSeconds, urgent }),
    attachment: {
      name: '', caption: '', width: 0, height: 0, durationMs: 0, waveform: new Uint8Array(0), thumbnail: undefined, ...shown,
      id: ticket.attachmentId, key: prepared.key, sha256: prepared.sha256, sizeBytes: prepared.sizeBytes,
    },
  })
}

/**
 * Saves a received file at `path` once every part and the digest held, and tells the gateway that this device has it. Waits for one that is still fetched from its host. Throws {@link AttachmentError}
 * (`EXPIRED`, `GONE`, `HOST_TOO_LARGE`, `CORRUPT` say why there is nothing), what the device throws, and the signal's reason; nothing is at `path` then that was not before, unless it is the
 * device that could not tell the gateway in the end: the file stays, and may be told of again with `attachmentDone`.
 */
export const saveFile = async (device: FileDevice, pointer: AttachmentPointer, path: string, options: FileOptions = {}): Promise<void> => {
  await saveAttachment(path, { ...options, pointer, ticket: await readable(device, pointer.id, options), renewTicket: () => readable(device, pointer.id, options) })
  await device.attachmentDone(pointer.id)
}

/** The bytes of a received file as they come; see `downloadAttachment` for what may be done with them before the end. The gateway keeps the file: tell it with `attachmentDone`. */
export async function* readFile(device: FileDevice, pointer: AttachmentPointer, options: FileOptions = {}): AsyncGenerator<Uint8Array, void, undefined> {
  yield* downloadAttachment({ ...options, pointer, ticket: await readable(device, pointer.id, options), renewTicket: () => readable(device, pointer.id, options) })
}

/** Thrown for another ticket that is not needed any more: the last bytes had come. */
class Whole extends Error {}

const uploaded = async (device: FileDevice, { attachmentId }: AttachmentTicket, upload: (renew: () => Promise<AttachmentTicket>) => Promise<void>): Promise<void> => {
  try {
    await upload(async () => {
      const answer = await device.attachment(attachmentId)
      if (answer.kind === 'attachmentTicket') return answer
      if (answer.state === 'available') throw new Whole()
      throw new AttachmentError(answer.state === 'pending' ? 'REFUSED' : MISSING[answer.state])
    })
  } catch (error) {
    if (!(error instanceof Whole)) throw error
  }
}

const readable = async (device: FileDevice, id: AttachmentId, options: FileOptions): Promise<AttachmentTicket> => {
  let waitedMs = 0
  for (;;) {
    const answer = await device.attachment(id)
    if (answer.kind === 'attachmentTicket') return answer
    if (answer.state !== 'pending' && answer.state !== 'available') throw new AttachmentError(MISSING[answer.state])
    if (waitedMs >= LONGEST_WAIT_MS) throw new AttachmentError('STALLED')
    const pauseMs = Math.max(1, answer.retryAfterSeconds) * 1_000
    await waitFor(pauseMs, options)
    waitedMs += pauseMs
  }
}

/** Without what is undefined. */
const present = <T extends object>(values: T): { readonly [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> }
