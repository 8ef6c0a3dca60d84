// SPDX-License-Identifier: AGPL-3.0-only
import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { GatewayError } from '../model/errors.ts'

/** An open state file. */
export type Database = SQLite.Database

const PRIVATE_FOLDER = 0o700
const PRIVATE_FILE = 0o600
const OTHERS = 0o077
/** `PRAGMA synchronous` of FULL: a commit is on the disk before it returns. */
const FULL = 2

/** Each step leads from one version of the file to the next; appended to only. */
const STEPS = [`
  CREATE TABLE user (ref TEXT NOT NULL, provider TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (ref, provider)) WITHOUT ROWID, STRICT;
  CREATE TABLE heard (conversation TEXT NOT NULL, event INTEGER NOT NULL, number INTEGER NOT NULL, submission TEXT NOT NULL, highest INTEGER NOT NULL, highest_submission TEXT NOT NULL,
    verdict TEXT NOT NULL, missing INTEGER NOT NULL, PRIMARY KEY (conversation, event)) WITHOUT ROWID, STRICT;
  CREATE TABLE missing (conversation TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (conversation, number)) WITHOUT ROWID, STRICT;
  CREATE INDEX heard_by_event ON heard (event);
  CREATE TABLE said (conversation TEXT NOT NULL PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID, STRICT;
  CREATE TABLE outbox (key TEXT NOT NULL PRIMARY KEY, digest BLOB NOT NULL, number INTEGER NOT NULL, body TEXT NOT NULL, answer TEXT, at INTEGER NOT NULL) WITHOUT ROWID, STRICT;
  CREATE INDEX outbox_by_age ON outbox (at);
`, `
  CREATE TABLE proof (seq INTEGER PRIMARY KEY, ref TEXT NOT NULL, user TEXT NOT NULL, peer TEXT NOT NULL, message TEXT NOT NULL, kept TEXT NOT NULL, at INTEGER NOT NULL,
    UNIQUE (user, peer, message)) STRICT;
  CREATE INDEX proof_by_user ON proof (user, seq);
  CREATE INDEX proof_by_reference ON proof (ref);
  CREATE INDEX proof_by_age ON proof (at);
`, `
  CREATE TABLE proof_share (user TEXT NOT NULL, peer TEXT NOT NULL, proofs INTEGER NOT NULL, PRIMARY KEY (user, peer)) WITHOUT ROWID, STRICT;
  CREATE INDEX proof_share_by_size ON proof_share (proofs);
  INSERT INTO proof_share SELECT user, peer, count(*) FROM proof GROUP BY user, peer;
  CREATE INDEX proof_by_pair ON proof (user, peer, at);
  CREATE TRIGGER proof_kept AFTER INSERT ON proof BEGIN
    INSERT INTO proof_share VALUES (NEW.user, NEW.peer, 1) ON CONFLICT DO UPDATE SET proofs = proofs + 1;
  END;
  CREATE TRIGGER proof_gone AFTER DELETE ON proof BEGIN
    UPDATE proof_share SET proofs = proofs - 1 WHERE user = OLD.user AND peer = OLD.peer;
    DELETE FROM proof_share WHERE user = OLD.user AND peer = OLD.peer AND proofs = 0;
  END;
  DROP INDEX proof_by_user;
`]

/** A folder that only its user may look into, made where there is none. Throws `CONFIG_INVALID` where others may. */
export const requirePrivateFolder = (folder: string): void => {
  mkdirSync(folder, { recursive: true, mode: PRIVATE_FOLDER })
  if ((statSync(folder).mode & OTHERS) !== 0) throw new GatewayError('CONFIG_INVALID', `others may look into ${folder}; run: chmod 700 ${folder}`)
}

/** Opens and migrates the state of a folder, for this process alone. Throws `CONFIG_INVALID` where another process has it, and where it is something else. */
export const openDatabase = (folder: string): Database => {
  const file = join(folder, 'agent.db')
  closeSync(openSync(file, 'a', PRIVATE_FILE))
  chmodSync(file, PRIVATE_FILE)
  const db = new SQLite(file, { timeout: 0 })
  try {
    // Two agents would give one number to two messages.
    for (const pragma of ['locking_mode = EXCLUSIVE', 'journal_mode = WAL', 'synchronous = FULL', 'secure_delete = ON', 'trusted_schema = OFF']) db.pragma(pragma)
    migrate(db)
    if (db.pragma('synchronous', { simple: true }) !== FULL) throw new GatewayError('CONFIG_INVALID', `${file}: commits would not be on the disk`)
    return db
  } catch (error) {
    db.close()
    throw refusal(file, error)
  }
}

const migrate = (db: Database): void => {
  db.transaction(() => {
    const version = Number(db.pragma('user_version', { simple: true }))
    if (version > STEPS.length) throw new GatewayError('CONFIG_INVALID', 'the state is of a newer version of this program')
    for (const step of STEPS.slice(version)) db.exec(step)
    // Written on every start: so the lock is taken, and the level is told after a write.
    db.pragma(`user_version = ${STEPS.length}`)
  }).immediate()
}

const refusal = (file: string, error: unknown): unknown => {
  if (!(error instanceof SQLite.SqliteError)) return error
  if (error.code.startsWith('SQLITE_BUSY')) return new GatewayError('CONFIG_INVALID', `${file}: another core-agent has it`)
  return error.code === 'SQLITE_NOTADB' ? new GatewayError('CONFIG_INVALID', `${file}: is no state of a core-agent`) : error
}

/** An act that is done as a whole or not at all. */
export const whole = <Given extends unknown[], Result>(db: Database, act: (...given: Given) => Result): ((...given: Given) => Result) => db.transaction(act)
