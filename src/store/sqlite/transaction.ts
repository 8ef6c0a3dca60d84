// SPDX-License-Identifier: AGPL-3.0-only
import Database from 'better-sqlite3'
import type { Share } from '../committer.ts'
import type { Connection } from './connection.ts'

/** What SQLite says of one statement alone; after anything else it says, the file or the disk is in doubt. */
const HARMLESS = /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG|RANGE|ERROR)/

/** True for an error after which this database may not be written again. */
export const isFatal = (error: unknown): boolean => error instanceof Database.SqliteError && !HARMLESS.test(error.code)

/**
 * Runs shares in one transaction, calls `begun` whenever it begins and `committed` once it is on disk. Nearly always every share is kept, so they run
 * bare first (a savepoint costs as much as a third of an append); when one is taken back, all run again, each in a savepoint.
 */
export const createFlush = (db: Connection, begun: () => void, committed: () => void): ((shares: readonly Share[]) => void) => {
  const [begin, commit, rollback] = [db.prepare('BEGIN IMMEDIATE'), db.prepare('COMMIT'), db.prepare('ROLLBACK')]
  const [mark, forget, back] = [db.prepare('SAVEPOINT share'), db.prepare('RELEASE share'), db.prepare('ROLLBACK TO share')]

  const runGuarded = (share: Share): void => {
    mark.run()
    if (share.run() === 'undo') back.run()
    forget.run()
  }

  const start = (): void => {
    begin.run()
    begun()
  }
  const runAll = (shares: readonly Share[]): void => {
    start()
    if (!shares.every((share) => share.run() === 'keep')) {
      rollback.run()
      start()
      shares.forEach(runGuarded)
    }
    commit.run()
  }

  return (shares) => {
    try {
      runAll(shares)
    } catch (error) {
      abandon()
      throw error
    }
    committed()
  }

  function abandon(): void {
    try {
      if (db.inTransaction) rollback.run()
    } catch {
      // The first error is the one to report; this transaction ends with the process.
    }
  }
}
