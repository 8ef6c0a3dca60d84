// SPDX-License-Identifier: Apache-2.0
import { deviceId, registrationId, submissionId, userId } from '../../../model/ids.ts'
import type { SubmissionId, UserId } from '../../../model/ids.ts'
import type { EnvelopeView } from '../../../model/requests.ts'
import { blob, flag } from './columns.ts'
import type { Database } from './database.ts'

/** Sealed bytes that wait for the gateway's answer. */
export interface OutboxItem {
  readonly submissionId: SubmissionId
  readonly peer: UserId
  /** A message to all devices, one to a device that could not open it, or a request to send again. */
  readonly kind: 'message' | 'resend' | 'retry'
  /** The message; for `retry` the submission that could not be opened. */
  readonly about: string
  readonly envelopes: readonly EnvelopeView[]
  readonly commitment: Uint8Array
  readonly partial: boolean
  readonly urgent: boolean
  readonly ttlSeconds: number
}

interface Row {
  submission: string; peer: string; kind: OutboxItem['kind']; about: string; commitment: Buffer; partial: number; urgent: number; ttl: number
}
interface EnvelopeRow { device: number; registration: number; type: EnvelopeView['type']; bytes: Buffer }

/** The durable queue of submissions, in order. */
export const createOutbox = (db: Database) => {
  const insert = db.prepare('INSERT INTO outbox (submission, peer, kind, about, commitment, partial, urgent, ttl) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
  const insertEnvelope = db.prepare('INSERT INTO envelope (submission, device, registration, type, bytes) VALUES (?, ?, ?, ?, ?)')
  const next = db.prepare<[string, number], Row>("SELECT * FROM outbox WHERE peer = ? AND (kind = 'retry' OR ?) ORDER BY seq LIMIT 1")
  const find = db.prepare<[string], Row>('SELECT * FROM outbox WHERE submission = ?')
  const envelopes = db.prepare<[string], EnvelopeRow>('SELECT * FROM envelope WHERE submission = ? ORDER BY device')
  const remove = db.prepare('DELETE FROM outbox WHERE submission = ?')
  const list = db.prepare<[string], Row>('SELECT * FROM outbox WHERE peer = ? ORDER BY seq')
  const busy = db.prepare<[], { peer: string }>(`SELECT peer FROM outbox UNION SELECT peer FROM sent WHERE state = 'queued'
    UNION SELECT peer FROM receipt UNION SELECT peer FROM target JOIN sent ON sent.message = target.message WHERE resend_of IS NOT NULL`)
  const read = (row: Row): OutboxItem => ({
    submissionId: submissionId(row.submission), peer: userId(row.peer), kind: row.kind, about: row.about,
    envelopes: envelopes.all(row.submission).map(readEnvelope),
    commitment: blob(row.commitment), partial: row.partial === 1, urgent: row.urgent === 1, ttlSeconds: row.ttl,
  })
  return {
    save: (item: OutboxItem): void => {
      insert.run(item.submissionId, item.peer, item.kind, item.about, item.commitment, flag(item.partial), flag(item.urgent), item.ttlSeconds)
      for (const envelope of item.envelopes) {
        insertEnvelope.run(item.submissionId, envelope.deviceId, envelope.registrationId, envelope.type, envelope.bytes)
      }
    },
    /** The oldest item for a peer; only requests to send again unless `all`. */
    next: (peer: UserId, all: boolean): OutboxItem | undefined => {
      const row = next.get(peer, flag(all))
      return row === undefined ? undefined : read(row)
    },
    find: (submission: SubmissionId): OutboxItem | undefined => {
      const row = find.get(submission)
      return row === undefined ? undefined : read(row)
    },
    remove: (submission: SubmissionId): void => { remove.run(submission) },
    allFor: (peer: UserId): readonly OutboxItem[] => list.all(peer).map(read),
    /** Peers for whom anything waits. */
    peers: (): readonly UserId[] => busy.all().map(({ peer }) => userId(peer)),
  }
}

const readEnvelope = (row: EnvelopeRow): EnvelopeView => ({
  deviceId: deviceId(row.device), registrationId: registrationId(row.registration), type: row.type, bytes: blob(row.bytes),
})
