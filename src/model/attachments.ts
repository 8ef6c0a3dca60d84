// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from './errors.ts'

declare const brand: unique symbol

/** A sealed file at the gateway; canonical UUID text. Made by the gateway, at random. */
export type AttachmentId = string & { readonly [brand]: 'AttachmentId' }

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** An attachment id from its canonical text; throws `MALFORMED`. */
export const attachmentId = (text: string): AttachmentId => {
  if (!UUID.test(text)) throw new GatewayError('MALFORMED', 'attachment id is not well formed')
  return text as AttachmentId
}

/** Where an attachment stands: only `available` can be read. */
export type AttachmentState = 'pending' | 'available' | 'expired' | 'gone' | 'tooLarge' | 'corrupt'

/** What a ticket is for. */
export type AttachmentDirection = 'upload' | 'download'

/** Most attachments that one message names. */
export const MAX_ATTACHMENTS = 8
