// SPDX-License-Identifier: Apache-2.0
// The door for who sends and reads files: seals and opens them, and moves the ciphertext to and from the gateway by the tickets that a device or a core was given. It holds keys,
// so it runs where messages are opened and nowhere else.
export { readFile, saveFile, sendFile } from './files.ts'
export type { FileDevice, FileDraft, FileOptions } from './files.ts'
export { AttachmentError, attachmentErrors } from './errors.ts'
export type { AttachmentErrorReason } from './errors.ts'
export { prepareAttachment, sealAgain } from './preparing.ts'
export type { PreparedAttachment, PrepareOptions } from './preparing.ts'
export type { AttachmentSource } from './source.ts'
export { uploadAttachment, uploadSealed } from './uploading.ts'
export type { SealedUploadOptions, UploadOptions } from './uploading.ts'
export { downloadAttachment, downloadRange } from './downloading.ts'
export type { DownloadOptions, FilePointer, RangeOptions } from './downloading.ts'
export { saveAttachment } from './saving.ts'
export type { TransferOptions, TransferTicket } from './transfer.ts'
export { MAX_ATTACHMENT_BYTES, sealedLength } from '../../wire/content/attachments.ts'
