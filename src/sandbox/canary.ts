// SPDX-License-Identifier: AGPL-3.0-only
import { open, readdir, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'

/** Where a text was found: never the text itself. */
export interface CanaryHit {
  readonly file: string
  /** Which of the texts, by its place in the list. */
  readonly text: number
}

/** What a search went through and found. */
export interface CanarySearch {
  readonly files: number
  readonly bytes: number
  readonly hits: readonly CanaryHit[]
}

/** Read at a time; a needle that lies across two reads is found, since each read repeats the end of the one before. */
const CHUNK_BYTES = 1 << 20

/** A text, or bytes that are a key. */
export type Canary = string | Uint8Array

/**
 * Looks for texts in files and folders, byte by byte: as UTF-8 and UTF-16, in hexadecimal and in base64 at any alignment. Whatever
 * kind of file it is, a text that was ever written there and not wiped is found.
 */
export const searchForTexts = async (paths: readonly string[], texts: readonly Canary[]): Promise<CanarySearch> => {
  const needles = texts.flatMap((text, index) => spellings(text).map((bytes) => ({ bytes, index })))
  const files = (await Promise.all(paths.map(filesIn))).flat()
  const found = await Promise.all(files.map((file) => searchFile(file, needles)))
  return {
    files: files.length,
    bytes: found.reduce((sum, { bytes }) => sum + bytes, 0),
    hits: found.flatMap(({ hits }, index) => [...hits].map((text) => ({ file: files[index] ?? '', text }))),
  }
}

interface Needle { readonly bytes: Buffer; readonly index: number }

/** The forms in which a text may lie somewhere: UTF-8, UTF-16, hexadecimal, base64 at any alignment. Of bytes, themselves and the last two. */
export const spellings = (text: Canary): readonly Buffer[] => {
  const bytes = Buffer.from(text)
  const hex = bytes.toString('hex')
  const wide = typeof text === 'string' ? [Buffer.from(text, 'utf16le')] : []
  return [bytes, ...wide, Buffer.from(hex), Buffer.from(hex.toUpperCase()), ...[0, 1, 2].flatMap((shift) => base64At(bytes, shift))]
}

/** The part of the base64 of `shift` unknown bytes and then `bytes` that depends on `bytes` only, in both alphabets. */
const base64At = (bytes: Buffer, shift: number): readonly Buffer[] => {
  const whole = Buffer.concat([Buffer.alloc(shift), bytes])
  const usable = whole.length - (whole.length % 3)
  const text = whole.subarray(0, usable).toString('base64').slice(shift === 0 ? 0 : 4)
  return [...new Set([text, text.replaceAll('+', '-').replaceAll('/', '_')])].map((one) => Buffer.from(one))
}

const filesIn = async (path: string): Promise<readonly string[]> => {
  const found = await stat(path)
  if (found.isFile()) return [path]
  if (!found.isDirectory()) return []
  const entries = await readdir(path, { withFileTypes: true, recursive: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

const searchFile = async (path: string, needles: readonly Needle[]): Promise<{ readonly bytes: number; readonly hits: ReadonlySet<number> }> => {
  const overlap = Math.max(0, ...needles.map(({ bytes }) => bytes.length - 1))
  const hits = new Set<number>()
  let bytes = 0
  let tail = Buffer.alloc(0)
  const file = await openIfThere(path)
  // Deleted since it was listed: nothing is in it any more.
  if (file === undefined) return { bytes, hits }
  try {
    const buffer = Buffer.alloc(CHUNK_BYTES)
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES)
      if (bytesRead === 0) return { bytes, hits }
      bytes += bytesRead
      const window = Buffer.concat([tail, buffer.subarray(0, bytesRead)])
      for (const needle of needles) if (window.includes(needle.bytes)) hits.add(needle.index)
      tail = window.subarray(Math.max(0, window.length - overlap))
    }
  } finally {
    await file.close()
  }
}

const openIfThere = (path: string): Promise<FileHandle | undefined> => open(path).catch((error: unknown) => {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
  throw error
})
