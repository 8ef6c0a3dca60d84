// SPDX-License-Identifier: AGPL-3.0-only
import type { UserId } from '../../../model/ids.ts'
import { nameOfWrapping, wrappingKeyOf } from '../../../model/wrapped-key.ts'
import type { VaultAccountRow, VaultConversationRow, VaultPrekeyName, VaultPrekeyRow, Wrapping } from '../../rows.ts'
import type { Session } from '../session.ts'
import { statement } from '../statement.ts'

const ACCOUNT = statement<VaultAccountRow>('SELECT * FROM "vaultAccounts" WHERE "user" = $1')
const ACCOUNTS = statement<VaultAccountRow>('SELECT * FROM "vaultAccounts" WHERE $1::uuid IS NULL OR "user" > $1::uuid ORDER BY "user" LIMIT $2')
const BELOW = statement<VaultAccountRow>('SELECT * FROM "vaultAccounts" WHERE "wrappedKey" < $1::bytea LIMIT $2')
const WRAPPINGS = statement<{ readonly wrapping: Uint8Array; readonly users: number; readonly sample: UserId }>(`
  SELECT substr("wrappedKey", 1, 4) AS "wrapping", count(*) AS "users", min("user"::text) AS "sample" FROM "vaultAccounts" GROUP BY 1 ORDER BY 1`)
const DUE = statement<VaultAccountRow>(`
  SELECT * FROM "vaultAccounts" a WHERE "lastingAt" < $1 AND ("lastingAt" < $2 OR EXISTS (SELECT 1 FROM "vaultConversations" c WHERE c."user" = a."user"))
  ORDER BY "lastingAt" LIMIT $3`)
const CONVERSATION = statement<VaultConversationRow>('SELECT * FROM "vaultConversations" WHERE "user" = $1 AND "peer" = $2')
const PREKEYS = statement<VaultPrekeyRow>(`
  SELECT k."kind", k."id", k."bytes" FROM unnest($2::text[], $3::int[]) WITH ORDINALITY AS n("kind", "id", "at")
  JOIN "vaultPrekeys" k ON k."user" = $1 AND k."kind" = n."kind" AND k."id" = n."id" ORDER BY n."at"`)

/** Reads of what vaults keep. */
export const createVaultReads = ({ all, one }: Session) => ({
  vaultAccount: (user: UserId) => one(ACCOUNT, [user]),
  vaultAccounts: (after: UserId | undefined, limit: number) => all(ACCOUNTS, [after, limit]),
  wrappedBelow: (key: number, limit: number) => all(BELOW, [nameOfWrapping(key), limit]),
  wrappings: async (): Promise<Wrapping[]> => (await all(WRAPPINGS, [])).map(({ wrapping, ...rest }) => ({ key: wrappingKeyOf(wrapping), ...rest })),
  lastingDue: ({ talking, idle }: { readonly talking: number; readonly idle: number }, limit: number) => all(DUE, [talking, idle, limit]),
  vaultConversation: (user: UserId, peer: UserId) => one(CONVERSATION, [user, peer]),
  vaultPrekeys: (user: UserId, named: readonly VaultPrekeyName[]) => all(PREKEYS, [user, named.map(({ kind }) => kind), named.map(({ id }) => id)]),
})
