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

/** Lower-case labels with a dot, and a port if any: no address literals in brackets, no user. What it leads to is checked when it is called. */
const MEDIA_HOST = /^(?=.{1,253}(?::|$))[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+(?::[1-9][0-9]{0,4})?$/

/** A host that attachments may lie at, as an agreement and `OfferHosted` write it; throws `MALFORMED`. */
export const mediaHost = (text: string): string => {
  if (!MEDIA_HOST.test(text)) throw new GatewayError('MALFORMED', 'media host is not well formed')
  return text
}

/** Where an attachment stands: only `available` can be read. */
export type AttachmentState = 'pending' | 'available' | 'expired' | 'gone' | 'tooLarge' | 'corrupt'

/** What a ticket is for. */
export type AttachmentDirection = 'upload' | 'download'

/** A way to the bytes of one attachment, for one device. */
export interface AttachmentTicket {
  readonly attachmentId: AttachmentId
  /** Absolute. */
  readonly url: string
  /** 32 bytes, secret. */
  readonly ticket: Uint8Array
  readonly expiresTimeMs: number
  readonly direction: AttachmentDirection
  /** Of the ciphertext. */
  readonly sizeBytes: number
}

/** Where an attachment stands, and when it is worth asking again; 0 unless it is pending. */
export interface AttachmentStatus {
  readonly attachmentId: AttachmentId
  readonly state: AttachmentState
  readonly retryAfterSeconds: number
}

/** Most attachments that one message names. */
export const MAX_ATTACHMENTS = 8

/**
 * How a bucket of attachments stands to the gateway's store. `unmarked`: the mark that was seen there is gone, or it is another bucket. `former`: this gateway's, but not this store's:
 * one of the two came out of a backup, or is a copy. `foreign`: another gateway's. `unreachable`: it does not say.
 */
export type BucketState = 'ours' | 'unmarked' | 'former' | 'foreign' | 'unreachable'
