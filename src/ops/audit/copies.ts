// SPDX-License-Identifier: AGPL-3.0-only
import { existsSync } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Outgoing } from '../outgoing/index.ts'
import { syncFolder } from '../sync-folder.ts'
import type { CheckpointCopy } from './copying.ts'

const FILE_MODE = 0o600
const FOLDER_MODE = 0o700
/** Many times a note and its newline: the last whole one begins in here. */
const TAIL_BYTES = 4_096
/** A character for each byte: what is cut in the middle of a dash keeps its length. */
const BYTES = 'latin1'
/** The end of each whole note in the file: a signature, which begins with a dash, and the empty line behind it. */
const WHOLE_END = /(?<=^|\n)\xe2\x80\x94 [^\n]+\n\n/g

/**
 * Appends to a file, on disk when it is taken; a note that the file ends with already is written over itself, since its flush may have failed. A note that a crash or a full disk cut short
 * is taken off first: whoever reads the file finds whole notes.
 */
export const createFileCopy = (path: string): CheckpointCopy => ({
  place: 'file',
  send: async (note) => {
    try {
      await mkdir(dirname(path), { recursive: true, mode: FOLDER_MODE })
      const isNew = !existsSync(path)
      const file = await open(path, 'a+', FILE_MODE)
      try {
        const there = await append(file, note)
        if (there !== undefined) await writeAgain(path, note, there)
        await file.sync()
      } finally {
        await file.close()
      }
      if (isNew) await syncFolder(dirname(path))
      return undefined
    } catch {
      return 'refused-by-system'
    }
  },
})

/** Where in the file the note is already; undefined once it is appended. */
const append = async (file: FileHandle, text: string): Promise<number | undefined> => {
  const { size } = await file.stat()
  const [tail, note] = [await tailOf(file, size), Buffer.from(`${text}\n`).toString(BYTES)]
  const end = Math.max(0, ...[...tail.matchAll(WHOLE_END)].map(({ index, 0: found }) => index + found.length))
  const rest = tail.slice(end)
  if (rest === '' && tail.endsWith(note)) return size - note.length
  if (isCut(rest, note)) await file.truncate(size - rest.length)
  // Writes all of it, or rejects.
  await file.appendFile(`${text}\n`)
  return undefined
}

/** What is read may be in memory alone, and no flush writes what an earlier one failed to. Through a handle of its own, since one that appends writes nowhere else; whoever opened the file before flushes it, and is told if that fails. */
const writeAgain = async (path: string, text: string, at: number): Promise<void> => {
  const file = await open(path, 'r+')
  try {
    const bytes = Buffer.from(`${text}\n`)
    const { bytesWritten } = await file.write(bytes, 0, bytes.length, at)
    if (bytesWritten < bytes.length) throw new Error('the rest of a note has no place')
  } finally {
    await file.close()
  }
}

const tailOf = async (file: FileHandle, size: number): Promise<string> => {
  const bytes = Buffer.alloc(Math.min(size, TAIL_BYTES))
  const { bytesRead } = await file.read(bytes, 0, bytes.length, size - bytes.length)
  return bytes.toString(BYTES, 0, bytesRead)
}

/** Whether this is the beginning of a note of the same log. Whatever else somebody put there stays. */
const isCut = (rest: string, note: string): boolean => {
  const origin = note.slice(0, note.indexOf('\n') + 1)
  return rest !== '' && (rest.startsWith(origin) || origin.startsWith(rest))
}

/** Posts a note to a URL of the operator's; taken by any status of 2xx. */
export const createUrlCopy = (url: string, outgoing: Pick<Outgoing, 'call'>): CheckpointCopy => ({
  place: 'url',
  send: async (note, signal) => {
    const answer = await outgoing.call({ url, hosts: [new URL(url).hostname], signal, content: { type: 'text/plain; charset=utf-8', bytes: Buffer.from(note) } })
    if ('denied' in answer) return answer.denied
    return answer.status >= 200 && answer.status < 300 ? undefined : 'refused'
  },
})
