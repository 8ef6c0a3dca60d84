// SPDX-License-Identifier: AGPL-3.0-only
import type { UserId } from '../../../model/ids.ts'
import type { VaultAccountRow, VaultConversationRow, VaultPrekeyName, VaultPrekeyRow } from '../../rows.ts'
import type { Session } from '../session.ts'
import { statement } from '../statement.ts'

const ACCOUNT = statement<VaultAccountRow>('SELECT * FROM "vaultAccounts" WHERE "user" = $1')
const ACCOUNTS = statement<VaultAccountRow>('SELECT * FROM "vaultAccounts" WHERE $1::uuid IS NULL OR "user" > $1::uuid ORDER BY "user" LIMIT $2')
const CONVERSATION = statement<VaultConversationRow>('SELECT * FROM "vaultConversations" WHERE "user" = $1 AND "peer" = $2')
const PREKEYS = statement<VaultPrekeyRow>(`
  SELECT k."kind", k."id", k."bytes" FROM unnest($2::text[], $3::int[]) WITH ORDINALITY AS n("kind", "id", "at")
  JOIN "vaultPrekeys" k ON k."user" = $1 AND k."kind" = n."kind" AND k."id" = n."id" ORDER BY n."at"`)

/** Reads of what vaults keep. */
export const createVaultReads = ({ all, one }: Session) => ({
  vaultAccount: (user: UserId) => one(ACCOUNT, [user]),
  vaultAccounts: (after: UserId | undefined, limit: number) => all(ACCOUNTS, [after, limit]),
  vaultConversation: (user: UserId, peer: UserId) => one(CONVERSATION, [user, peer]),
  vaultPrekeys: (user: UserId, named: readonly VaultPrekeyName[]) => all(PREKEYS, [user, named.map(({ kind }) => kind), named.map(({ id }) => id)]),
})
