// SPDX-License-Identifier: AGPL-3.0-only
// What waits for sleeping phones, in SQLite: in life a table of the provider's own database. Only sealed messages are in it, and who writes to whom.
import { DatabaseSync } from 'node:sqlite'
import type { Mailbox } from '@drawbridge-im/drawbridge/link'

/** Of one user: beyond it the gateway keeps what comes, and parks it. */
const MAX_WAITING = 5_000
/** 30 days: who is away for longer has lost its phone, and the gateway itself keeps a message no longer. */
const MAX_AGE_MS = 30 * 86_400_000

/**
 * A mailbox in a file. `synchronous=FULL` is what makes "stored" true: the gateway forgets what is put here. Each statement is a transaction of its own and finds its
 * rows by an index, since all of this process waits meanwhile.
 */
export const openMailbox = (file: string): Mailbox => {
  const database = new DatabaseSync(file)
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
    CREATE TABLE IF NOT EXISTS mailbox (place INTEGER PRIMARY KEY AUTOINCREMENT, user TEXT NOT NULL, frame BLOB NOT NULL, put_ms INTEGER NOT NULL);
    CREATE INDEX IF NOT EXISTS of_user ON mailbox (user, place);
    CREATE INDEX IF NOT EXISTS of_age ON mailbox (put_ms);`)
  const insert = database.prepare('INSERT INTO mailbox (user, frame, put_ms) VALUES (?, ?, ?)')
  const count = database.prepare('SELECT count(*) AS waiting FROM mailbox WHERE user = ?')
  const select = database.prepare('SELECT place, frame FROM mailbox WHERE user = ? AND place > ? AND put_ms >= ? ORDER BY place LIMIT ?')
  const remove = database.prepare('DELETE FROM mailbox WHERE user = ? AND place IN (SELECT value FROM json_each(?))')
  const expire = database.prepare('DELETE FROM mailbox WHERE put_ms < ?')
  const oldestMs = (): number => Date.now() - MAX_AGE_MS
  return {
    put: (user, frame) => {
      expire.run(oldestMs())
      if (Number(count.get(user)?.['waiting']) >= MAX_WAITING) throw new Error('too much waits for this user')
      insert.run(user, frame, Date.now())
    },
    list: (user, after, limit) => select.all(user, after, oldestMs(), limit).map(({ place, frame }) => ({ place: Number(place), frame: frame as Uint8Array })),
    remove: (user, places) => { remove.run(user, JSON.stringify(places)) },
  }
}
