// SPDX-License-Identifier: Apache-2.0
import { SealedFileError } from '../../wire/content/attachments.ts'

/** Every reason for which an attachment does not pass, by name; no text holds an identifier, a key, a path or content. */
export const attachmentErrors = {
  TOO_LARGE: 'The file is larger than any attachment.',
  NOT_A_FILE: 'The path does not name a plain file.',
  SOURCE_CHANGED: 'The file is not the one that was prepared any more.',
  TICKET_REFUSED: 'The gateway does not take the ticket, and there was no better one.',
  REFUSED: 'The gateway refused the transfer, or has no such attachment for this device any more; GetAttachment tells how it stands.',
  UNREACHABLE: 'The gateway could not be reached, or was cut off, with every try.',
  STALLED: 'The gateway let the transfer stand still with every try.',
  UNSAFE_URL: 'The ticket names a place that is neither https nor on this machine.',
  REDIRECTED: 'The answer points elsewhere; nothing is followed.',
  ENCODED: 'The answer has a content encoding; sealed bytes have none.',
  WRONG_LENGTH: 'The gateway has another length for the attachment than was said.',
  UNEXPECTED_ANSWER: 'The gateway\'s answer does not belong to the request.',
  EXPIRED: 'The attachment was kept for as long as the agreement says, and is gone.',
  GONE: 'There is no such attachment: everybody has it, its host or sender did not give it, or it never was.',
  HOST_TOO_LARGE: 'The host gave more than its offer said.',
  CORRUPT: 'What was uploaded or hosted was not what its sender had said.',
  TRUNCATED: 'The bytes end before the file does.',
  LENGTHENED: 'There are more bytes than the file has.',
  FORGED: 'A part was changed, moved, doubled or left out, or the key is another\'s.',
  PADDING: 'What follows the file\'s own bytes is not padding.',
  WRONG_DIGEST: 'The bytes are not those that the message named.',
  NOT_SAVED: 'The file system did not take the file; its error is the cause.',
} as const satisfies Record<string, string>

/** A code of {@link attachmentErrors}. */
export type AttachmentErrorReason = keyof typeof attachmentErrors

/** Thrown when an attachment does not pass; an abort throws the signal's reason instead, and a ticket callback or stream of the caller its own error. */
export class AttachmentError extends Error {
  readonly reason: AttachmentErrorReason
  /** The gateway's error code, in the catalogue with its cause and fix; undefined when it named none. */
  readonly code: string | undefined
  constructor(reason: AttachmentErrorReason, { code, cause }: { readonly code?: string | undefined; readonly cause?: unknown } = {}) {
    super(attachmentErrors[reason], cause === undefined ? undefined : { cause })
    this.name = 'AttachmentError'
    this.reason = reason
    this.code = code
  }
}

/** What a reader is told of an error on the way: the codec's own under the same reason, others as they are. */
export const readingError = (error: unknown): unknown => (error instanceof SealedFileError ? new AttachmentError(error.reason, { cause: error }) : error)

/** What a sender is told of an error on the way: a file that came out shorter or longer than it was has changed. */
export const sourceError = (error: unknown): unknown => (error instanceof SealedFileError ? new AttachmentError('SOURCE_CHANGED', { cause: error }) : error)
