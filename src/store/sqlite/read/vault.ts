// SPDX-License-Identifier: AGPL-3.0-only
import type { UserId } from '../../../model/ids.ts'
import type { VaultAccountRow, VaultConversationRow, VaultPrekeyName, VaultPrekeyRow } from '../../rows.ts'
import type { Connection } from '../connection.ts'
import { LIMIT } from '../records.ts'

/** Reads of what vaults keep. */
export const createVaultReads = (db: Connection) => {
  const account = db.prepare<[UserId], VaultAccountRow>('SELECT * FROM vaultAccounts WHERE user = ?')
  const accounts = db.prepare<[UserId | '', number], VaultAccountRow>(`SELECT * FROM vaultAccounts WHERE user > ? ORDER BY user ${LIMIT}`)
  const conversation = db.prepare<[UserId, UserId], VaultConversationRow>('SELECT * FROM vaultConversations WHERE user = ? AND peer = ?')
  const prekey = db.prepare<[UserId, VaultPrekeyName['kind'], number], VaultPrekeyRow>('SELECT kind, id, bytes FROM vaultPrekeys WHERE user = ? AND kind = ? AND id = ?')
  return {
    vaultAccount: (user: UserId) => account.get(user),
    vaultAccounts: (after: UserId | undefined, limit: number) => accounts.all(after ?? '', limit),
    vaultConversation: (user: UserId, peer: UserId) => conversation.get(user, peer),
    vaultPrekeys: (user: UserId, named: readonly VaultPrekeyName[]) => named.map(({ kind, id }) => prekey.get(user, kind, id)).filter((row) => row !== undefined),
  }
}
