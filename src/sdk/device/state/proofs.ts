// SPDX-License-Identifier: Apache-2.0
import { deviceId, submissionId } from '../../../model/ids.ts'
import type { UserId } from '../../../model/ids.ts'
import type { MessageId } from '../../../wire/content/index.ts'
import type { DisclosedMessage } from '../../reports/index.ts'
import { blob } from './columns.ts'
import type { Database } from './database.ts'

/** Proofs that are kept: years of one conversation, or a busy month of all. */
const MAX_PROOFS = 10_000

/** A shown message as a report would disclose it, but for whose it is. */
export type Proof = Omit<DisclosedMessage, 'senderUser' | 'recipientUser'>

interface ProofRow {
  device: number; submission: string; gateway_ms: number; commitment: Buffer; epoch: number; mac: Buffer; signature: Buffer; franking_key: Buffer; content: Buffer
}

/** What a report needs of messages that were shown. */
export const createProofs = (db: Database) => {
  const keep = db.prepare(`INSERT OR IGNORE INTO proof (peer, message, device, submission, gateway_ms, commitment, epoch, mac, signature, franking_key, content, at_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const bound = db.prepare('DELETE FROM proof WHERE seq <= (SELECT max(seq) FROM proof) - ?')
  const find = db.prepare<[string, string], ProofRow>('SELECT * FROM proof WHERE peer = ? AND message = ?')
  const discard = db.prepare('DELETE FROM proof WHERE (peer, message) IN (SELECT peer, message FROM inbox WHERE position <= ? AND message IS NOT NULL)')
  const prune = db.prepare('DELETE FROM proof WHERE at_ms < ?')
  return {
    /** Keeps the proof of a message; the oldest make room. */
    keep: (peer: UserId, message: MessageId, proof: Proof, now: number): void => {
      const { frank } = proof
      keep.run(peer, message, proof.senderDevice, proof.submissionId, proof.gatewayTimeMs, proof.commitment, frank.keyEpoch, frank.mac, frank.signature,
        proof.frankingKey, proof.content, now)
      bound.run(MAX_PROOFS)
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

const read = (row: ProofRow): Proof => ({
  senderDevice: deviceId(row.device), submissionId: submissionId(row.submission), gatewayTimeMs: row.gateway_ms, commitment: blob(row.commitment),
  frank: { keyEpoch: row.epoch, mac: blob(row.mac), signature: blob(row.signature) }, frankingKey: blob(row.franking_key), content: blob(row.content),
})
