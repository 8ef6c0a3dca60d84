// SPDX-License-Identifier: AGPL-3.0-only
import { hash, randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { messageId, userId } from '../sdk/device/index.ts'
import { saveFile, sendFile } from '../sdk/attachments/index.ts'
import type { FileCalls, SampleKind } from './party-contract.ts'
import type { Presence } from './presence.ts'
import { sampleDocument, samplePicture, sampleSound, sampleVideo } from './sample-files.ts'
import type { SampleFile } from './sample-files.ts'
import { waitFor } from './waiting.ts'

/** More than any user here has. */
const PAGE = 500
/** Random bytes at the end of each file: what a search looks for. */
const MARK_BYTES = 24
/** Longer than a message. */
const TEXT_BYTES = 20_000

/** What people send each other besides text, and what they say about it. */
export const fileCalls = (presence: Presence, folder: string): FileCalls => {
  const passing = new Map<string, { doneBytes: number; sizeBytes: number }>()
  const watch = (name: string, sizeBytes: number) => {
    const progress = { doneBytes: 0, sizeBytes }
    passing.set(name, progress)
    return { onProgress: (doneBytes: number): void => { progress.doneBytes = doneBytes } }
  }
  return {
    sendSample: async (name, peer, kind, seed, atLeastBytes) => {
      const { name: fileName, mediaType, bytes: sample, width, height, durationMs } = sampleOf(kind, seed, atLeastBytes)
      const mark = kind === 'longText' ? Buffer.from(randomBytes(MARK_BYTES).toString('hex')) : randomBytes(MARK_BYTES)
      // Behind its end every one of these formats passes over what it does not know; a film wants it in a box (ISO 14496-12 section 8.1.2).
      const bytes = Buffer.concat([sample, ...(kind === 'video' ? [Buffer.of(0, 0, 0, 8 + MARK_BYTES), Buffer.from('free')] : []), mark])
      const source = join(await filesOf(folder, name), `sent-${kind}-${String(seed)}`)
      await writeFile(source, bytes)
      const waveform = kind === 'voiceNote' ? Uint8Array.from({ length: 32 }, (_, at) => 128 + 4 * (at % 16)) : new Uint8Array(0)
      await sendFile(presence.of(name).device, { to: userId(peer), source, kind, mediaType, name: fileName, width, height, durationMs, waveform }, watch(name, bytes.length))
      return { kind, name: fileName, mediaType, sizeBytes: bytes.length, sha256: hash('sha256', bytes), mark: mark.toString('hex') }
    },
    saveFiles: async (name, atLeast) => {
      const { device } = presence.of(name)
      const shown = () => device.inbox({ limit: PAGE }).flatMap((entry) => (entry.kind === 'attachment' ? [entry.attachment] : []))
      const pointers = await waitFor(device, `${String(atLeast)} files`, () => (shown().length >= atLeast ? shown() : undefined), () => String(shown().length))
      const saved: Awaited<ReturnType<FileCalls['saveFiles']>>[number][] = []
      for (const [index, pointer] of pointers.entries()) {
        const path = join(await filesOf(folder, name), `received-${String(index)}`)
        const there = await readFile(path).catch(() => undefined)
        if (there === undefined) await saveFile(device, pointer, path, watch(name, pointer.sizeBytes))
        const bytes = there ?? await readFile(path)
        saved.push({ kind: pointer.kind, path, mediaType: pointer.mediaType, sizeBytes: bytes.length, sha256: hash('sha256', bytes) })
      }
      return saved
    },
    transfer: async (name) => passing.get(name) ?? { doneBytes: 0, sizeBytes: 0 },
    remark: async (name, peer, about) => {
      const { device } = presence.of(name)
      const [to, id] = [userId(peer), messageId(about)]
      await device.typing({ to, isTyping: true })
      await device.edit({ to, messageId: id, text: 'Edited.' })
      await device.deleteMessage({ to, messageId: id })
    },
    react: async (name, peer, about) => { await presence.of(name).device.react({ to: userId(peer), messageId: messageId(about), emoji: '\u{26f5}' }) },
    news: async (name, atLeast) => {
      const { device } = presence.of(name)
      const shown = () => device.inbox({ limit: PAGE }).flatMap(({ kind }) => (kind === 'reaction' || kind === 'edit' || kind === 'delete' ? [kind] : []))
      return waitFor(device, `${String(atLeast)} signs, edits and deletions`, () => (shown().length >= atLeast ? shown() : undefined), () => shown().join(', '))
    },
  }
}

const filesOf = async (folder: string, name: string): Promise<string> => {
  const path = join(folder, 'files', name)
  await mkdir(path, { recursive: true })
  return path
}

const sampleOf = (kind: SampleKind, seed: number, atLeastBytes: number): SampleFile => {
  const options = { seed, atLeastBytes }
  switch (kind) {
    case 'image': return samplePicture(options)
    case 'audio':
    case 'voiceNote': return sampleSound(options)
    case 'video': return sampleVideo(options)
    case 'file': return sampleDocument(options)
    case 'longText': {
      const bytes = Buffer.from(`A letter, number ${String(seed)}. `.repeat(Math.ceil(TEXT_BYTES / 20)))
      return { name: '', mediaType: 'text/plain', bytes, width: 0, height: 0, durationMs: 0 }
    }
  }
}
