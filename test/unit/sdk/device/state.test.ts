// SPDX-License-Identifier: AGPL-3.0-only
import { statSync, writeFileSync } from 'node:fs'
import SQLite from 'better-sqlite3'
import t from 'tap'
import { openDatabase } from '../../../../src/sdk/device/state/database.ts'
import { openState } from '../../../../src/sdk/device/state/index.ts'

t.test('the state file belongs to its user alone and commits durably', async (t) => {
  const file = `${t.testdir()}/state.db`
  const db = openDatabase(file)
  t.teardown(() => db.close())
  t.equal(statSync(file).mode & 0o777, 0o600)
  t.equal(statSync(`${file}-wal`).mode & 0o777, 0o600)
  t.equal(db.pragma('journal_mode', { simple: true }), 'wal')
  t.equal(db.pragma('synchronous', { simple: true }), 2)
  db.exec("INSERT INTO setting VALUES ('receipts.read', 'off')")
  t.equal(db.pragma('synchronous', { simple: true }), 2, 'also after a write')
  t.equal(db.pragma('secure_delete', { simple: true }), 1)
})

t.test('a state file is open once', async (t) => {
  const file = `${t.testdir()}/state.db`
  const state = openState(file)
  t.throws(() => openState(file), { name: 'DeviceError', reason: 'FILE_IN_USE' })
  state.close()
  openState(file).close()
})

t.test('a file of a newer version, or of something else, is left alone', async (t) => {
  const folder = t.testdir()
  const newer = new SQLite(`${folder}/newer.db`)
  newer.pragma('user_version = 99')
  newer.close()
  t.throws(() => openState(`${folder}/newer.db`), { name: 'DeviceError', reason: 'FILE_REFUSED' })
  writeFileSync(`${folder}/letter.txt`, 'Dear reader, '.repeat(500))
  t.throws(() => openState(`${folder}/letter.txt`), { name: 'DeviceError', reason: 'FILE_REFUSED' })
})
