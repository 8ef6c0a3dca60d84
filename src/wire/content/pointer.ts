// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '../../model/errors.ts'
import type { AttachmentId } from '../../model/attachments.ts'

/** How an attachment is shown; `longText` is a text too long for a message. */
export type AttachmentKind = 'image' | 'audio' | 'voiceNote' | 'video' | 'file' | 'longText'
/** What a thumbnail may be: what every platform shows and none runs. */
export type ThumbnailType = 'image/jpeg' | 'image/png' | 'image/webp'

/** A file that lies sealed at the gateway: where, how to open it, and what to show before it is there. Holds its key: secret. */
export interface AttachmentPointer {
  readonly kind: AttachmentKind
  readonly id: AttachmentId
  /** 32 random bytes, used for this attachment only. */
  readonly key: Uint8Array
  /** SHA-256 over the ciphertext. */
  readonly sha256: Uint8Array
  /** Bytes of the file; the ciphertext is longer. */
  readonly sizeBytes: number
  /** `type/subtype`; a hint, nothing more. */
  readonly mediaType: string
  /** May be empty, as the next ones. Show it through `displayName` only. */
  readonly name: string
  readonly caption: string
  /** Pixels; 0 if not known. */
  readonly width: number
  readonly height: number
  /** 0 if not known. */
  readonly durationMs: number
  /** Loudness over the time of a voice note, one byte each. */
  readonly waveform: Uint8Array
  readonly thumbnail: { readonly mediaType: ThumbnailType; readonly bytes: Uint8Array } | undefined
}

/** What the fields of a pointer may hold; the whole must fit a content of 16 KiB beside a caption and a thumbnail. */
export const pointerLimits = { keyBytes: 32, digestBytes: 32, nameBytes: 255, captionBytes: 4_096, mediaTypeCharacters: 127, waveformBytes: 128, thumbnailBytes: 6_144, number: 2 ** 32 - 1 } as const
/** All kinds of attachment. */
export const attachmentKinds: readonly AttachmentKind[] = ['image', 'audio', 'voiceNote', 'video', 'file', 'longText']
/** All types of thumbnail. */
export const thumbnailTypes: readonly ThumbnailType[] = ['image/jpeg', 'image/png', 'image/webp']
/** RFC 6838 section 4.2, in lower case. */
const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/

/** The pointer itself if every field is what it may be; throws `MALFORMED` naming the field with `name`. */
export const requirePointer = (pointer: AttachmentPointer, name: (field: keyof AttachmentPointer) => string): AttachmentPointer => {
  const bad = badField(pointer)
  if (bad !== undefined) throw new GatewayError('MALFORMED', name(bad))
  return pointer
}

const badField = (pointer: AttachmentPointer): keyof AttachmentPointer | undefined => {
  const { thumbnail } = pointer
  const fits: Readonly<Record<Exclude<keyof AttachmentPointer, 'id' | 'kind'>, boolean>> = {
    key: pointer.key.length === pointerLimits.keyBytes,
    sha256: pointer.sha256.length === pointerLimits.digestBytes,
    sizeBytes: isNumber(pointer.sizeBytes), width: isNumber(pointer.width), height: isNumber(pointer.height), durationMs: isNumber(pointer.durationMs),
    mediaType: pointer.mediaType.length <= pointerLimits.mediaTypeCharacters && MEDIA_TYPE.test(pointer.mediaType),
    name: isText(pointer.name, pointerLimits.nameBytes),
    caption: isText(pointer.caption, pointerLimits.captionBytes),
    waveform: pointer.waveform.length <= pointerLimits.waveformBytes,
    thumbnail: thumbnail === undefined || (thumbnail.bytes.length > 0 && thumbnail.bytes.length <= pointerLimits.thumbnailBytes && thumbnailTypes.includes(thumbnail.mediaType)),
  }
  return Object.entries(fits).find(([, fit]) => !fit)?.[0] as keyof typeof fits | undefined
}

const isNumber = (value: number): boolean => Number.isSafeInteger(value) && value >= 0 && value <= pointerLimits.number

const isText = (text: string, maxBytes: number): boolean => text.isWellFormed() && Buffer.byteLength(text) <= maxBytes
