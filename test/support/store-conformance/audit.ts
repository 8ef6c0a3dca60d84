// SPDX-License-Identifier: AGPL-3.0-only
import { leafHash, treeRoot, rootOf } from '../../../src/model/audit/merkle.ts'
import type { Store } from '../../../src/store/port.ts'
import type { StoreCases } from '../store-conformance.ts'
import { put } from './pair.ts'
import { auditLeaf, CORE, HERON, partyRow, range } from './rows.ts'

/** Everything that the store says of its audit log. */
const logOf = async (store: Store) => {
  const [{ size, frontier }, rows] = [await store.read.auditHead(), await store.read.auditPage(0, 10_000)]
  return { size, root: rootOf(frontier), entries: rows.map(({ entry }) => entry), leaves: rows.map(({ leaf }) => Buffer.from(leaf).toString()), hashes: rows.map(({ hash }) => Buffer.from(hash)) }
}

const texts = (...reasons: readonly string[]): string[] => reasons.map((reason) => Buffer.from(auditLeaf(reason)).toString())
const audit = (reason: string) => ({ add: 'audit', leaf: auditLeaf(reason) }) as const

export const auditCases: StoreCases = {
  'an audit log begins empty, gets each entry with its change, and outlasts a restart': async (t, store, reopen) => {
    t.match(await logOf(store), { size: 0, entries: [], root: treeRoot([]) })
    await put(store, { put: 'party', row: partyRow(CORE) }, audit('one'))
    await put(store, audit('two'), { put: 'party', row: partyRow(HERON) }, audit('three'))
    const log = await logOf(await reopen())
    t.match(log, { size: 3, entries: [0, 1, 2], leaves: texts('one', 'two', 'three') })
    t.same(log.hashes, log.leaves.map((leaf) => Buffer.from(leafHash(Buffer.from(leaf)))))
    t.same(log.root, treeRoot(log.hashes))
  },

  'a change that does not happen leaves no entry, wherever that stood in it': async (t, store) => {
    await put(store, { put: 'party', row: partyRow(CORE) })
    const second = { put: 'party', row: partyRow(HERON, { role: 'core' }) } as const
    for (const writes of [[second, audit('after')], [audit('before'), second]]) {
      t.same(await store.write.commit({ expect: [], writes }), { taken: 'core' })
    }
    t.same(await store.write.commit({ expect: [{ of: 'party', party: CORE, version: 77 }], writes: [{ put: 'party', row: partyRow(CORE) }, audit('moved')] }), { moved: true })
    t.match(await logOf(store), { size: 0, entries: [] })
  },

  'entries that are added side by side are numbered without a gap, and the head has the tree of all': async (t, store) => {
    await Promise.all(range(1, 150).map((index) => store.write.commit({ expect: [], writes: [{ put: 'party', row: partyRow(CORE, { stateReason: String(index) }) }, audit(`n${String(index)}`)] })))
    const log = await logOf(store)
    t.same(log.entries, range(0, 149))
    t.equal(new Set(log.leaves).size, 150)
    t.same(log.root, treeRoot(log.hashes))
    t.same((await store.read.auditPage(140, 3)).map(({ entry }) => entry), [140, 141, 142])
  },

  'what is offered again leaves one entry': async (t, store) => {
    await put(store, { put: 'party', row: partyRow(CORE) })
    await store.write.offerAgain(CORE, undefined, auditLeaf('all'))
    t.match(await logOf(store), { size: 1, leaves: texts('all') })
  },

  'of each size one checkpoint is kept, the first': async (t, store) => {
    t.equal(await store.read.lastCheckpoint(), undefined)
    for (const [size, note] of [[3, 'three'], [1, 'one'], [3, 'other']] as const) await store.write.keepCheckpoint({ size, note })
    t.same(await store.read.lastCheckpoint(), { size: 3, note: 'three' })
    t.same(await store.read.checkpointPage(0, 10), [{ size: 1, note: 'one' }, { size: 3, note: 'three' }])
    t.same(await store.read.checkpointPage(1, 10), [{ size: 3, note: 'three' }])
  },
}
