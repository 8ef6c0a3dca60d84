// SPDX-License-Identifier: Apache-2.0
import { HASH_BYTES } from './merkle.ts'
import type { Hash } from './merkle.ts'
import { formatNoteKey, parseNoteKey, parseNotes } from './note.ts'
import type { Note, NoteKey } from './note.ts'

/** An entry as the store has it; where nothing was tampered with, its number is its place and its hash that of its bytes. */
export interface ExportedEntry { readonly entry: number; readonly hash: Hash; readonly leaf: Uint8Array }

/** A whole log that stands for itself. */
export interface AuditExport {
  /** Whose log it says it is, and with which key it says that checkpoints are signed. */
  readonly key: NoteKey
  readonly entries: readonly ExportedEntry[]
  readonly checkpoints: readonly Note[]
}

const HEAD = 'drawbridge audit-export/1'
const KEY = /^key (\S+)$/
const ENTRY = /^(0|[1-9][0-9]{0,14}) ([A-Za-z0-9+/]{43}=) ([^\n]+)$/

/** The first lines of an export: what it is and the key. */
export const exportHead = (key: NoteKey): string => `${HEAD}\nkey ${formatNoteKey(key)}\n\n`

/** The line of an entry: number, leaf hash (base64), and the bytes that are hashed, as they are. */
export const exportLine = ({ entry, hash, leaf }: ExportedEntry): string => `${String(entry)} ${Buffer.from(hash).toString('base64')} ${Buffer.from(leaf).toString()}\n`

/** The checkpoints, which are the last part of an export. */
export const exportCheckpoints = (notes: readonly string[]): string => `\n${notes.join('\n')}`

/** An export from its text; or what is wrong with its form. */
export const parseExport = (text: string): AuditExport | { readonly malformed: string } => {
  const lines = text.split('\n')
  const key = parseNoteKey(KEY.exec(lines[1] ?? '')?.[1] ?? '')
  if (lines[0] !== HEAD || key === undefined || lines[2] !== '') return { malformed: `it does not begin with "${HEAD}", a key and an empty line` }
  const end = lines.indexOf('', 3)
  if (end === -1) return { malformed: 'it ends within the entries' }
  const entries: ExportedEntry[] = []
  for (const [index, line] of lines.slice(3, end).entries()) {
    const entry = parseLine(line)
    if (entry === undefined) return { malformed: `line ${String(index + 4)} is no entry` }
    entries.push(entry)
  }
  const checkpoints = parseNotes(lines.slice(end).join('\n'))
  return checkpoints === undefined ? { malformed: 'what follows the entries is not all signed notes' } : { key, entries, checkpoints }
}

const parseLine = (line: string): ExportedEntry | undefined => {
  const [, entry, encoded = '', leaf] = ENTRY.exec(line) ?? []
  const hash = Buffer.from(encoded, 'base64')
  return entry === undefined || leaf === undefined || hash.length !== HASH_BYTES ? undefined : { entry: Number(entry), hash, leaf: Buffer.from(leaf) }
}
