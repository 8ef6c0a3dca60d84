// SPDX-License-Identifier: Apache-2.0
import { parseCheckpoint } from './checkpoint.ts'
import type { Checkpoint } from './checkpoint.ts'
import { decodeEntry } from './entry.ts'
import { parseExport } from './export.ts'
import type { AuditExport, ExportedEntry } from './export.ts'
import { grow, leafHash, rootOf, sameHash } from './merkle.ts'
import type { Frontier, Hash } from './merkle.ts'
import { formatNoteKey, isSignedBy, parseNotes } from './note.ts'
import type { Note, NoteKey } from './note.ts'

/** What can be wrong with a log; docs/audit.md has a line for each. */
export type AuditFault =
  | 'malformed' | 'no-checkpoint' | 'key-differs' | 'origin-differs' | 'signature-wrong'
  | 'entry-missing' | 'entry-moved' | 'entry-changed' | 'entry-malformed' | 'root-differs' | 'log-shorter' | 'not-signed'

/** One thing that is wrong, and where. */
export interface AuditProblem { readonly fault: AuditFault; readonly detail: string }

/** What a verification found. Nothing is wrong where `problems` is empty. */
export interface AuditVerdict {
  readonly problems: readonly AuditProblem[]
  readonly entries: number
  /** How many of them, from the first on, a checkpoint from outside covers; the rest is covered by checkpoints of the export only. */
  readonly covered: number
  /** Numbers of entries that say that a backup was put back: what was told after it is gone. */
  readonly restores: readonly number[]
}

/** What the verifier holds against an export. */
export interface Against {
  /** Checkpoints that did not come with the export: one or more signed notes. */
  readonly outside: string
  /** The key that signs, where the verifier has it from elsewhere; else the export's word is taken. */
  readonly key?: NoteKey | undefined
}

/** More would not be read. */
const MAX_PROBLEMS = 100

/** Verifies a log from its export and checkpoints from outside, and nothing else. */
export const verifyExport = (text: string, { outside, key }: Against): AuditVerdict => {
  const log = parseExport(text)
  if ('malformed' in log) return refused({ fault: 'malformed', detail: `the export: ${log.malformed}` })
  const held = parseNotes(outside)
  if (held === undefined) return refused({ fault: 'malformed', detail: 'the checkpoint from outside is no signed note' })
  const problems: AuditProblem[] = []
  const say = (fault: AuditFault, detail: string): void => { if (problems.length < MAX_PROBLEMS) problems.push({ fault, detail }) }

  if (held.length === 0) say('no-checkpoint', 'there is no checkpoint from outside, and without one the export vouches for itself')
  if (key !== undefined && formatNoteKey(key) !== formatNoteKey(log.key)) say('key-differs', 'the export names another key than the one that you gave')
  const entriesHold = checkEntries(log.entries, say)
  const read = (notes: readonly Note[], whose: string): Checkpoint[] => notes.flatMap((note, index) => readCheckpoint(note, key ?? log.key, `${whose} ${String(index + 1)}`, say) ?? [])
  const fromOutside = read(held, 'outside checkpoint')
  const all = [...fromOutside, ...read(log.checkpoints, 'checkpoint')].sort((a, b) => a.size - b.size)
  const good = checkTrees(log, all, entriesHold, say)
  const signed = Math.max(0, ...all.filter(good).map(({ size }) => size))
  // An entry that nobody signed could have been written by anybody.
  if (signed < log.entries.length) say('not-signed', `no checkpoint covers ${named(signed, log.entries.length)}`)
  return {
    problems, entries: log.entries.length, covered: Math.max(0, ...fromOutside.filter(good).map(({ size }) => size)),
    restores: log.entries.flatMap(({ entry, leaf }) => (decodeEntry(leaf)?.act === 'store.restored' ? [entry] : [])),
  }
}

type Say = (fault: AuditFault, detail: string) => void

const refused = (problem: AuditProblem): AuditVerdict => ({ problems: [problem], entries: 0, covered: 0, restores: [] })

/** Each entry by itself: where it stands, what it hashes to, whether it is one. */
const checkEntries = (entries: readonly ExportedEntry[], say: Say): boolean => {
  let [expected, holds] = [0, true]
  const wrong: Say = (fault, detail) => {
    holds = false
    say(fault, detail)
  }
  for (const { entry, leaf, hash } of entries) {
    if (entry > expected) wrong('entry-missing', `${named(expected, entry)} ${entry - expected === 1 ? 'is' : 'are'} missing`)
    if (entry < expected) wrong('entry-moved', `entry ${String(entry)} stands where entry ${String(expected)} should`)
    if (!sameHash(leafHash(leaf), hash)) wrong('entry-changed', `entry ${String(entry)} is not what its hash says`)
    if (decodeEntry(leaf) === undefined) wrong('entry-malformed', `entry ${String(entry)} has not the form of one`)
    expected = entry + 1
  }
  return holds
}

const readCheckpoint = (note: Note, key: NoteKey, which: string, say: Say): Checkpoint | undefined => {
  const checkpoint = parseCheckpoint(note.text)
  if (checkpoint === undefined) say('malformed', `${which} is no checkpoint`)
  else if (checkpoint.origin !== key.name) say('origin-differs', `${which} is of the log ${checkpoint.origin}`)
  else if (!isSignedBy(note, key)) say('signature-wrong', `${which}, of ${String(checkpoint.size)} entries, is not signed by ${key.name} with this key`)
  else return checkpoint
  return undefined
}

/** Whether the log had each tree; of those that it had not, the smallest says where it was changed. */
const checkTrees = ({ entries }: AuditExport, sorted: readonly Checkpoint[], entriesHold: boolean, say: Say): ((checkpoint: Checkpoint) => boolean) => {
  const sizes = new Set(sorted.map(({ size }) => size))
  const [roots, stored] = [rootsAt(entries.map(({ leaf }) => leafHash(leaf)), sizes), rootsAt(entries.map(({ hash }) => hash), sizes)]
  const isOf = (found: ReadonlyMap<number, Hash>) => ({ size, root }: Checkpoint): boolean => {
    const own = found.get(size)
    return own !== undefined && sameHash(own, root)
  }
  const [good, isOfStored] = [isOf(roots), isOf(stored)]
  const longest = sorted.findLast(({ size }) => size > entries.length)
  if (longest !== undefined) say('log-shorter', `a checkpoint speaks of ${String(longest.size)} entries, and there are ${String(entries.length)}: the end was cut off, or the store set back`)
  const bad = sorted.find((one) => one.size <= entries.length && !good(one))
  // Hashes that are as signed have named each changed entry already.
  if (bad !== undefined && (entriesHold || !isOfStored(bad))) {
    const before = sorted.findLast((one) => one.size < bad.size && good(one))?.size ?? 0
    say('root-differs', `${bad.size - before === 1 ? '' : 'one of '}${named(before, bad.size)} was changed, inserted, removed or moved: the tree of ${String(bad.size)} entries is not the one that was signed`)
  }
  return good
}

/** The roots of the trees of these sizes. */
const rootsAt = (hashes: readonly Hash[], sizes: ReadonlySet<number>): ReadonlyMap<number, Hash> => {
  const roots = new Map<number, Hash>([[0, rootOf([])]])
  let frontier: Frontier = []
  for (const [index, hash] of hashes.entries()) {
    frontier = grow(frontier, index, hash)
    if (sizes.has(index + 1)) roots.set(index + 1, rootOf(frontier))
  }
  return roots
}

const named = (from: number, to: number): string => (to - from === 1 ? `entry ${String(from)}` : `entries ${String(from)} to ${String(to - 1)}`)
