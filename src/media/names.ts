// SPDX-License-Identifier: AGPL-3.0-only
import { attachmentId } from '../model/attachments.ts'
import type { AttachmentId } from '../model/attachments.ts'

/** The attachment that a file or object of this name belongs to; undefined for what somebody else put there. */
export const idOf = (name: string): AttachmentId | undefined => {
  try {
    return attachmentId(name)
  } catch {
    return undefined
  }
}
