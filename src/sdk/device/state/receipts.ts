// SPDX-License-Identifier: Apache-2.0
import type { UserId } from '../../../model/ids.ts'
import { messageId as parseId } from '../../../wire/content/index.ts'
import type { MessageId, ReceiptKind } from '../../../wire/content/index.ts'
import type { Database } from './database.ts'

/** Receipts of one kind that are due to one peer. */
export interface DueReceipts {
  readonly kind: ReceiptKind
  readonly messageIds: readonly MessageId[]
}

/** Receipts that are due; they become one message when it is sealed. */
export const createDueReceipts = (db: Database) => {
  const insert = db.prepare('INSERT OR IGNORE INTO receipt (peer, kind, message) VALUES (?, ?, ?)')
  const first = db.prepare<[string], { kind: ReceiptKind }>('SELECT kind FROM receipt WHERE peer = ? ORDER BY kind LIMIT 1')
  const some = db.prepare<[string, ReceiptKind, number], { message: string }>('SELECT message FROM receipt WHERE peer = ? AND kind = ? LIMIT ?')
  const remove = db.prepare('DELETE FROM receipt WHERE peer = ? AND kind = ? AND message = ?')
  const clear = db.prepare('DELETE FROM receipt WHERE kind = ?')
  const clearPeer = db.prepare('DELETE FROM receipt WHERE peer = ?')
  return {
    add: (peer: UserId, kind: ReceiptKind, messageId: MessageId): void => { insert.run(peer, kind, messageId) },
    next: (peer: UserId, limit: number): DueReceipts | undefined => {
      const kind = first.get(peer)?.kind
      return kind === undefined ? undefined : { kind, messageIds: some.all(peer, kind, limit).map(({ message }) => parseId(message)) }
    },
    remove: (peer: UserId, due: DueReceipts): void => {
      for (const message of due.messageIds) remove.run(peer, due.kind, message)
    },
    clear: (kind: ReceiptKind): void => { clear.run(kind) },
    clearPeer: (peer: UserId): void => { clearPeer.run(peer) },
  }
}
