// SPDX-License-Identifier: AGPL-3.0-only
import { readFileSync } from 'node:fs'
import t from 'tap'
import { parseCheckpoint } from '../../../../src/model/audit/checkpoint.ts'
import { decodeEntry, encodeEntry } from '../../../../src/model/audit/entry.ts'
import { leafHash, treeRoot } from '../../../../src/model/audit/merkle.ts'
import { formatNoteKey, isSignedBy, keyHashOf, parseNoteKey, parseNotes } from '../../../../src/model/audit/note.ts'
import { consistencyProof, inclusionProof, isConsistent, isIncluded } from '../../../../src/model/audit/proofs.ts'
import { verifyExport } from '../../../../src/model/audit/verify.ts'

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../../vectors/audit/${name}.json`, import.meta.url), 'utf8'))
const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex')
const hexes = (hashes: readonly Uint8Array[]): string[] => hashes.map((hash) => Buffer.from(hash).toString('hex'))

interface Merkle {
  readonly leavesHex: readonly string[]
  readonly leafHashesHex: readonly string[]
  readonly rootsHex: readonly string[]
  readonly inclusion: readonly { readonly size: number; readonly index: number; readonly proofHex: readonly string[] }[]
  readonly consistency: readonly { readonly from: number; readonly to: number; readonly proofHex: readonly string[] }[]
}

t.test('hashes, roots and proofs are those of the Certificate Transparency reference', async (t) => {
  const { leavesHex, leafHashesHex, rootsHex, inclusion, consistency } = read('merkle') as Merkle
  const hashes = leavesHex.map((leaf) => leafHash(bytes(leaf)))
  t.same(hexes(hashes), leafHashesHex)
  t.same(rootsHex.map((_, size) => Buffer.from(treeRoot(hashes.slice(0, size))).toString('hex')), rootsHex)
  const root = (size: number): Buffer => bytes(rootsHex[size]!)
  for (const { size, index, proofHex } of inclusion) {
    t.same(hexes(inclusionProof(hashes.slice(0, size), index)), proofHex, `entry ${String(index)} of ${String(size)}`)
    t.ok(isIncluded({ leaf: bytes(leavesHex[index]!), index, size, root: root(size) }, proofHex.map(bytes)))
    t.notOk(isIncluded({ leaf: Buffer.from('other'), index, size, root: root(size) }, proofHex.map(bytes)))
  }
  for (const { from, to, proofHex } of consistency) {
    t.same(hexes(consistencyProof(hashes.slice(0, to), from)), proofHex, `${String(from)} to ${String(to)}`)
    t.ok(isConsistent({ size: from, root: root(from) }, { size: to, root: root(to) }, proofHex.map(bytes)))
    t.notOk(isConsistent({ size: from, root: root(from - 1) }, { size: to, root: root(to) }, proofHex.map(bytes)))
  }
})

t.test('the note of the signed-note reference verifies, and no other text under its signature', async (t) => {
  const { key, text, note } = read('note') as { readonly key: string; readonly text: string; readonly note: string }
  const peter = parseNoteKey(key)!
  t.equal(formatNoteKey(peter), key)
  const [parsed] = parseNotes(note)!
  t.equal(parsed!.text, text)
  t.ok(isSignedBy(parsed!, peter))
  t.notOk(isSignedBy({ ...parsed!, text: text.replace('cryptography', 'Cryptography') }, peter))
  t.notOk(isSignedBy({ ...parsed!, signatures: [] }, peter))
})

interface Log {
  readonly key: string
  readonly keyHashHex: string
  readonly publicKeyHex: string
  readonly entries: readonly { readonly leaf: string; readonly hashHex: string }[]
  readonly rootsHex: readonly string[]
  readonly checkpoints: readonly string[]
  readonly inclusion: { readonly index: number; readonly size: number; readonly proofHex: readonly string[] }
  readonly consistency: { readonly from: number; readonly to: number; readonly proofHex: readonly string[] }
  readonly export: string
  readonly refused: readonly { readonly what: string; readonly replace: readonly [string, string]; readonly fault: string }[]
}

t.test('entries, checkpoints and proofs of the published log are what this code makes and takes', async (t) => {
  const log = read('log') as Log
  const key = parseNoteKey(log.key)!
  t.same(key.publicKey, bytes(log.publicKeyHex))
  t.equal(Buffer.from(keyHashOf(key)).toString('hex'), log.keyHashHex)
  for (const { leaf, hashHex } of log.entries) {
    t.equal(Buffer.from(leafHash(Buffer.from(leaf))).toString('hex'), hashHex)
    t.equal(Buffer.from(encodeEntry(decodeEntry(Buffer.from(leaf))!)).toString(), leaf)
  }
  for (const text of log.checkpoints) {
    const [note] = parseNotes(text)!
    const { size, root } = parseCheckpoint(note!.text)!
    t.ok(isSignedBy(note!, key))
    t.equal(Buffer.from(root).toString('hex'), log.rootsHex[size])
  }
  const hashes = log.entries.map(({ hashHex }) => bytes(hashHex))
  t.same(hexes(inclusionProof(hashes, log.inclusion.index)), log.inclusion.proofHex)
  t.same(hexes(consistencyProof(hashes, log.consistency.from)), log.consistency.proofHex)
})

t.test('the published export verifies against each of its checkpoints, and each tampering that is published is named', async (t) => {
  const log = read('log') as Log
  for (const outside of log.checkpoints) t.match(verifyExport(log.export, { outside, key: parseNoteKey(log.key) }), { problems: [], entries: 7 })
  t.same(log.checkpoints.map((outside) => verifyExport(log.export, { outside }).covered), [0, 1, 4, 7])
  for (const { what, replace: [before, after], fault } of log.refused) {
    const tampered = log.export.replace(before, () => after)
    t.not(tampered, log.export, what)
    t.ok(verifyExport(tampered, { outside: log.checkpoints.at(-1)! }).problems.some((problem) => problem.fault === fault), `${what}: ${fault}`)
  }
})
