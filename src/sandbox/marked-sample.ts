// SPDX-License-Identifier: AGPL-3.0-only
import { hash, randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AttachmentPointer } from '../sdk/device/index.ts'
import type { SampleKind, SentSample } from './party-contract.ts'
import { sampleDocument, samplePicture, sampleSound, sampleVideo } from './sample-files.ts'
import type { SampleFile } from './sample-files.ts'

/** Random bytes at the end of each file: what a search looks for. */
const MARK_BYTES = 24
/** Longer than a message. */
const TEXT_BYTES = 20_000

/** What is sent. */
export interface SampleOrder {
  readonly kind: SampleKind
  /** Another number, another file. */
  readonly seed: number
  readonly atLeastBytes: number
}

/** A sample with random bytes by which it is found again; it opens in programs that know its kind all the same. */
export interface MarkedSample extends SampleFile {
  /** The random bytes. */
  readonly mark: Buffer
}

/** A sample of a kind, marked. */
export const markedSample = ({ kind, seed, atLeastBytes }: SampleOrder): MarkedSample => {
  const sample = sampleOf(kind, { seed, atLeastBytes })
  const mark = kind === 'longText' ? Buffer.from(randomBytes(MARK_BYTES).toString('hex')) : randomBytes(MARK_BYTES)
  // Behind its end every one of these formats passes over what it does not know; a film wants it in a box (ISO 14496-12 section 8.1.2).
  const box = kind === 'video' ? [Buffer.of(0, 0, 0, 8 + MARK_BYTES), Buffer.from('free')] : []
  return { ...sample, mark, bytes: Buffer.concat([sample.bytes, ...box, mark]) }
}

/** What a pointer shows of a sample. */
export type SampleShown = Pick<AttachmentPointer, 'kind' | 'mediaType' | 'name' | 'width' | 'height' | 'durationMs' | 'waveform'>

/** Writes a marked sample into the user's folder below `folder`; gives its path, what a pointer shows of it, and what its reader must find. */
export const writeSample = async (folder: string, user: string, order: SampleOrder): Promise<{ readonly path: string; readonly shown: SampleShown; readonly sent: SentSample }> => {
  const { kind, seed } = order
  const { name, mediaType, bytes, mark, width, height, durationMs } = markedSample(order)
  const path = join(await filesOf(folder, user), `sent-${kind}-${String(seed)}`)
  await writeFile(path, bytes)
  const waveform = kind === 'voiceNote' ? Uint8Array.from({ length: 32 }, (_, at) => 128 + 4 * (at % 16)) : new Uint8Array(0)
  return { path, shown: { kind, mediaType, name, width, height, durationMs, waveform }, sent: { kind, name, mediaType, sizeBytes: bytes.length, sha256: hash('sha256', bytes), mark: mark.toString('hex') } }
}

/** Where a user's files are, made on the way. */
export const filesOf = async (folder: string, user: string): Promise<string> => {
  const path = join(folder, 'files', user)
  await mkdir(path, { recursive: true })
  return path
}

const sampleOf = (kind: SampleKind, options: { readonly seed: number; readonly atLeastBytes: number }): SampleFile => {
  switch (kind) {
    case 'image': return samplePicture(options)
    case 'audio':
    case 'voiceNote': return sampleSound(options)
    case 'video': return sampleVideo(options)
    case 'file': return sampleDocument(options)
    case 'longText': {
      const bytes = Buffer.from(`A letter, number ${String(options.seed)}. `.repeat(Math.ceil(TEXT_BYTES / 20)))
      return { name: '', mediaType: 'text/plain', bytes, width: 0, height: 0, durationMs: 0 }
    }
  }
}
