// SPDX-License-Identifier: AGPL-3.0-only
import type { DeviceId, SubmissionId, UserId } from '../../../model/ids.ts'
import { endOfWrapping, nameOfWrapping, wrappingKeyOf } from '../../../model/wrapped-key.ts'
import type { VaultAccountRow, VaultAwaitedRow, VaultConversationRow, VaultPrekeyName, VaultPrekeyRow, VaultSentRow, VaultToldRow, Wrapping } from '../../rows.ts'
import type { Connection } from '../connection.ts'
import { LIMIT } from '../records.ts'

const NOTHING = new Uint8Array(0)

/** Reads of what vaults keep. */
export const createVaultReads = (db: Connection) => {
  const account = db.prepare<[UserId], VaultAccountRow>('SELECT * FROM vaultAccounts WHERE user = ?')
  const accounts = db.prepare<[UserId | '', number], VaultAccountRow>(`SELECT * FROM vaultAccounts WHERE user > ? ORDER BY user ${LIMIT}`)
  const below = db.prepare<[Uint8Array, number], VaultAccountRow>(`SELECT * FROM vaultAccounts WHERE wrappedKey < ? ${LIMIT}`)
  const above = db.prepare<[Uint8Array], Pick<VaultAccountRow, 'user' | 'wrappedKey'>>('SELECT user, wrappedKey FROM vaultAccounts WHERE wrappedKey > ? ORDER BY wrappedKey LIMIT 1')
  const count = db.prepare<[Uint8Array, Uint8Array], number>('SELECT count(*) FROM vaultAccounts WHERE wrappedKey > ? AND wrappedKey < ?').pluck()
  // From key to key: there are a handful, whatever the number of users.
  const wrappings = (): Wrapping[] => {
    const found: Wrapping[] = []
    for (let next = above.get(NOTHING); next; next = above.get(endOfWrapping(found.at(-1)?.key ?? 0))) {
      const key = wrappingKeyOf(next.wrappedKey)
      found.push({ key, users: count.get(nameOfWrapping(key), endOfWrapping(key)) ?? 0, sample: next.user })
    }
    return found
  }
  const due = db.prepare<[number, number, number], VaultAccountRow>(`
    SELECT * FROM vaultAccounts WHERE lastingAt < ? AND (lastingAt < ? OR EXISTS (SELECT 1 FROM vaultConversations c WHERE c.user = vaultAccounts.user))
    ORDER BY lastingAt ${LIMIT}`)
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
    wrappedBelow: (key: number, limit: number) => below.all(nameOfWrapping(key), limit),
    wrappings,
    lastingDue: ({ talking, idle }: { readonly talking: number; readonly idle: number }, limit: number) => due.all(talking, idle, limit),
    vaultConversation: (user: UserId, peer: UserId) => conversation.get(user, peer),
    vaultPrekeys: (user: UserId, named: readonly VaultPrekeyName[]) => named.map(({ kind, id }) => prekey.get(user, kind, id)).filter((row) => row !== undefined),
  }
}
