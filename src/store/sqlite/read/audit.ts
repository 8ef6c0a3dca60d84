// SPDX-License-Identifier: AGPL-3.0-only
import { EMPTY_HEAD, unpackHead } from '../../audit.ts'
import type { AuditHead, AuditRow, CheckpointRow } from '../../audit.ts'
import type { Connection } from '../connection.ts'
import { LIMIT } from '../records.ts'

/** Reads of the audit log. */
export const createAuditReads = (db: Connection) => {
  const head = db.prepare<[], { size: number; frontier: Uint8Array }>('SELECT size, frontier FROM auditHead WHERE id = 1')
  const page = db.prepare<[number, number], AuditRow>(`SELECT entry, leaf, hash FROM auditEntries WHERE entry >= ? ORDER BY entry ${LIMIT}`)
  const checkpoints = db.prepare<[number, number], CheckpointRow>(`SELECT size, note FROM auditCheckpoints WHERE size > ? ORDER BY size ${LIMIT}`)
  const last = db.prepare<[], CheckpointRow>('SELECT size, note FROM auditCheckpoints ORDER BY size DESC LIMIT 1')
  return {
    auditHead: (): AuditHead => {
      const stored = head.get()
      return stored === undefined ? EMPTY_HEAD : unpackHead(stored)
    },
    auditPage: (from: number, limit: number): AuditRow[] => page.all(from, limit),
    checkpointPage: (above: number, limit: number): CheckpointRow[] => checkpoints.all(above, limit),
    lastCheckpoint: (): CheckpointRow | undefined => last.get(),
  }
}
