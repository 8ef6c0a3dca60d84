// SPDX-License-Identifier: AGPL-3.0-only
import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { messageId, userId } from '../sdk/device/index.ts'
import { saveFile, sendFile } from '../sdk/attachments/index.ts'
import { filesOf, writeSample } from './marked-sample.ts'
import type { FileCalls } from './party-contract.ts'
import type { Presence } from './presence.ts'
import { waitFor } from './waiting.ts'

/** More than any user here has. */
const PAGE = 500

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
      const { path, shown, sent } = await writeSample(folder, name, { kind, seed, atLeastBytes })
      await sendFile(presence.of(name).device, { to: userId(peer), source: path, ...shown }, watch(name, sent.sizeBytes))
      return sent
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
