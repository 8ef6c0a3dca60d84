// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a pointer to a file as a device would say it, with every field filled.
import { randomBytes, randomUUID } from 'node:crypto'
import { attachmentId } from '../../src/model/attachments.ts'
import type { AttachmentPointer } from '../../src/wire/content/index.ts'

/** A pointer to a picture; what a test is about is given. */
export const samplePointer = (given: Partial<AttachmentPointer> = {}): AttachmentPointer => ({
  kind: 'image', id: attachmentId(randomUUID()), key: new Uint8Array(randomBytes(32)), sha256: new Uint8Array(randomBytes(32)), sizeBytes: 4_711,
  mediaType: 'image/png', name: 'heron.png', caption: 'by the lake', width: 640, height: 480, durationMs: 0, waveform: new Uint8Array(randomBytes(16)),
  thumbnail: { mediaType: 'image/webp', bytes: new Uint8Array(randomBytes(64)) }, ...given,
})
