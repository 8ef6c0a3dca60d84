// SPDX-License-Identifier: Apache-2.0
import { attachmentId } from '../../model/attachments.ts'
import { GatewayError } from '../../model/errors.ts'
import type { drawbridge } from '../generated/content.js'
import { UUID_BYTES, uuidBytes, uuidText } from '../uuid.ts'
import { attachmentKindEnum } from './enums.ts'
import { requirePointer } from './pointer.ts'
import type { AttachmentPointer, ThumbnailType } from './pointer.ts'

type Wire = NonNullable<ConstructorParameters<typeof drawbridge.content.v1.Attachment>[0]>

const NOTHING = new Uint8Array(0)
const FIELDS: Readonly<Record<keyof AttachmentPointer, string>> = {
  kind: 'kind', id: 'attachment_id', key: 'key', sha256: 'sha256', sizeBytes: 'size_bytes', mediaType: 'media_type', name: 'name', caption: 'caption',
  width: 'width', height: 'height', durationMs: 'duration_ms', waveform: 'waveform', thumbnail: 'thumbnail',
}
const fieldOf = (field: keyof AttachmentPointer): string => `Attachment.${FIELDS[field]}`

/** `Attachment`. Throws `MALFORMED` naming the field. */
export const pointerFields = (pointer: AttachmentPointer): Wire => {
  const { id, kind, thumbnail, ...rest } = requirePointer(pointer, fieldOf)
  return {
    ...rest, attachmentId: uuidBytes(id), kind: attachmentKindEnum.numberOf[kind],
    ...(thumbnail === undefined ? {} : { thumbnail: thumbnail.bytes, thumbnailMediaType: thumbnail.mediaType }),
  }
}

/** `Attachment`; a kind that is not told or not known reads as `file`. Byte fields are views. Throws `MALFORMED` naming the field. */
export const decodePointer = (message: Wire): AttachmentPointer => requirePointer({
  kind: attachmentKindEnum.find(message.kind) ?? 'file',
  id: decodeId(message.attachmentId ?? NOTHING),
  key: message.key ?? NOTHING,
  sha256: message.sha256 ?? NOTHING,
  sizeBytes: message.sizeBytes ?? 0,
  mediaType: message.mediaType ?? '',
  name: message.name ?? '',
  caption: message.caption ?? '',
  width: message.width ?? 0,
  height: message.height ?? 0,
  durationMs: message.durationMs ?? 0,
  waveform: message.waveform ?? NOTHING,
  // A type without bytes says nothing; bytes of a type that is not allowed are refused.
  thumbnail: (message.thumbnail?.length ?? 0) === 0 ? undefined : { bytes: message.thumbnail ?? NOTHING, mediaType: (message.thumbnailMediaType ?? '') as ThumbnailType },
}, fieldOf)

const decodeId = (bytes: Uint8Array): AttachmentPointer['id'] => {
  if (bytes.length !== UUID_BYTES) throw new GatewayError('MALFORMED', fieldOf('id'))
  return attachmentId(uuidText(bytes))
}
