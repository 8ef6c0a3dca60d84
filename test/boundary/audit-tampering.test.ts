// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 120
// Promise: whoever has the database, and in some rows the key as well, cannot make a log that verifies against a checkpoint that he could not take back.
import t from 'tap'
import { encodeEntry, decodeEntry } from '../../src/model/audit/entry.ts'
import type { ExportedEntry } from '../../src/model/audit/export.ts'
import { frontierOf, leafHash } from '../../src/model/audit/merkle.ts'
import { verifyExport } from '../../src/model/audit/verify.ts'
import type { AuditVerdict } from '../../src/model/audit/verify.ts'
import { signedCheckpoint } from '../../src/ops/audit/signed-checkpoint.ts'
import { mintKeyMaterial } from '../../src/ops/key-file.ts'
import { createServiceKeys } from '../../src/ops/keys.ts'
import type { CheckpointKey } from '../../src/ops/keys.ts'
import { exportText, writeLog } from '../support/audit-log.ts'
import type { LogParts } from '../support/audit-log.ts'
import { openTestStore } from '../support/registry-world.ts'
import { randomFrom } from '../support/seeded.ts'

t.setTimeout(110_000)

const SEED = Number(process.env['AUDIT_SEED'] ?? 20_261_128)
const ENTRIES = 120
const TIMES = 1_000
const random = randomFrom(SEED, 'audit')
const below = (limit: number): number => Math.floor(random() * limit)

const { key, states } = await writeLog(await openTestStore(t), ENTRIES, random)
const honest = states.at(-1)!
/** What the auditor has, and nobody else can change. */
const outside = honest.notes.at(-1)!.note
const intruder = createServiceKeys(mintKeyMaterial()).checkpoint
/** Somebody who takes the gateway's name, with a key of his own. */
const impostor: CheckpointKey = { ...intruder, name: key.name }

type Rows = readonly ExportedEntry[]
const rowOf = (entry: number, leaf: Uint8Array): ExportedEntry => ({ entry, leaf, hash: leafHash(leaf) })
const renumbered = (rows: Rows): Rows => rows.map((row, entry) => ({ ...row, entry }))
const resigned = (by: CheckpointKey, rows: Rows, sizes: readonly number[]) => sizes.map((size) => ({ size, note: signedCheckpoint(by, { size, frontier: frontierOf(rows.slice(0, size).map(({ leaf }) => leafHash(leaf))) }) }))
const sizesIn = ({ rows, notes }: LogParts): number[] => notes.map(({ size }) => size).filter((size) => size <= rows.length)

/** Another entry in this one's place: another reason, actor, time or subject. */
const forged = ({ leaf }: ExportedEntry): Uint8Array => {
  const entry = decodeEntry(leaf)!
  const changes = [{ reason: `${entry.reason} x` }, { actor: 'token:somebody' }, { at: entry.at + 1 + below(1_000) }, { subject: `${entry.subject}.x` }, { details: { n: -1 } }]
  return encodeEntry({ ...entry, ...changes[below(changes.length)] })
}
/** Bytes with one bit turned; a bit that would make a new line is passed over, since it only makes the export malformed. */
const bent = (leaf: Uint8Array): Uint8Array => {
  const copy = Uint8Array.from(leaf)
  const [at, bit] = [below(copy.length), 1 << below(7)]
  copy[at]! ^= (copy[at]! ^ bit) === 0x0a ? 1 : bit
  return copy
}
const withRow = (rows: Rows, at: number, row: (old: ExportedEntry) => ExportedEntry): Rows => rows.map((old, index) => (index === at ? row(old) : old))

/** Each kind makes another log of the honest one; the auditor's checkpoint is as it was, unless the kind swaps that as well. */
const kinds: Readonly<Record<string, () => { readonly log: LogParts; readonly outside?: string; readonly pinned?: true }>> = {
  'edit, hash left': () => ({ log: { ...honest, rows: withRow(honest.rows, below(ENTRIES), (row) => ({ ...row, leaf: random() < 0.5 ? forged(row) : bent(row.leaf) })) } }),
  'edit, hash made right': () => ({ log: { ...honest, rows: withRow(honest.rows, below(ENTRIES), (row) => rowOf(row.entry, forged(row))) } }),
  'delete': () => {
    const [from, count] = [below(ENTRIES), 1 + below(3)]
    const rows = honest.rows.filter((_, index) => index < from || index >= from + count)
    return { log: { ...honest, rows: random() < 0.5 ? rows : renumbered(rows) } }
  },
  'insert': () => {
    const at = below(ENTRIES + 1)
    const leaf = forged(honest.rows[below(ENTRIES)]!)
    return { log: { ...honest, rows: renumbered(honest.rows.toSpliced(at, 0, rowOf(at, leaf))) } }
  },
  'reorder': () => {
    const [one, other] = [below(ENTRIES), below(ENTRIES - 1)]
    const two = other < one ? other : other + 1
    const rows = withRow(withRow(honest.rows, one, () => honest.rows[two]!), two, () => honest.rows[one]!)
    return { log: { ...honest, rows: random() < 0.5 ? rows : renumbered(rows) } }
  },
  'truncate': () => {
    const rows = honest.rows.slice(0, below(ENTRIES))
    const notes = honest.notes.filter(({ size }) => size <= rows.length)
    return { log: { ...honest, rows, notes: random() < 0.5 ? notes : resigned(key, rows, [rows.length]) } }
  },
  'fork, with the gateway\'s own key': () => {
    const at = below(ENTRIES)
    const rows = honest.rows.map((row, index) => (index < at ? row : rowOf(index, forged(row))))
    return { log: { ...honest, rows, notes: resigned(key, rows, sizesIn(honest)) } }
  },
  'fork that outgrew the checkpoint': () => {
    const at = below(ENTRIES)
    const rows = [...honest.rows.slice(0, at), ...renumbered([...honest.rows, ...honest.rows]).slice(at, at + ENTRIES + below(50)).map((row) => rowOf(row.entry, forged(row)))]
    return { log: { ...honest, rows, notes: resigned(key, rows, [...sizesIn(honest), rows.length]) } }
  },
  're-signed with another key': () => {
    const by = random() < 0.5 ? intruder : impostor
    const rows = random() < 0.5 ? honest.rows : withRow(honest.rows, below(ENTRIES), (row) => rowOf(row.entry, forged(row)))
    return { log: { key: by, rows, notes: resigned(by, rows, sizesIn(honest)) } }
  },
  're-signed, and the auditor\'s checkpoint swapped too': () => {
    const by = random() < 0.5 ? intruder : impostor
    const rows = withRow(honest.rows, below(ENTRIES), (row) => rowOf(row.entry, forged(row)))
    return { log: { key: by, rows, notes: resigned(by, rows, sizesIn(honest)) }, outside: resigned(by, rows, [ENTRIES])[0]!.note, pinned: true }
  },
  'swapped checkpoint': () => {
    const [one, other] = [below(honest.notes.length), honest.notes[below(honest.notes.length)]!]
    const size = honest.notes[one]!.size
    const lines = (note: string): string[] => note.split('\n')
    // Another checkpoint's signature or root, or one of another log.
    const swaps = [
      [...lines(honest.notes[one]!.note).slice(0, 4), ...lines((other.size === size ? honest.notes[(one + 1) % honest.notes.length]! : other).note).slice(4)].join('\n'),
      lines(honest.notes[one]!.note).map((line, index) => (index === 2 ? Buffer.alloc(32, below(256)).toString('base64') : line)).join('\n'),
      resigned(intruder, honest.rows, [size])[0]!.note, resigned(impostor, honest.rows, [size])[0]!.note,
    ]
    return { log: { ...honest, notes: honest.notes.with(one, { size, note: swaps[below(swaps.length)]! }) } }
  },
  'rolled-back database': () => ({ log: states[below(states.length - 1)]! }),
  'rolled back, then gone on': () => {
    const old = states[below(states.length - 1)]!
    const rows = renumbered([...old.rows, ...old.rows.slice(0, 1 + below(ENTRIES)).map((row) => rowOf(0, forged(row)))])
    return { log: { ...old, rows, notes: [...old.notes, ...resigned(key, rows, [rows.length])] } }
  },
}

t.test('the log as it is verifies, to its end', async (t) => {
  t.match(verifyExport(exportText(honest), { outside, key }), { problems: [], entries: ENTRIES, covered: ENTRIES })
  for (const state of states) t.same(verifyExport(exportText(state), { outside: state.notes.at(-1)!.note, key }).problems, [])
})

t.test('every one of 1,000 random tamperings is found', async (t) => {
  const names = Object.keys(kinds)
  const counts = new Map<string, { tried: number; found: number; faults: Map<string, number> }>(names.map((name) => [name, { tried: 0, found: 0, faults: new Map() }]))
  for (let time = 0; time < TIMES; time += 1) {
    const name = names[time % names.length]!
    const tampered = kinds[name]!()
    const verdict: AuditVerdict = verifyExport(exportText(tampered.log), { outside: tampered.outside ?? outside, key: tampered.pinned ? key : undefined })
    const count = counts.get(name)!
    count.tried += 1
    if (verdict.problems.length > 0) count.found += 1
    else t.fail(`${name}: not found, time ${String(time)} of seed ${String(SEED)}`)
    for (const fault of new Set(verdict.problems.map((problem) => problem.fault))) count.faults.set(fault, (count.faults.get(fault) ?? 0) + 1)
  }
  for (const [name, { tried, found, faults }] of counts) t.comment(`${name}: ${String(found)} of ${String(tried)} found (${[...faults].map(([fault, times]) => `${fault} ${String(times)}`).join(', ')})`)
  const all = [...counts.values()].reduce((sum, { found }) => sum + found, 0)
  t.comment(`seed ${String(SEED)}: ${String(all)} of ${String(TIMES)} tamperings found`)
  t.equal(all, TIMES)
  // The faults that a kind is named for, or the counting above would take a misread file for a find.
  t.ok([...counts].every(([, { tried, faults }]) => (faults.get('malformed') ?? 0) < tried))
})

t.test('what nobody outside holds a checkpoint of can be taken back by whoever has database and key', async (t) => {
  const held = states[Math.floor(states.length / 2)]!
  const cut = states[Math.floor(states.length / 2) + 1]!
  const verdict = verifyExport(exportText(cut), { outside: held.notes.at(-1)!.note, key })
  t.match(verdict, { problems: [], covered: held.rows.length, entries: cut.rows.length }, 'the entries after it are not missed, and the verdict says how many are covered')
  t.ok(cut.rows.length < ENTRIES)
})
