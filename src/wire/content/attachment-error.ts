// SPDX-License-Identifier: Apache-2.0

/** Every way in which bytes are not the sealed file that they were said to be; no text holds a key or content. */
export const sealedFileErrors = {
  TRUNCATED: 'The bytes end before the file does.',
  LENGTHENED: 'There are more bytes than the file has.',
  FORGED: 'A segment was changed, moved, doubled or left out, or the key is another\'s.',
  PADDING: 'What follows the file\'s own bytes is not padding.',
} as const satisfies Record<string, string>

/** A code of {@link sealedFileErrors}. */
export type SealedFileErrorReason = keyof typeof sealedFileErrors

/** Thrown in the place of the first segment that does not hold; what was given out before it did hold. */
export class SealedFileError extends Error {
  readonly reason: SealedFileErrorReason
  constructor(reason: SealedFileErrorReason) {
    super(sealedFileErrors[reason])
    this.name = 'SealedFileError'
    this.reason = reason
  }
}
