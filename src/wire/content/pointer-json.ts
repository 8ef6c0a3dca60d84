// SPDX-License-Identifier: Apache-2.0
import { attachmentId } from '../../model/attachments.ts'
import { strictChoice, strictObject, strictText } from '../../model/strict-json.ts'
import { readBytes, readWhole } from './json-members.ts'
import { attachmentKinds, pointerLimits, requirePointer, thumbnailTypes } from './pointer.ts'
import type { AttachmentPointer } from './pointer.ts'

const WHERE = 'content.attachment'
const MEMBERS = ['type', 'id', 'key', 'sha256', 'size', 'mediaType'] as const
const OPTIONAL = ['name', 'caption', 'width', 'height', 'durationMs', 'waveform', 'thumbnail', 'thumbnailMediaType'] as const
const NAMES: Readonly<Record<keyof AttachmentPointer, string>> = {
  kind: 'type', id: 'id', key: 'key', sha256: 'sha256', sizeBytes: 'size', mediaType: 'mediaType', name: 'name', caption: 'caption',
  width: 'width', height: 'height', durationMs: 'durationMs', waveform: 'waveform', thumbnail: 'thumbnail',
}

/** A pointer as JSON: bytes in base64url, and what is empty or not known left out. Texts as they are given. */
export const pointerJson = (pointer: AttachmentPointer): Readonly<Record<string, unknown>> => ({
  type: pointer.kind, id: pointer.id, key: base64url(pointer.key), sha256: base64url(pointer.sha256), size: pointer.sizeBytes, mediaType: pointer.mediaType,
  name: pointer.name === '' ? undefined : pointer.name, caption: pointer.caption === '' ? undefined : pointer.caption,
  width: pointer.width === 0 ? undefined : pointer.width, height: pointer.height === 0 ? undefined : pointer.height,
  durationMs: pointer.durationMs === 0 ? undefined : pointer.durationMs,
  waveform: pointer.waveform.length === 0 ? undefined : base64url(pointer.waveform),
  thumbnail: pointer.thumbnail && base64url(pointer.thumbnail.bytes), thumbnailMediaType: pointer.thumbnail?.mediaType,
})

/** A pointer out of JSON. Throws `MALFORMED` or `CONFIG_INVALID` naming the member. */
export const readPointer = (value: unknown): AttachmentPointer => {
  const json = strictObject(value, WHERE, MEMBERS, OPTIONAL)
  const text = (name: 'name' | 'caption'): string => (json[name] === undefined ? '' : strictText(json[name], `${WHERE}.${name}`))
  const number = (name: 'width' | 'height' | 'durationMs'): number => (json[name] === undefined ? 0 : readWhole(json[name], pointerLimits.number, `attachment.${name}`))
  const bytes = (name: 'key' | 'sha256' | 'waveform' | 'thumbnail'): Uint8Array => readBytes(json[name], `attachment.${name}`)
  const hasThumbnail = json.thumbnail !== undefined || json.thumbnailMediaType !== undefined
  return requirePointer({
    kind: strictChoice(json.type, `${WHERE}.type`, attachmentKinds), id: attachmentId(strictText(json.id, `${WHERE}.id`)), key: bytes('key'), sha256: bytes('sha256'),
    sizeBytes: readWhole(json.size, pointerLimits.number, 'attachment.size'), mediaType: strictText(json.mediaType, `${WHERE}.mediaType`),
    name: text('name'), caption: text('caption'), width: number('width'), height: number('height'), durationMs: number('durationMs'),
    waveform: json.waveform === undefined ? new Uint8Array(0) : bytes('waveform'),
    thumbnail: hasThumbnail ? { bytes: bytes('thumbnail'), mediaType: strictChoice(json.thumbnailMediaType, `${WHERE}.thumbnailMediaType`, thumbnailTypes) } : undefined,
  }, (field) => `${WHERE}.${NAMES[field]}`)
}

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
