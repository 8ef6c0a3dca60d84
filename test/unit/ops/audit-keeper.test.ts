// SPDX-License-Identifier: AGPL-3.0-only
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import type { Test } from 'tap'
import { parseCheckpoint } from '../../../src/model/audit/checkpoint.ts'
import { leafHash, rootOf, grow } from '../../../src/model/audit/merkle.ts'
import type { Frontier } from '../../../src/model/audit/merkle.ts'
import { isSignedBy, parseNotes } from '../../../src/model/audit/note.ts'
import { createCheckpointKeeper } from '../../../src/ops/audit/keeper.ts'
import { createLastNote, setLastNoteAside } from '../../../src/ops/audit/last-note.ts'
import { mintKeyMaterial } from '../../../src/ops/key-file.ts'
import { createServiceKeys } from '../../../src/ops/keys.ts'
import { packFrontier } from '../../../src/store/audit.ts'
import { openSqliteStore } from '../../../src/store/sqlite/index.ts'
import { auditLeaf, range } from '../../support/store-conformance/rows.ts'

const key = createServiceKeys(mintKeyMaterial()).checkpoint

/** What a node keeps beside its keys. */
const lastOf = (path: string) => createLastNote(join(path, 'keys', 'audit-checkpoint.txt'))

/** A store whose keeper looks only when a test says so. */
const open = async (t: Test, path = t.testdir({}), last = lastOf(path)) => {
  const store = await openSqliteStore({ path, lingerMs: 0, onUnhealthy: (error) => t.fail('unhealthy', { error }) })
  const [offered, broken, stopped]: [string[], number[], number[]] = [[], [], []]
  const keeper = createCheckpointKeeper({
    store, key, last, timers: { every: () => () => undefined },
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
  const start = async () => {
    keeper.start()
    // The duty comes in a later turn.
    await new Promise(setImmediate)
  }
  return { path, store, last, keeper, start, add, offered, broken, stopped, close, sizes: () => offered.map((note) => parseCheckpoint(parseNotes(note)![0]!.text)!.size) }
}

/** Rewrites the database as somebody would who knows how the log is made: bytes, hashes and frontier fit again. */
const forge = (path: string, change: (db: Database.Database) => void): void => {
  const db = new Database(join(path, 'drawbridge.db'))
  db.exec('DROP TRIGGER IF EXISTS auditEntries_update; DROP TRIGGER IF EXISTS auditEntries_delete')
  change(db)
  const hashes = db.prepare<[], Uint8Array>('SELECT hash FROM auditEntries ORDER BY entry').pluck().all()
  const frontier = hashes.reduce<Frontier>((peaks, hash, size) => grow(peaks, size, hash), [])
  db.prepare('UPDATE auditHead SET size = ?, frontier = ?').run(hashes.length, packFrontier(frontier))
  db.close()
}

const rewrite = (path: string, entry: number, leaf: Uint8Array): void => {
  forge(path, (db) => { db.prepare('UPDATE auditEntries SET leaf = ?, hash = ? WHERE entry = ?').run(leaf, leafHash(leaf), entry) })
}

/** A log of five entries that was signed, and whose gateway does not run. */
const signedAndStopped = async (t: Test): Promise<{ readonly path: string; readonly note: string }> => {
  const { path, add, keeper, start, close, offered } = await open(t)
  await start()
  await add(...range(1, 5).map(String))
  await keeper.stop()
  await close()
  return { path, note: offered[0]! }
}

t.test('each look signs what was added, keeps the checkpoint and hands it out once', async (t) => {
  const { keeper, add, store, last, offered, sizes, start } = await open(t)
  await start()
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
  t.same([last.read(), keeper.signed()], [offered[1], 3])
})

t.test('a stop signs the last entries and lets the copies finish; the next start hands the newest out again', async (t) => {
  const first = await open(t)
  await first.start()
  await first.add('one')
  await first.keeper.stop()
  t.same([first.sizes(), first.stopped], [[1], [1]])
  await first.close()
  const second = await open(t, first.path)
  await second.start()
  await second.keeper.look()
  t.same(second.offered, first.offered)
})

t.test('a log that was rewritten under the running keeper is not signed, however well it was done', async (t) => {
  const { path, keeper, add, broken, sizes, start } = await open(t)
  await start()
  await add(...range(1, 5).map(String))
  await keeper.look()
  rewrite(path, 2, auditLeaf('another'))
  await add('six')
  await keeper.look()
  await add('seven')
  await keeper.look()
  t.same([broken, sizes()], [[5], [5]], 'said once, and signed no more')
})

const forgeries: readonly (readonly [what: string, change: (db: Database.Database) => void])[] = [
  ['an entry is another, and the checkpoints are gone', (db) => {
    const leaf = auditLeaf('another')
    db.prepare('UPDATE auditEntries SET leaf = ?, hash = ? WHERE entry = 4').run(leaf, leafHash(leaf))
    db.exec('DELETE FROM auditCheckpoints')
  }],
  ['an entry is another, and the checkpoint is the old one', (db) => {
    const leaf = auditLeaf('another')
    db.prepare('UPDATE auditEntries SET leaf = ?, hash = ? WHERE entry = 4').run(leaf, leafHash(leaf))
  }],
  ['the end and the checkpoints are gone', (db) => { db.exec('DELETE FROM auditEntries WHERE entry > 2; DELETE FROM auditCheckpoints') }],
  ['everything is gone', (db) => { db.exec('DELETE FROM auditEntries; DELETE FROM auditCheckpoints') }],
  ['the newest checkpoint is of more entries than there are', (db) => { db.prepare('INSERT INTO auditCheckpoints (size, note) VALUES (1000, ?)').run('garbage') }],
  ['the newest checkpoint is not signed', (db) => { db.exec("UPDATE auditCheckpoints SET note = 'garbage'") }],
]
for (const [what, change] of forgeries) {
  t.test(`a start refuses a log that was rewritten while nothing ran, and nothing of it is signed or handed out: ${what}`, async (t) => {
    const { path, note } = await signedAndStopped(t)
    forge(path, change)
    const { keeper, last, start, add, broken, offered } = await open(t, path)
    await t.rejects(keeper.prove(), { code: 'AUDIT_LOG_UNFIT', detail: /; .*drawbridge backup mark-restored/ })
    await start()
    await add('six', 'seven', 'eight')
    await keeper.look()
    t.same([broken, offered, last.read()], [[0], [], note])
  })
}

t.test('a start goes on with a log that only grew since, whatever became of the checkpoints in the database', async (t) => {
  const { path, note } = await signedAndStopped(t)
  forge(path, (db) => { db.exec('DELETE FROM auditCheckpoints') })
  const { keeper, start, add, offered, sizes, store } = await open(t, path)
  await add('six')
  await keeper.prove()
  await start()
  await keeper.look()
  t.same([sizes(), (await store.read.lastCheckpoint())?.note], [[6], offered[0]])
  t.not(offered[0], note)
})

t.test('a checkpoint that somebody puts into the database of a running gateway is not handed out, and no more is signed', async (t) => {
  const { path, keeper, add, broken, offered, sizes, start } = await open(t)
  await start()
  await add('one', 'two')
  await keeper.look()
  const db = new Database(join(path, 'drawbridge.db'))
  db.prepare('INSERT INTO auditCheckpoints (size, note) VALUES (?, ?)').run(900, offered[0]!.replace('two', '900'))
  db.close()
  await add('three')
  await keeper.look()
  t.same([broken, sizes(), keeper.signed()], [[2], [2], 2])
})

t.test('a restore that was said to be one is gone on with, and what was signed before it stays to be told', async (t) => {
  const { path, note } = await signedAndStopped(t)
  forge(path, (db) => { db.exec('DELETE FROM auditEntries WHERE entry > 2; DELETE FROM auditCheckpoints') })
  const { keeper, last, start, offered, sizes } = await open(t, path)
  await t.rejects(keeper.prove(), { code: 'AUDIT_LOG_UNFIT', detail: /has 3 entries and a checkpoint is of 5/ })
  setLastNoteAside(last.path)
  setLastNoteAside(last.path)
  await keeper.prove()
  t.same(last.setAside(), parseCheckpoint(parseNotes(note)![0]!.text))
  await start()
  await keeper.look()
  t.same([sizes(), last.read(), last.setAside()?.size], [[3], offered[0], 5])
  setLastNoteAside(last.path)
  t.same([last.read(), last.setAside()?.size], [undefined, 5], 'nor does another restore take it away before it is told')
  await last.told()
  t.equal(last.setAside(), undefined)
})

t.test('a node without the duty keeps what the others sign as well, so that it notices a log that was set back while none ran', async (t) => {
  const { path, store, keeper, add, start } = await open(t)
  await start()
  const other = lastOf(join(path, 'other'))
  const follower = createCheckpointKeeper({
    store: { ...store, nodes: { ...store.nodes, want: () => () => undefined } }, key, last: other, timers: { every: () => () => undefined }, copies: [{ offer: () => { t.fail('it signs nothing') }, stop: async () => undefined }],
    events: { auditBroken: () => { t.fail('nothing is wrong') }, backgroundFailed: (_task, error) => { t.fail('failed in the background', { error }) } },
  })
  follower.start()
  for (const word of ['one', 'two', 'three']) {
    await add(word)
    await keeper.look()
    await follower.look()
    t.equal(other.read(), (await store.read.lastCheckpoint())?.note)
  }
  t.equal(follower.signed(), 3)
})

t.test('a note that cannot be kept is not handed out, and a start says so', async (t) => {
  const path = t.testdir({ 'a-file': '' })
  const store = await openSqliteStore({ path: join(path, 'data'), lingerMs: 0, onUnhealthy: (error) => t.fail('unhealthy', { error }) })
  t.teardown(() => store.close())
  const [offered, failures]: [string[], unknown[]] = [[], []]
  const keeper = createCheckpointKeeper({
    store, key, last: lastOf(join(path, 'a-file')), timers: { every: () => () => undefined }, copies: [{ offer: (note) => { offered.push(note) }, stop: async () => undefined }],
    events: { auditBroken: () => { t.fail('nothing is wrong with the log') }, backgroundFailed: (_task, error) => { failures.push(error) } },
  })
  await t.rejects(keeper.prove(), { code: 'CONFIG_INVALID', detail: /audit\.lastCheckpoint/ })
  await store.write.commit({ expect: [], writes: [{ add: 'audit', leaf: auditLeaf('one') }] })
  keeper.start()
  await new Promise(setImmediate)
  await keeper.look()
  t.match(failures, [{ code: 'CONFIG_INVALID' }])
  t.same(offered, [])
})

t.test('a kept note that is none, or of another key, is refused, and so is one that others may read', async (t) => {
  const { path } = await signedAndStopped(t)
  const { keeper, last } = await open(t, path)
  const note = last.read()!
  const rejects = async (text: string, mode: number, expected: { readonly code: string; readonly detail: RegExp }) => {
    writeFileSync(last.path, text)
    chmodSync(last.path, mode)
    await t.rejects(keeper.prove(), expected)
  }
  for (const text of ['', 'nonsense', note.slice(0, -20), note.replace('\n5\n', '\n4\n')]) await rejects(text, 0o600, { code: 'AUDIT_LOG_UNFIT', detail: /holds no checkpoint of this gateway/ })
  await rejects(note, 0o644, { code: 'CONFIG_INVALID', detail: /chmod 600/ })
})
