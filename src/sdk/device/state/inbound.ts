// SPDX-License-Identifier: Apache-2.0
import type { Frank } from '../../../model/answers.ts'
import { deviceId, submissionId, userId } from '../../../model/ids.ts'
import type { DeviceId, SubmissionId, UserId } from '../../../model/ids.ts'
import { blob, flag } from './columns.ts'
import type { MessageId } from '../../../wire/content/index.ts'
import type { Database } from './database.ts'

/** What this device needs of a push to deal with it, now or later. */
export interface Parcel {
  readonly peer: UserId
  readonly device: DeviceId
  readonly submissionId: SubmissionId
  readonly gatewayTimeMs: number
  readonly late: boolean
  readonly commitment: Uint8Array
  /** What the gateway vouched for; undefined where it vouched for nothing. */
  readonly frank: Frank | undefined
  readonly envelope: Uint8Array
  readonly receivedAtMs: number
}

interface SpoolRow {
  peer: string; device: number; submission: string; gateway_ms: number; late: number; commitment: Buffer; envelope: Buffer; received_ms: number
  epoch: number | null; mac: Buffer | null; signature: Buffer | null
}

/** Pushes: which were dealt with, and which wait. */
export const createInbound = (db: Database) => {
  const settled = db.prepare('SELECT 1 FROM settled WHERE peer = ? AND device = ? AND submission = ?')
  const settle = db.prepare('INSERT INTO settled (peer, device, submission, outcome, at_ms) VALUES (?, ?, ?, ?, ?)')
  const hold = db.prepare(`INSERT OR IGNORE INTO spool (peer, device, submission, gateway_ms, late, commitment, envelope, received_ms, epoch, mac, signature)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const release = db.prepare('DELETE FROM spool WHERE peer = ? AND device = ? AND submission = ?')
  const held = db.prepare<[string, number], SpoolRow>('SELECT * FROM spool WHERE peer = ? ORDER BY arrival LIMIT ?')
  const count = db.prepare<[string], { held: number }>('SELECT count(*) AS held FROM spool WHERE peer = ?')
  const total = db.prepare<[], { held: number }>('SELECT count(*) AS held FROM spool')
  const peers = db.prepare<[], { peer: string }>('SELECT DISTINCT peer FROM spool')
  const refused = db.prepare<[number], { peer: string; submission: string; outcome: string; at_ms: number }>(
    "SELECT peer, submission, outcome, at_ms FROM settled WHERE outcome != 'opened' AND outcome != 'unopened' ORDER BY at_ms DESC LIMIT ?")
  const see = db.prepare('INSERT OR IGNORE INTO seen (peer, message, at_ms) VALUES (?, ?, ?)')
  const pruneSettled = db.prepare('DELETE FROM settled WHERE at_ms < ?')
  const pruneSeen = db.prepare('DELETE FROM seen WHERE at_ms < ?')
  return {
    isSettled: (parcel: Parcel): boolean => settled.get(parcel.peer, parcel.device, parcel.submissionId) !== undefined,
    /** The push needs nothing any more; also takes it out of the spool. */
    settle: (parcel: Parcel, outcome: string, now: number): void => {
      settle.run(parcel.peer, parcel.device, parcel.submissionId, outcome, now)
      release.run(parcel.peer, parcel.device, parcel.submissionId)
    },
    hold: (parcel: Parcel): void => {
      const { frank } = parcel
      hold.run(parcel.peer, parcel.device, parcel.submissionId, parcel.gatewayTimeMs, flag(parcel.late), parcel.commitment, parcel.envelope, parcel.receivedAtMs,
        frank?.keyEpoch ?? null, frank?.mac ?? null, frank?.signature ?? null)
    },
    held: (peer: UserId, limit: number): readonly Parcel[] => held.all(peer, limit).map(read),
    holds: (peer: UserId): number => count.get(peer)?.held ?? 0,
    holdsInAll: (): number => total.get()?.held ?? 0,
    heldPeers: (): readonly UserId[] => peers.all().map(({ peer }) => userId(peer)),
    /** The newest pushes that were refused, with the reason. */
    refused: (limit: number): readonly { readonly peer: UserId; readonly submissionId: SubmissionId; readonly reason: string; readonly atMs: number }[] =>
      refused.all(limit).map((row) => ({ peer: userId(row.peer), submissionId: submissionId(row.submission), reason: row.outcome, atMs: row.at_ms })),
    /** Notes that a message id is shown; false when it was before. */
    see: (peer: UserId, messageId: MessageId, now: number): boolean => see.run(peer, messageId, now).changes === 1,
    prune: (before: number): void => {
      pruneSettled.run(before)
      pruneSeen.run(before)
    },
  }
}

const read = (row: SpoolRow): Parcel => ({
  peer: userId(row.peer), device: deviceId(row.device), submissionId: submissionId(row.submission), gatewayTimeMs: row.gateway_ms,
  late: row.late === 1, commitment: blob(row.commitment), envelope: blob(row.envelope), receivedAtMs: row.received_ms, frank: readFrank(row),
})

const readFrank = ({ epoch, mac, signature }: SpoolRow): Frank | undefined =>
  (epoch === null || mac === null || signature === null ? undefined : { keyEpoch: epoch, mac: blob(mac), signature: blob(signature) })
