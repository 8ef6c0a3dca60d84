// SPDX-License-Identifier: AGPL-3.0-only
import type { UserId } from '../../../model/ids.ts'
import { nameOfWrapping, wrappingKeyOf } from '../../../model/wrapped-key.ts'
import type { VaultAccountRow, VaultConversationRow, VaultPrekeyName, VaultPrekeyRow, Wrapping } from '../../rows.ts'
import type { Connection } from '../connection.ts'
import { LIMIT } from '../records.ts'

/** Reads of what vaults keep. */
export const createVaultReads = (db: Connection) => {
  const account = db.prepare<[UserId], VaultAccountRow>('SELECT * FROM vaultAccounts WHERE user = ?')
  const accounts = db.prepare<[UserId | '', number], VaultAccountRow>(`SELECT * FROM vaultAccounts WHERE user > ? ORDER BY user ${LIMIT}`)
  const below = db.prepare<[Uint8Array, number], VaultAccountRow>(`SELECT * FROM vaultAccounts WHERE wrappedKey < ? ${LIMIT}`)
  const wrappings = db.prepare<[], { readonly wrapping: Uint8Array; readonly users: number; readonly sample: UserId }>(
    'SELECT substr(wrappedKey, 1, 4) AS wrapping, count(*) AS users, min(user) AS sample FROM vaultAccounts GROUP BY substr(wrappedKey, 1, 4) ORDER BY 1')
  const due = db.prepare<[number, number, number], VaultAccountRow>(`
    SELECT * FROM vaultAccounts WHERE lastingAt < ? AND (lastingAt < ? OR EXISTS (SELECT 1 FROM vaultConversations c WHERE c.user = vaultAccounts.user))
    ORDER BY lastingAt ${LIMIT}`)
  const conversation = db.prepare<[UserId, UserId], VaultConversationRow>('SELECT * FROM vaultConversations WHERE user = ? AND peer = ?')
  const prekey = db.prepare<[UserId, VaultPrekeyName['kind'], number], VaultPrekeyRow>('SELECT kind, id, bytes FROM vaultPrekeys WHERE user = ? AND kind = ? AND id = ?')
  return {
    vaultAccount: (user: UserId) => account.get(user),
    vaultAccounts: (after: UserId | undefined, limit: number) => accounts.all(after ?? '', limit),
    wrappedBelow: (key: number, limit: number) => below.all(nameOfWrapping(key), limit),
    wrappings: (): Wrapping[] => wrappings.all().map(({ wrapping, ...rest }) => ({ key: wrappingKeyOf(wrapping), ...rest })),
    lastingDue: ({ talking, idle }: { readonly talking: number; readonly idle: number }, limit: number) => due.all(talking, idle, limit),
    vaultConversation: (user: UserId, peer: UserId) => conversation.get(user, peer),
    vaultPrekeys: (user: UserId, named: readonly VaultPrekeyName[]) => named.map(({ kind, id }) => prekey.get(user, kind, id)).filter((row) => row !== undefined),
  }
}
