// SPDX-License-Identifier: AGPL-3.0-only
// Promise: looks for bytes in the memory of another running process, as somebody would who has a core dump of it.
import { spellings } from '../../src/sandbox/canary.ts'
import type { Canary } from '../../src/sandbox/canary.ts'
import { pagesOf } from '../../src/sandbox/process-memory.ts'

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
  for (const page of pagesOf(pid, overlap)) {
    bytes += page.length
    needles.forEach((forms, text) => { hits[text] = (hits[text] ?? 0) + forms.filter((form) => page.includes(form)).length })
  }
  return { bytes, hits }
}
