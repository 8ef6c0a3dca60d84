// SPDX-License-Identifier: AGPL-3.0-only
import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs'

/** Read at a time. */
const CHUNK_BYTES = 4 << 20

/** What somebody finds who has the memory of a process. */
export interface MemoryFinds {
  readonly bytes: number
  /** Which of the texts are there at least once. */
  readonly found: ReadonlySet<string>
}

/** Whether this system lets a process read the memory of its children. */
export const canReadMemory = (pid: number): boolean => {
  try {
    closeSync(openSync(memoryOf(pid), 'r'))
    return true
  } catch {
    return false
  }
}

/**
 * Looks through every readable page of a running process for texts that all contain `tag`, as UTF-8 and as UTF-16: it looks for the tag only, and at what
 * stands around each find. Throws what the system says where the memory may not be read.
 */
export const findInMemory = (pid: number, tag: string, texts: readonly string[]): MemoryFinds => {
  const forms = (['utf8', 'utf16le'] as const).map((encoding) => ({ tag: Buffer.from(tag, encoding), texts: texts.map((text) => ({ text, bytes: Buffer.from(text, encoding) })) }))
  const overlap = 2 * Math.max(...forms.flatMap((form) => form.texts.map(({ bytes }) => bytes.length)))
  const found = new Set<string>()
  let bytes = 0
  for (const chunk of pagesOf(pid, overlap)) {
    bytes += chunk.length
    for (const form of forms) {
      if (!chunk.includes(form.tag)) continue
      for (const { text, bytes: whole } of form.texts) if (chunk.includes(whole)) found.add(text)
    }
  }
  return { bytes, found }
}

/** Processes that this one started, by what the kernel says. */
export const childrenOf = (pid: number): readonly number[] => readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((other) => parentOf(other) === pid)

const parentOf = (pid: number): number | undefined => {
  try {
    // The name in brackets may contain anything; what follows the last bracket is the state and then the parent.
    const [, rest = ''] = /^.*\) (.*)$/s.exec(readFileSync(`/proc/${String(pid)}/stat`, 'latin1')) ?? []
    return Number(rest.split(' ')[1])
  } catch {
    return undefined
  }
}

const memoryOf = (pid: number): string => `/proc/${String(pid)}/mem`

/**
 * Every readable page of a running process, in pieces that overlap by so many bytes. A piece is overwritten by the next one. Throws what the system says
 * where the memory may not be read.
 */
export function* pagesOf(pid: number, overlap: number): Generator<Buffer> {
  const memory = openSync(memoryOf(pid), 'r')
  const buffer = Buffer.alloc(CHUNK_BYTES)
  try {
    for (const [start, end] of readableRanges(pid)) {
      for (let at = start; at < end; at += CHUNK_BYTES - overlap) {
        const length = readAt(memory, buffer.subarray(0, Math.min(CHUNK_BYTES, end - at)), at)
        if (length === 0) break
        yield buffer.subarray(0, length)
      }
    }
  } finally {
    closeSync(memory)
  }
}

const readableRanges = (pid: number): (readonly [number, number])[] => readFileSync(`/proc/${String(pid)}/maps`, 'utf8').split('\n').flatMap((line) => {
  const [, start, end, mode = '', rest = ''] = /^([0-9a-f]+)-([0-9a-f]+) (\S+)(.*)$/.exec(line) ?? []
  return mode.startsWith('r') && !/\[(?:vvar|vsyscall|vvar_vclock)\]/.test(rest) ? [[Number.parseInt(start ?? '', 16), Number.parseInt(end ?? '', 16)] as const] : []
})

/** 0 where the kernel gives nothing: pages that are reserved and were never there. */
const readAt = (memory: number, into: Buffer, position: number): number => {
  try {
    return readSync(memory, into, 0, into.length, position)
  } catch {
    return 0
  }
}
