// SPDX-License-Identifier: Apache-2.0
import { wireEnum } from '../wire-enum.ts'
import type { IdentityChangeReason, ReceiptKind } from './content.ts'
import type { AttachmentKind } from './pointer.ts'

/** `ReceiptKind`. */
export const receiptKindEnum = wireEnum<ReceiptKind>({ delivered: 1, read: 2 })
/** `IdentityChangeReason`. */
export const reasonEnum = wireEnum<NonNullable<IdentityChangeReason>>({ reinstalled: 1, newDevice: 2 })
/** `AttachmentKind`. */
export const attachmentKindEnum = wireEnum<AttachmentKind>({ image: 1, audio: 2, voiceNote: 3, video: 4, file: 5, longText: 6 })
