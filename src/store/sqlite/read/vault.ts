// SPDX-License-Identifier: AGPL-3.0-only
import type { DeviceId, SubmissionId, UserId } from '../../../model/ids.ts'
import type { VaultAccountRow, VaultAwaitedRow, VaultConversationRow, VaultPrekeyName, VaultPrekeyRow, VaultSentRow, VaultToldRow } from '../../rows.ts'
import type { Connection } from '../connection.ts'
import { LIMIT } from '../records.ts'

/** Reads of what vaults keep. */
export const createVaultReads = (db: Connection) => {
  const account = db.prepare<[UserId], VaultAccountRow>('SELECT * FROM vaultAccounts WHERE user = ?')
  const accounts = db.prepare<[UserId | '', number], VaultAccountRow>(`SELECT * FROM vaultAccounts WHERE user > ? ORDER BY user ${LIMIT}`)
  const conversation = db.prepare<[UserId, UserId], VaultConversationRow>('SELECT * FROM vaultConversations WHERE user = ? AND peer = ?')
  const prekey = db.prepare<[UserId, VaultPrekeyName['kind'], number], VaultPrekeyRow>('SELECT kind, id, bytes FROM vaultPrekeys WHERE user = ? AND kind = ? AND id = ?')
  const sent = db.prepare<[UserId, DeviceId, SubmissionId], VaultSentRow>('SELECT * FROM vaultSent WHERE user = ? AND device = ? AND submissionId = ?')
  const awaited = db.prepare<[UserId, SubmissionId], VaultAwaitedRow>('SELECT * FROM vaultAwaited WHERE user = ? AND submissionId = ?')
  const overdue = db.prepare<[number, number], VaultAwaitedRow>(`SELECT * FROM vaultAwaited WHERE untilMs <= ? ORDER BY untilMs ${LIMIT}`)
  const awaitedCount = db.prepare<[UserId, UserId, number], number>(`SELECT count(*) FROM (SELECT 1 FROM vaultAwaited WHERE peer = ? AND user = ? ${LIMIT})`).pluck()
  const told = db.prepare<[UserId, UserId], VaultToldRow>('SELECT * FROM vaultTold WHERE user = ? AND peer = ?')
  return {
    vaultSent: (user: UserId, device: DeviceId, submission: SubmissionId) => sent.get(user, device, submission),
    vaultAwaited: (user: UserId, submission: SubmissionId) => awaited.get(user, submission),
    vaultAwaitedCount: (user: UserId, peer: UserId, most: number) => awaitedCount.get(peer, user, most) ?? 0,
    vaultOverdue: (now: number, limit: number) => overdue.all(now, limit),
    vaultTold: (user: UserId, peer: UserId) => told.get(user, peer),
    vaultAccount: (user: UserId) => account.get(user),
    vaultAccounts: (after: UserId | undefined, limit: number) => accounts.all(after ?? '', limit),
    vaultConversation: (user: UserId, peer: UserId) => conversation.get(user, peer),
    vaultPrekeys: (user: UserId, named: readonly VaultPrekeyName[]) => named.map(({ kind, id }) => prekey.get(user, kind, id)).filter((row) => row !== undefined),
  }
}
