// SPDX-License-Identifier: Apache-2.0
import { wireEnum } from '../wire-enum.ts'
import type { IdentityChangeReason, ReceiptKind } from './content.ts'

/** `ReceiptKind`. */
export const receiptKindEnum = wireEnum<ReceiptKind>({ delivered: 1, read: 2 })
/** `IdentityChangeReason`. */
export const reasonEnum = wireEnum<NonNullable<IdentityChangeReason>>({ reinstalled: 1, newDevice: 2 })
