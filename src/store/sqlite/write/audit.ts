// SPDX-License-Identifier: AGPL-3.0-only
import type { AuditLeaf } from '../../../model/audit/entry.ts'
import { grow, leafHash } from '../../../model/audit/merkle.ts'
import { EMPTY_HEAD, packFrontier, unpackHead } from '../../audit.ts'
import type { CheckpointRow } from '../../audit.ts'
import type { Connection } from '../connection.ts'
import type { Refusal } from './context.ts'

const HEAD = 'SELECT size, frontier FROM auditHead WHERE id = 1'
const PUT_HEAD = 'INSERT INTO auditHead (id, size, frontier) VALUES (1, ?, ?) ON CONFLICT (id) DO UPDATE SET size = excluded.size, frontier = excluded.frontier'

/** Appends entries to the audit log, inside the transaction of what they tell of. */
export const createAppendAudit = (db: Connection): ((leaf: AuditLeaf) => Refusal | undefined) => {
  const head = db.prepare<[], { size: number; frontier: Uint8Array }>(HEAD)
  const insert = db.prepare<[number, Uint8Array, Uint8Array]>('INSERT INTO auditEntries (entry, leaf, hash) VALUES (?, ?, ?)')
  const putHead = db.prepare<[number, Uint8Array]>(PUT_HEAD)
  return (leaf) => {
    const stored = head.get()
    const { size, frontier } = stored === undefined ? EMPTY_HEAD : unpackHead(stored)
    const hash = leafHash(leaf)
    insert.run(size, leaf, hash)
    putHead.run(size + 1, packFrontier(grow(frontier, size, hash)))
    return undefined
  }
}

/** Keeps a checkpoint, once. */
export const createKeepCheckpoint = (db: Connection) => {
  const insert = db.prepare<[CheckpointRow]>('INSERT INTO auditCheckpoints (size, note) VALUES (@size, @note) ON CONFLICT (size) DO NOTHING')
  return (row: CheckpointRow): void => { insert.run(row) }
}
