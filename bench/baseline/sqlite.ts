// SPDX-License-Identifier: AGPL-3.0-only
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Submit } from './frames.ts'
import type { Row, Rows } from './rows.ts'

/** `PRAGMA synchronous` = FULL. */
const FULL = 2
/** The gateway's own settings: what is as durable and as well wiped costs the same. */
const SETTINGS = ['journal_mode = WAL', 'synchronous = FULL', 'secure_delete = ON', 'wal_autocheckpoint = 4000', 'cache_size = -32768']
const TABLES = `
  CREATE TABLE mailbox (id INTEGER PRIMARY KEY AUTOINCREMENT, recipient BLOB NOT NULL, sender BLOB NOT NULL, submission BLOB NOT NULL, envelope BLOB NOT NULL);
  CREATE INDEX mailbox_recipient ON mailbox (recipient, id);
  CREATE TABLE submissions (submission BLOB PRIMARY KEY, id INTEGER NOT NULL) WITHOUT ROWID;`

/** A fresh SQLite database in a folder, as durable as the gateway's. Throws unless its commits reach the disk. */
export const openSqliteRows = (folder: string): Rows => {
  const db = new Database(join(folder, 'baseline.db'))
  for (const setting of SETTINGS) db.pragma(setting)
  db.exec(TABLES)
  // This build answers FULL until the first write even where it means NORMAL afterwards.
  if (db.pragma('synchronous', { simple: true }) !== FULL || db.pragma('journal_mode', { simple: true }) !== 'wal') throw new Error('the baseline does not flush its commits')
  const insert = db.prepare<[Uint8Array, Uint8Array, Uint8Array, Uint8Array]>('INSERT INTO mailbox (recipient, sender, submission, envelope) VALUES (?, ?, ?, ?)')
  const known = db.prepare<[Uint8Array], number>('SELECT id FROM submissions WHERE submission = ?').pluck()
  const remember = db.prepare<[Uint8Array, number]>('INSERT INTO submissions VALUES (?, ?)')
  const remove = db.prepare<[number]>('DELETE FROM mailbox WHERE id = ?')
  const page = db.prepare<[Uint8Array, number, number], Row>('SELECT * FROM mailbox WHERE recipient = ? AND id > ? ORDER BY id LIMIT ?')
  const store = ({ recipient, sender, submission, envelope }: Submit): number => {
    const earlier = known.get(submission)
    if (earlier !== undefined) return earlier
    const id = Number(insert.run(recipient, sender, submission, envelope).lastInsertRowid)
    remember.run(submission, id)
    return id
  }
  const commit = db.transaction((messages: readonly Submit[], deleted: readonly number[]): number[] => {
    const ids = messages.map(store)
    for (const id of deleted) remove.run(id)
    return ids
  })
  return { commit: async (messages, deleted) => commit.immediate(messages, deleted), page: async (...of) => page.all(...of) }
}
