// SPDX-License-Identifier: Apache-2.0
import { deviceId, submissionId } from '../../../model/ids.ts'
import type { UserId } from '../../../model/ids.ts'
import type { MessageId } from '../../../wire/content/index.ts'
import type { DisclosedMessage } from '../../reports/index.ts'
import { blob } from './columns.ts'
import type { Database } from './database.ts'

/** Proofs that are kept: years of one conversation, or a busy month of all; some 25 MB of short texts. */
const MAX_PROOFS = 10_000

/** A shown message as a report would disclose it, but for whose it is. */
export type Proof = Omit<DisclosedMessage, 'senderUser' | 'recipientUser'>

interface ProofRow {
  device: number; submission: string; gateway_ms: number; commitment: Buffer; epoch: number; mac: Buffer; signature: Buffer; franking_key: Buffer; content: Buffer
}

const DAY_MS = 86_400_000
const MOST = 'SELECT peer FROM proof_share ORDER BY proofs DESC LIMIT 1'
const FULLEST_DAY = `SELECT at_ms / ${DAY_MS} AS day, count(*) AS proofs FROM proof WHERE peer = ? GROUP BY day ORDER BY proofs DESC, day LIMIT 1`
const MIDDLE = 'DELETE FROM proof WHERE seq = (SELECT seq FROM proof WHERE peer = ? AND at_ms >= ? AND at_ms < ? ORDER BY at_ms, seq LIMIT 1 OFFSET ?)'

/**
 * What a report needs of messages that were shown. Room is made where most is: among what the contact said of whom most is kept, in the middle of the day with most of it. So a flood takes from itself, and leaves what others
 * said, what the same contact said on other days, and what came before it and last.
 */
export const createProofs = (db: Database, most = MAX_PROOFS) => {
  const keep = db.prepare(`INSERT OR IGNORE INTO proof (peer, message, device, submission, gateway_ms, commitment, epoch, mac, signature, franking_key, content, at_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const total = db.prepare<[], number>('SELECT coalesce(sum(proofs), 0) FROM proof_share').pluck()
  const makeRoom = createMakeRoom(db)
  const find = db.prepare<[string, string], ProofRow>('SELECT * FROM proof WHERE peer = ? AND message = ?')
  const discard = db.prepare('DELETE FROM proof WHERE (peer, message) IN (SELECT peer, message FROM inbox WHERE position <= ? AND message IS NOT NULL)')
  const prune = db.prepare('DELETE FROM proof WHERE at_ms < ?')
  return {
    /** Keeps the proof of a message. */
    keep: (peer: UserId, message: MessageId, proof: Proof, now: number): void => {
      const { frank } = proof
      keep.run(peer, message, proof.senderDevice, proof.submissionId, proof.gatewayTimeMs, proof.commitment, frank.keyEpoch, frank.mac, frank.signature,
        proof.frankingKey, proof.content, now)
      if ((total.get() ?? 0) > most) makeRoom()
    },
    find: (peer: UserId, message: MessageId): Proof | undefined => {
      const row = find.get(peer, message)
      return row && read(row)
    },
    /** Those of inbox entries up to a position. */
    discard: (upTo: number): void => { discard.run(upTo) },
    prune: (before: number): void => { prune.run(before) },
  }
}

const createMakeRoom = (db: Database) => {
  const [fullest, middle] = [db.prepare<[string], { day: number; proofs: number }>(FULLEST_DAY), db.prepare<[string, number, number, number]>(MIDDLE)]
  const most = db.prepare<[], string>(MOST).pluck()
  return (): void => {
    const peer = most.get()
    const full = peer === undefined ? undefined : fullest.get(peer)
    if (peer !== undefined && full) middle.run(peer, full.day * DAY_MS, (full.day + 1) * DAY_MS, Math.floor(full.proofs / 2))
  }
}

const read = (row: ProofRow): Proof => ({
  senderDevice: deviceId(row.device), submissionId: submissionId(row.submission), gatewayTimeMs: row.gateway_ms, commitment: blob(row.commitment),
  frank: { keyEpoch: row.epoch, mac: blob(row.mac), signature: blob(row.signature) }, frankingKey: blob(row.franking_key), content: blob(row.content),
})
