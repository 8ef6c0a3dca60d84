// SPDX-License-Identifier: AGPL-3.0-only
// Promise: looks for bytes in the memory of another running process, as somebody would who has a core dump of it.
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { spellings } from '../../src/sandbox/canary.ts'
import type { Canary } from '../../src/sandbox/canary.ts'

/** Read at a time. */
const CHUNK_BYTES = 4 << 20

/** What a scan went through and found. */
export interface MemorySearch {
  readonly bytes: number
  /** Finds of each text, in the order of the texts. */
  readonly hits: readonly number[]
}

/** Searches every readable page of process `pid`. Refuses this process, whose memory holds the texts, and empty texts. */
export const searchMemory = (pid: number, texts: readonly Canary[]): MemorySearch => {
  if (pid === process.pid) throw new Error('the test holds what it looks for')
  if (texts.length === 0 || texts.some((text) => text.length < 8)) throw new Error('a text is too short to look for')
  const needles = texts.map((text) => spellings(text))
  const overlap = Math.max(...needles.flat().map(({ length }) => length)) - 1
  const hits = texts.map(() => 0)
  let bytes = 0
  const memory = openSync(`/proc/${String(pid)}/mem`, 'r')
  try {
    for (const [start, end] of readableRanges(pid)) {
      for (let at = start; at < end; at += CHUNK_BYTES - overlap) {
        const chunk = readAt(memory, at, Math.min(CHUNK_BYTES, end - at))
        if (chunk === undefined) break
        bytes += chunk.length
        needles.forEach((forms, text) => { hits[text] = (hits[text] ?? 0) + forms.filter((form) => chunk.includes(form)).length })
      }
    }
  } finally {
    closeSync(memory)
  }
  return { bytes, hits }
}

const readableRanges = (pid: number): (readonly [number, number])[] =>
  readFileSync(`/proc/${String(pid)}/maps`, 'utf8').split('\n').flatMap((line) => {
    const [, start, end, mode, rest = ''] = /^([0-9a-f]+)-([0-9a-f]+) (\S+)(.*)$/.exec(line) ?? []
    const isPlain = mode?.startsWith('r') === true && !/\[(vvar|vsyscall|vvar_vclock)\]/.test(rest)
    return isPlain ? [[Number.parseInt(start ?? '', 16), Number.parseInt(end ?? '', 16)] as const] : []
  })

/** undefined where the kernel gives nothing: pages that are reserved and were never there. */
const readAt = (memory: number, position: number, length: number): Buffer | undefined => {
  const buffer = Buffer.allocUnsafe(length)
  try {
    return buffer.subarray(0, readSync(memory, buffer, 0, length, position))
  } catch {
    return undefined
  }
}
