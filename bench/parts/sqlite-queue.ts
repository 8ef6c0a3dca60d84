// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { openSqliteStore } from '../../src/store/sqlite/index.ts'
import { CIPHERTEXT_BYTES } from '../load/codec.ts'
import type { Queue } from '../store.ts'

/** Rows of one transaction of the filling: its log stays below 200 MB. */
const CHUNK = 100_000
/** Rows in each lane. */
const LANE_ROWS = 100
const DAY_MS = 86_400_000

const LANE = 'INSERT INTO lanes (recipientUser, recipientDevice, senderUser, lastSequence, totalBytes) VALUES (?, 1, ?, ?, ?)'
const ROW = `
  INSERT INTO mailbox (recipientParty, lane, senderDevice, submissionId, laneSequence, gatewayTimeMs, expiresAt, urgent, frankEpoch, laneBytes, commitment, frank, envelope)
  VALUES (?, ?, 1, ?, ?, ?, ?, 0, 1, ?, ?, ?, ?)`
const SUBMISSION = 'INSERT INTO submissions (senderUser, senderDevice, submissionId, digest, gatewayTimeMs, places, rememberUntil) VALUES (?, 1, ?, ?, ?, ?, ?)'

/** A SQLite store in a folder. Its queue is filled past it, since a million messages would take minutes otherwise. */
export const sqliteQueue = async (folder: string): Promise<Queue> => {
  const store = await openSqliteStore({ path: folder, onUnhealthy: (error) => { throw error } })
  const file = join(folder, 'drawbridge.db')
  return {
    store,
    fill: async (party, rows) => {
      const db = new Database(file, { fileMustExist: true })
      // What is filled in need not survive a power cut.
      db.pragma('synchronous = OFF')
      const fill = createFill(db, party)
      for (let left = rows; left > 0; left -= CHUNK) fill(Math.min(left, CHUNK))
      db.pragma('wal_checkpoint(TRUNCATE)')
      db.close()
    },
    databaseCpuMicros: async () => 0,
    close: () => store.close(),
  }
}

const createFill = (db: Database.Database, party: string): ((rows: number) => void) => {
  const [lane, row, submission] = [db.prepare(LANE), db.prepare(ROW), db.prepare(SUBMISSION)]
  const [commitment, frank, envelope, digest] = [randomBytes(32), randomBytes(96), randomBytes(CIPHERTEXT_BYTES), randomBytes(32)]
  const fillLane = (rows: number): void => {
    const [sender, now] = [randomUUID(), Date.now()]
    const end = now + DAY_MS
    const { lastInsertRowid } = lane.run(randomUUID(), sender, rows, rows * CIPHERTEXT_BYTES)
    for (let sequence = 1; sequence <= rows; sequence += 1) {
      const id = randomUUID()
      const stored = row.run(party, lastInsertRowid, id, sequence, now, end, sequence * CIPHERTEXT_BYTES, commitment, frank, envelope)
      submission.run(sender, id, digest, now, JSON.stringify([{ deviceId: 1, laneSequence: sequence, id: Number(stored.lastInsertRowid) }]), end)
    }
  }
  return db.transaction((rows: number) => {
    for (let left = rows; left > 0; left -= LANE_ROWS) fillLane(Math.min(left, LANE_ROWS))
  })
}
