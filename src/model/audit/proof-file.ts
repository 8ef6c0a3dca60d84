// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '../errors.ts'
import { parseCheckpoint } from './checkpoint.ts'
import type { Checkpoint } from './checkpoint.ts'
import type { AuditExport } from './export.ts'
import { HASH_BYTES } from './merkle.ts'
import type { Hash } from './merkle.ts'
import { formatNoteKey, isSignedBy, parseNoteKey, parseNotes } from './note.ts'
import type { Note, NoteKey } from './note.ts'
import { consistencyProof, inclusionProof, isConsistent, isIncluded } from './proofs.ts'
import type { Against, AuditProblem } from './verify.ts'

/** What a proof was found to be. */
export interface ProofVerdict {
  readonly problems: readonly AuditProblem[]
  /** What is proved where there is no problem. */
  readonly proves: { readonly entry: number; readonly leaf: string; readonly of: number } | { readonly from: number; readonly to: number } | undefined
}

const HEAD = 'drawbridge audit-proof/1'
const KEY = /^key (\S+)$/
const ENTRY = /^entry (0|[1-9][0-9]{0,14}) ([^\n]+)$/
const GROWN = 'grown'
const NODE = /^[A-Za-z0-9+/]{43}=$/

/** The proof that `entry` is in the log, under its newest checkpoint that covers it. Throws `NOT_FOUND` where there is none. */
export const proveEntry = (log: AuditExport, entry: number): string => {
  const under = checkpointsOf(log).findLast(({ size }) => size > entry && size <= log.entries.length)
  const row = log.entries[entry]
  if (under === undefined || row === undefined) throw new GatewayError('NOT_FOUND', `no checkpoint of this log covers an entry ${String(entry)}`)
  return proofText(log.key, `entry ${String(entry)} ${Buffer.from(row.leaf).toString()}`, inclusionProof(hashesOf(log, under.size), entry), [under.text])
}

/** The proof that the log of `from` entries became that of `to`, both of which have a checkpoint. Throws `NOT_FOUND` where they have not. */
export const proveGrowth = (log: AuditExport, from: number, to: number): string => {
  const there = checkpointsOf(log)
  const [older, newer] = [from, to].map((wanted) => there.find(({ size }) => size === wanted && size <= log.entries.length))
  if (older === undefined || newer === undefined || from > to) throw new GatewayError('NOT_FOUND', `give two sizes that have a checkpoint, the smaller first; there are: ${there.map(({ size }) => size).slice(-MAX_NAMED).join(', ')}`)
  return proofText(log.key, GROWN, consistencyProof(hashesOf(log, to), from), [older.text, newer.text])
}

/** As many as fit on a screen. */
const MAX_NAMED = 50

const hashesOf = (log: AuditExport, size: number): readonly Hash[] => log.entries.slice(0, size).map(({ hash }) => hash)

/** The checkpoints of a log as text, the smallest first. */
const checkpointsOf = ({ checkpoints }: AuditExport) =>
  checkpoints.flatMap((note) => {
    const found = parseCheckpoint(note.text)
    return found === undefined ? [] : [{ size: found.size, text: noteText(note) }]
  }).sort((a, b) => a.size - b.size)

const noteText = ({ text, signatures }: Note): string =>
  `${text}\n${signatures.map(({ name, keyHash, signature }) => `— ${name} ${Buffer.concat([keyHash, signature]).toString('base64')}\n`).join('')}`

const proofText = (key: NoteKey, what: string, nodes: readonly Hash[], notes: readonly string[]): string =>
  `${HEAD}\nkey ${formatNoteKey(key)}\n${what}\n${nodes.map((node) => `${Buffer.from(node).toString('base64')}\n`).join('')}\n${notes.join('\n')}`

/** Verifies a proof against a checkpoint from outside, or a key from elsewhere; it needs nothing of the log. */
export const verifyProof = (text: string, { outside, key }: Against): ProofVerdict => {
  const proof = parse(text)
  const held = parseNotes(outside)
  if (proof === undefined || held === undefined) return wrong('malformed', proof === undefined ? 'this is no proof' : 'the checkpoint from outside is no signed note')
  if (key !== undefined && formatNoteKey(key) !== formatNoteKey(proof.key)) return wrong('key-differs', 'the proof names another key than the one that you gave')
  const spoilt = [...proof.checkpoints, ...held].find((note) => !isSignedBy(note, proof.key))
  if (spoilt !== undefined) return wrong('signature-wrong', `a checkpoint is not signed by ${proof.key.name} with this key`)
  const heads = proof.checkpoints.map((note) => parseCheckpoint(note.text))
  if (!heads.every((head) => head !== undefined && head.origin === proof.key.name)) return wrong('origin-differs', 'a checkpoint is none of this log')
  const known = held.some((note) => proof.checkpoints.some((one) => one.text === note.text))
  if (!known && key === undefined) return wrong('no-checkpoint', 'the proof rests on none of your checkpoints: give the key as well, or ask for a proof from one that you have')
  return conclusion(proof, heads.filter((head) => head !== undefined))
}

const wrong = (fault: AuditProblem['fault'], detail: string): ProofVerdict => ({ problems: [{ fault, detail }], proves: undefined })

const conclusion = ({ entry, nodes }: Parsed, [older, newer]: readonly Checkpoint[]): ProofVerdict => {
  if (older === undefined) return wrong('malformed', 'there is no checkpoint')
  if (entry !== undefined) {
    const holds = isIncluded({ leaf: Buffer.from(entry.leaf), index: entry.number, ...older }, nodes)
    return holds ? { problems: [], proves: { entry: entry.number, leaf: entry.leaf, of: older.size } } : wrong('root-differs', `entry ${String(entry.number)} is not in the log that was signed`)
  }
  if (newer === undefined) return wrong('malformed', 'there is one checkpoint only')
  return isConsistent(older, newer, nodes) ? { problems: [], proves: { from: older.size, to: newer.size } } : wrong('root-differs', `the log of ${String(newer.size)} entries does not begin with that of ${String(older.size)}`)
}

interface Parsed {
  readonly key: NoteKey
  /** undefined: the proof is of growth. */
  readonly entry: { readonly number: number; readonly leaf: string } | undefined
  readonly nodes: readonly Hash[]
  readonly checkpoints: readonly Note[]
}

const parse = (text: string): Parsed | undefined => {
  const lines = text.split('\n')
  const [head, keyLine = '', what = ''] = lines
  const key = parseNoteKey(KEY.exec(keyLine)?.[1] ?? '')
  const end = lines.indexOf('', 3)
  const encoded = lines.slice(3, end)
  const [, number, leaf] = ENTRY.exec(what) ?? []
  const checkpoints = parseNotes(lines.slice(end).join('\n'))
  const isProof = head === HEAD && (what === GROWN || number !== undefined) && end !== -1 && encoded.every((line) => NODE.test(line))
  if (!isProof || key === undefined || checkpoints === undefined) return undefined
  const nodes = encoded.map((line) => Buffer.from(line, 'base64')).filter((node) => node.length === HASH_BYTES)
  return { key, nodes, checkpoints, entry: number === undefined || leaf === undefined ? undefined : { number: Number(number), leaf } }
}
