// SPDX-License-Identifier: Apache-2.0
// The door for who seals and opens files. It is apart from index.ts, which the vault loads: a vault sees pointers and never a file's bytes.
export type { ByteChunks } from './attachment-chunks.ts'
export { SealedFileError } from './attachment-error.ts'
export type { SealedFileErrorReason } from './attachment-error.ts'
export { openSegments } from './attachment-opening.ts'
export { digestOf, sealSegments } from './attachment-sealing.ts'
export {
  ATTACHMENT_KEY_BYTES, MAX_ATTACHMENT_BYTES, paddedLength, SEALED_SEGMENT_BYTES, sealedLength, SEGMENT_BYTES, segmentCount, segmentSpan, spanOf, TAG_BYTES,
} from './attachment-sizes.ts'
export type { SegmentSpan } from './attachment-sizes.ts'
