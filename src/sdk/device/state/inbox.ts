// SPDX-License-Identifier: Apache-2.0
import { deviceId, submissionId, userId } from '../../../model/ids.ts'
import type { DeviceId, SubmissionId, UserId } from '../../../model/ids.ts'
import type { InboxBody, InboxEntry } from '../types.ts'
import { pointerJson, readPointer } from '../../../wire/content/index.ts'
import type { MessageId } from '../../../wire/content/index.ts'
import type { Counters } from './counters.ts'
import type { Database } from './database.ts'

/** An entry that stands for a message which could not be opened. */
export interface Placeholder {
  readonly arrival: number
  readonly peer: UserId
  readonly device: DeviceId
  /** The latest submission that failed. */
  readonly submissionId: SubmissionId
  /** The submission that will answer the request to send again. */
  readonly awaited: SubmissionId
  readonly failures: number
}

interface Row { arrival: number; position: number; peer: string; received_ms: number; body: string; read_ms: number | null }
interface PlaceholderRow { arrival: number; peer: string; device: number; submission: string; awaited: string; failures: number }

/** What there is to show. */
export const createInbox = (db: Database, counters: Counters) => {
  const insert = db.prepare('INSERT INTO inbox (position, peer, received_ms, body, message) VALUES (?, ?, ?, ?, ?)')
  const find = db.prepare<[number], Row>('SELECT * FROM inbox WHERE arrival = ?')
  const list = db.prepare<[number, number], Row>('SELECT * FROM inbox WHERE position > ? ORDER BY position LIMIT ?')
  const named = db.prepare<[string, string], Pick<Row, 'body'>>('SELECT body FROM inbox WHERE peer = ? AND message = ?')
  const change = db.prepare('UPDATE inbox SET body = ?, position = ? WHERE arrival = ?')
  const markRead = db.prepare('UPDATE inbox SET read_ms = ? WHERE peer = ? AND message = ? AND read_ms IS NULL')
  const discard = db.prepare('DELETE FROM inbox WHERE position <= ? AND arrival NOT IN (SELECT arrival FROM placeholder)')
  const wait = db.prepare('INSERT INTO placeholder (arrival, peer, device, submission, awaited, failures, deadline_ms) VALUES (?, ?, ?, ?, ?, 1, ?)')
  const await_ = db.prepare<[string, number], PlaceholderRow>('SELECT * FROM placeholder WHERE peer = ? AND device = ? ORDER BY arrival')
  const failAgain = db.prepare('UPDATE placeholder SET submission = ?, awaited = ?, failures = failures + 1 WHERE arrival = ?')
  const overdue = db.prepare<[number], PlaceholderRow>('SELECT * FROM placeholder WHERE deadline_ms <= ? ORDER BY arrival')
  const settle = db.prepare('DELETE FROM placeholder WHERE arrival = ?')
  const add = (peer: UserId, body: InboxBody, now: number, messageId?: MessageId): InboxEntry => {
    const position = counters.next('inbox position')
    const { lastInsertRowid } = insert.run(position, peer, now, written(body), messageId ?? null)
    return { ...body, arrival: Number(lastInsertRowid), position, peer, receivedAtMs: now, readAtMs: undefined }
  }
  const replace = (arrival: number, body: InboxBody): InboxEntry | undefined => {
    change.run(written(body), counters.next('inbox position'), arrival)
    const row = find.get(arrival)
    return row === undefined ? undefined : read(row)
  }
  return {
    add,
    list: (after: number, limit: number): readonly InboxEntry[] => list.all(after, limit).map(read),
    /** The gateway's time of a message that is here to show. */
    acceptedAt: (peer: UserId, messageId: MessageId): number | undefined => {
      const row = named.get(peer, messageId)
      const body = row && bodyOf(row.body)
      return body !== undefined && 'gatewayTimeMs' in body ? body.gatewayTimeMs : undefined
    },
    /** False when it is no shown message of this peer, or was read before. */
    markRead: (peer: UserId, messageId: MessageId, now: number): boolean => markRead.run(now, peer, messageId).changes > 0,
    discard: (upTo: number): void => { discard.run(upTo) },
    /** Shows that a message could not be opened and was asked for again. */
    addPlaceholder: (waiting: Omit<Placeholder, 'arrival' | 'failures'>, now: number, deadlineMs: number): InboxEntry => {
      const entry = add(waiting.peer, { kind: 'placeholder', state: 'waiting' }, now)
      wait.run(entry.arrival, waiting.peer, waiting.device, waiting.submissionId, waiting.awaited, deadlineMs)
      return entry
    },
    waiting: (peer: UserId, device: DeviceId): readonly Placeholder[] => await_.all(peer, device).map(readPlaceholder),
    overdue: (now: number): readonly Placeholder[] => overdue.all(now).map(readPlaceholder),
    failedAgain: (placeholder: Placeholder, submission: SubmissionId, awaited: SubmissionId): void => {
      failAgain.run(submission, awaited, placeholder.arrival)
    },
    /** The wait is over: the message came, or will not come. */
    settlePlaceholder: (placeholder: Placeholder, state: 'resolved' | 'failed'): InboxEntry | undefined => {
      settle.run(placeholder.arrival)
      return replace(placeholder.arrival, { kind: 'placeholder', state })
    },
  }
}

/** A pointer's bytes are text in JSON. */
const written = (body: InboxBody): string => JSON.stringify(body.kind === 'attachment' ? { ...body, attachment: pointerJson(body.attachment) } : body)

const bodyOf = (text: string): InboxBody => {
  const body = JSON.parse(text) as InboxBody
  return body.kind === 'attachment' ? { ...body, attachment: readPointer(body.attachment) } : body
}

const read = (row: Row): InboxEntry => ({
  ...bodyOf(row.body),
  arrival: row.arrival, position: row.position, peer: userId(row.peer), receivedAtMs: row.received_ms, readAtMs: row.read_ms ?? undefined,
})

const readPlaceholder = (row: PlaceholderRow): Placeholder => ({
  arrival: row.arrival, peer: userId(row.peer), device: deviceId(row.device), submissionId: submissionId(row.submission),
  awaited: submissionId(row.awaited), failures: row.failures,
})
