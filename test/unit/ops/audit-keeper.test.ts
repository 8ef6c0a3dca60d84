// SPDX-License-Identifier: AGPL-3.0-only
import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import type { Test } from 'tap'
import { parseCheckpoint } from '../../../src/model/audit/checkpoint.ts'
import { leafHash, rootOf, grow } from '../../../src/model/audit/merkle.ts'
import type { Frontier } from '../../../src/model/audit/merkle.ts'
import { isSignedBy, parseNotes } from '../../../src/model/audit/note.ts'
import { createCheckpointKeeper } from '../../../src/ops/audit/keeper.ts'
import { mintKeyMaterial } from '../../../src/ops/key-file.ts'
import { createServiceKeys } from '../../../src/ops/keys.ts'
import { packFrontier } from '../../../src/store/audit.ts'
import { openSqliteStore } from '../../../src/store/sqlite/index.ts'
import { auditLeaf, range } from '../../support/store-conformance/rows.ts'

const key = createServiceKeys(mintKeyMaterial()).checkpoint

/** A store whose keeper looks only when a test says so. */
const open = async (t: Test, path = t.testdir({})) => {
  const store = await openSqliteStore({ path, lingerMs: 0, onUnhealthy: (error) => t.fail('unhealthy', { error }) })
  const [offered, broken, stopped]: [string[], number[], number[]] = [[], [], []]
  const keeper = createCheckpointKeeper({
    store, key, timers: { every: () => () => undefined },
    copies: [{ offer: (note) => { offered.push(note) }, stop: async () => { stopped.push(1) } }],
    events: { auditBroken: (entries) => { broken.push(entries) }, backgroundFailed: (_task, error) => { t.fail('failed in the background', { error }) } },
  })
  const add = async (...reasons: readonly string[]) => { for (const reason of reasons) await store.write.commit({ expect: [], writes: [{ add: 'audit', leaf: auditLeaf(reason) }] }) }
  let isClosed = false
  const close = async () => {
    if (isClosed) return
    isClosed = true
    await store.close()
  }
  t.teardown(close)
  keeper.start()
  // The duty comes in a later turn.
  await new Promise(setImmediate)
  return { path, store, keeper, add, offered, broken, stopped, close, sizes: () => offered.map((note) => parseCheckpoint(parseNotes(note)![0]!.text)!.size) }
}

/** Rewrites an entry as somebody would who knows how the log is made: bytes, hashes and frontier fit again. */
const rewrite = (path: string, entry: number, leaf: Uint8Array): void => {
  const db = new Database(join(path, 'drawbridge.db'))
  db.exec('DROP TRIGGER auditEntries_update')
  db.prepare('UPDATE auditEntries SET leaf = ?, hash = ? WHERE entry = ?').run(leaf, leafHash(leaf), entry)
  const hashes = db.prepare<[], Uint8Array>('SELECT hash FROM auditEntries ORDER BY entry').pluck().all()
  const frontier = hashes.reduce<Frontier>((peaks, hash, size) => grow(peaks, size, hash), [])
  db.prepare('UPDATE auditHead SET frontier = ?').run(packFrontier(frontier))
  db.close()
}

t.test('each look signs what was added, keeps the checkpoint and hands it out once', async (t) => {
  const { keeper, add, store, offered, sizes } = await open(t)
  await keeper.look()
  t.same(offered, [], 'of an empty log there is nothing to sign')
  await add('one', 'two')
  await keeper.look()
  await keeper.look()
  await add('three')
  await keeper.look()
  t.same(sizes(), [2, 3])
  for (const note of offered) t.ok(isSignedBy(parseNotes(note)![0]!, key))
  t.same(parseCheckpoint(parseNotes(offered[1]!)![0]!.text)!.root, rootOf((await store.read.auditHead()).frontier))
  t.same((await store.read.checkpointPage(0, 10)).map(({ note }) => note), offered)
})

t.test('a stop signs the last entries and lets the copies finish; the next start hands the newest out again', async (t) => {
  const first = await open(t)
  await first.add('one')
  await first.keeper.stop()
  t.same([first.sizes(), first.stopped], [[1], [1]])
  await first.close()
  const second = await open(t, first.path)
  await second.keeper.look()
  t.same(second.offered, first.offered)
})

t.test('a log that was rewritten under the running keeper is not signed, however well it was done', async (t) => {
  const { path, keeper, add, broken, sizes } = await open(t)
  await add(...range(1, 5).map(String))
  await keeper.look()
  rewrite(path, 2, auditLeaf('another'))
  await add('six')
  await keeper.look()
  await add('seven')
  await keeper.look()
  t.same([broken, sizes()], [[5], [5]], 'said once, and signed no more')
})

t.test('a log that was rewritten while nothing ran is not signed at the start', async (t) => {
  const first = await open(t)
  await first.add(...range(1, 5).map(String))
  await first.keeper.stop()
  await first.close()
  rewrite(first.path, 4, auditLeaf('another'))
  const second = await open(t, first.path)
  await second.add('six')
  await second.keeper.look()
  t.same([second.broken, second.offered], [[0], []])
})
