// SPDX-License-Identifier: AGPL-3.0-only
import type { AttachmentDirection, AttachmentId } from '../model/attachments.ts'
import type { AttachmentReaders, AttachmentRow, AttachmentTransactors } from '../store/attachments.ts'

/** When something is to be done. Both return what cancels it. */
export interface Timers {
  readonly after: (ms: number, task: () => void) => () => void
  readonly every: (ms: number, task: () => void) => () => void
}

/** Of the store, what the bytes' side reads and changes. */
export interface MediaStore {
  /** It holds no more as soon as somebody may reach somebody no more, or again. */
  readonly moment: () => { holds(): boolean }
  readonly read: Pick<AttachmentReaders, 'attachment' | 'ticket' | 'neededAttachments' | 'endedAttachments'>
  readonly write: Pick<AttachmentTransactors, 'spendTicket' | 'advanceAttachment' | 'settleAttachment' | 'forgetBytes'>
}

/** What is counted of attachments; parties, words of the source and numbers only. */
export interface MediaEvents {
  readonly bytesPassed: (party: string, direction: AttachmentDirection, bytes: number) => void
  /** `finished`, or the code that it was broken off with. */
  readonly uploadEnded: (party: string, ending: string) => void
  /** A call to the store of objects failed. */
  readonly objectsFailed: (call: string) => void
}

/** What the bytes' side stands on. */
export interface MediaDeps {
  readonly store: MediaStore
  /** Wall time in ms since the epoch, for what ends. */
  readonly now: () => number
  /** The same, for deleting what ended: slow to believe a clock that jumps ahead. */
  readonly patientNow: () => number
  /** Ms that only rise. */
  readonly monotonic: () => number
  readonly timers: Timers
  /** Whether what one user sent another may still pass between the two; takes as long where there is none. */
  readonly mayPass: (attachment: AttachmentRow | undefined) => Promise<boolean>
  /** A fault of ours that no answer tells of. */
  readonly failed: (task: string, error: unknown) => void
  readonly told?: MediaEvents | undefined
}

/** Ciphertext at rest, by id. Each call throws `UNAVAILABLE` where the disk or the store of objects gives way. */
export interface Blobs {
  /** The bytes from `start` up to and without `end`, in pieces. Throws `ATTACHMENT_REFUSED` where there are none. */
  readonly read: (id: AttachmentId, start: number, end: number) => AsyncIterable<Uint8Array>
  /** Nothing is there afterwards, as if there had never been. */
  readonly remove: (id: AttachmentId) => Promise<void>
  /** Whatever is there, in batches of at most `size`; a bucket's only once it lies there for a while. */
  readonly list: (size: number) => AsyncIterable<readonly AttachmentId[]>
}
