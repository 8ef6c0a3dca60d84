// SPDX-License-Identifier: Apache-2.0
import { attachmentId } from '../../../model/attachments.ts'
import type { AttachmentId } from '../../../model/attachments.ts'
import { userId } from '../../../model/ids.ts'
import type { UserId } from '../../../model/ids.ts'
import type { Bytes } from '../../../model/signal-crypto.ts'
import type { Custody } from '../../../model/values.ts'
import type { SentReason, SentState, SentStatus } from '../types.ts'
import { blobOrNone, flag } from './columns.ts'
import { messageId as parseId } from '../../../wire/content/index.ts'
import type { MessageId } from '../../../wire/content/index.ts'
import type { Database } from './database.ts'

/** Something this device said, for as long as it may have to say it again. */
export interface SentMessage extends SentStatus {
  /** False for receipts and notices, which no person wrote. */
  readonly shown: boolean
  /** Serialised content; undefined once every device has it, or its time is over. */
  readonly content: Bytes | undefined
  readonly demandedCustody: Custody | undefined
  readonly ttlSeconds: number
  readonly urgent: boolean
  /** What its content points to. */
  readonly attachment: AttachmentId | undefined
  readonly createdMs: number
  /** How often the recipient's devices had changed at submission. */
  readonly mismatches: number
}

/** What a new message starts as. */
export interface NewMessage {
  readonly messageId: MessageId
  readonly peer: UserId
  readonly shown: boolean
  readonly content: Uint8Array
  readonly demandedCustody: Custody | undefined
  readonly ttlSeconds: number
  readonly urgent: boolean
  readonly attachment: AttachmentId | undefined
  readonly keepUntilMs: number
}

interface Row {
  seq: number; message: string; peer: string; shown: number; content: Buffer | null; state: SentState; reason: SentReason | null
  custody: Custody | null; ttl: number; urgent: number; mismatches: number; created_ms: number; keep_until_ms: number; attachment: string | null
}

/** States from which a message may go on to the named one: it never goes back, and a late receipt outweighs a failure. */
const before: Readonly<Record<SentState, readonly SentState[]>> = {
  queued: [],
  accepted: ['queued'],
  refused: ['queued'],
  expired: ['queued', 'accepted'],
  failed: ['queued', 'accepted'],
  delivered: ['queued', 'accepted', 'expired', 'failed'],
  read: ['queued', 'accepted', 'expired', 'failed', 'delivered'],
}

/** What this device said, and what became of it. */
export const createSent = (db: Database) => {
  const insert = db.prepare(`INSERT INTO sent (message, peer, shown, content, state, custody, ttl, urgent, created_ms, keep_until_ms, attachment)
    VALUES (?, ?, ?, ?, 'queued', ?, ?, ?, ?, ?, ?)`)
  const find = db.prepare<[string], Row>('SELECT * FROM sent WHERE message = ?')
  const next = db.prepare<[string], Row>("SELECT * FROM sent WHERE peer = ? AND state = 'queued' ORDER BY seq LIMIT 1")
  const list = db.prepare<[number, number], Row>('SELECT * FROM sent WHERE shown = 1 AND seq > ? ORDER BY seq LIMIT ?')
  const move = db.prepare(`UPDATE sent SET state = ?, reason = ? WHERE message = ? AND state IN (SELECT value FROM json_each(?))`)
  const mismatch = db.prepare('UPDATE sent SET mismatches = mismatches + 1 WHERE message = ?')
  const forget = db.prepare('UPDATE sent SET content = NULL WHERE message = ?')
  const queuedFor = db.prepare<[string], { message: string }>("SELECT message FROM sent WHERE peer = ? AND state = 'queued' ORDER BY seq")
  const overdue = db.prepare<[number], { message: string }>("SELECT message FROM sent WHERE keep_until_ms < ? AND state IN ('queued', 'accepted')")
  const forgetOld = db.prepare('UPDATE sent SET content = NULL WHERE keep_until_ms < ? AND content IS NOT NULL')
  const dropOld = db.prepare('DELETE FROM sent WHERE keep_until_ms < ?')
  return {
    save: (message: NewMessage, now: number): void => {
      insert.run(message.messageId, message.peer, flag(message.shown), message.content, message.demandedCustody ?? null,
        message.ttlSeconds, flag(message.urgent), now, message.keepUntilMs, message.attachment ?? null)
    },
    find: (messageId: MessageId): SentMessage | undefined => {
      const row = find.get(messageId)
      return row === undefined ? undefined : read(row)
    },
    /** The oldest message to a peer that still waits. */
    next: (peer: UserId): SentMessage | undefined => {
      const row = next.get(peer)
      return row === undefined ? undefined : read(row)
    },
    list: (after: number, limit: number): readonly (SentStatus & { readonly position: number })[] =>
      list.all(after, limit).map((row) => ({ ...status(row), position: row.seq })),
    /** Moves a message on; false when it is further already. */
    move: (messageId: MessageId, state: SentState, reason?: SentReason): boolean =>
      move.run(state, reason ?? null, messageId, JSON.stringify(before[state])).changes === 1,
    mismatched: (messageId: MessageId): void => { mismatch.run(messageId) },
    forgetContent: (messageId: MessageId): void => { forget.run(messageId) },
    queuedFor: (peer: UserId): readonly MessageId[] => queuedFor.all(peer).map(({ message }) => parseId(message)),
    /** Messages whose time is over while they were under way. */
    overdue: (now: number): readonly MessageId[] => overdue.all(now).map(({ message }) => parseId(message)),
    /** Forgets contents kept until before `contents`, and what became of messages kept until before `states`. */
    prune: (contents: number, states: number): void => {
      forgetOld.run(contents)
      dropOld.run(states)
    },
  }
}

const status = (row: Row): SentStatus => ({ messageId: parseId(row.message), peer: userId(row.peer), state: row.state, reason: row.reason ?? undefined })

const read = (row: Row): SentMessage => ({
  ...status(row), shown: row.shown === 1, content: blobOrNone(row.content), demandedCustody: row.custody ?? undefined,
  ttlSeconds: row.ttl, urgent: row.urgent === 1, mismatches: row.mismatches, createdMs: row.created_ms, attachment: row.attachment === null ? undefined : attachmentId(row.attachment),
})
