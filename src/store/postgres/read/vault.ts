// SPDX-License-Identifier: AGPL-3.0-only
import type { DeviceId, SubmissionId, UserId } from '../../../model/ids.ts'
import type { VaultAccountRow, VaultAwaitedRow, VaultConversationRow, VaultPrekeyName, VaultPrekeyRow, VaultSentRow, VaultToldRow } from '../../rows.ts'
import type { Session } from '../session.ts'
import { statement } from '../statement.ts'

const ACCOUNT = statement<VaultAccountRow>('SELECT * FROM "vaultAccounts" WHERE "user" = $1')
const ACCOUNTS = statement<VaultAccountRow>('SELECT * FROM "vaultAccounts" WHERE $1::uuid IS NULL OR "user" > $1::uuid ORDER BY "user" LIMIT $2')
const CONVERSATION = statement<VaultConversationRow>('SELECT * FROM "vaultConversations" WHERE "user" = $1 AND "peer" = $2')
const PREKEYS = statement<VaultPrekeyRow>(`
  SELECT k."kind", k."id", k."bytes" FROM unnest($2::text[], $3::int[]) WITH ORDINALITY AS n("kind", "id", "at")
  JOIN "vaultPrekeys" k ON k."user" = $1 AND k."kind" = n."kind" AND k."id" = n."id" ORDER BY n."at"`)
const SENT = statement<VaultSentRow>('SELECT * FROM "vaultSent" WHERE "user" = $1 AND "device" = $2 AND "submissionId" = $3')
const AWAITED = statement<VaultAwaitedRow>('SELECT * FROM "vaultAwaited" WHERE "user" = $1 AND "submissionId" = $2')
const OVERDUE = statement<VaultAwaitedRow>('SELECT * FROM "vaultAwaited" WHERE "untilMs" <= $1 ORDER BY "untilMs" LIMIT $2')
const AWAITED_COUNT = statement<{ readonly count: number }>('SELECT count(*) AS "count" FROM (SELECT FROM "vaultAwaited" WHERE "peer" = $1 AND "user" = $2 LIMIT $3) a')
const TOLD = statement<VaultToldRow>('SELECT * FROM "vaultTold" WHERE "user" = $1 AND "peer" = $2')

/** Reads of what vaults keep. */
export const createVaultReads = ({ all, one }: Session) => ({
  vaultSent: (user: UserId, device: DeviceId, submission: SubmissionId) => one(SENT, [user, device, submission]),
  vaultAwaited: (user: UserId, submission: SubmissionId) => one(AWAITED, [user, submission]),
  vaultAwaitedCount: async (user: UserId, peer: UserId, most: number) => (await one(AWAITED_COUNT, [peer, user, most]))?.count ?? 0,
  vaultOverdue: (now: number, limit: number) => all(OVERDUE, [now, limit]),
  vaultTold: (user: UserId, peer: UserId) => one(TOLD, [user, peer]),
  vaultAccount: (user: UserId) => one(ACCOUNT, [user]),
  vaultAccounts: (after: UserId | undefined, limit: number) => all(ACCOUNTS, [after, limit]),
  vaultConversation: (user: UserId, peer: UserId) => one(CONVERSATION, [user, peer]),
  vaultPrekeys: (user: UserId, named: readonly VaultPrekeyName[]) => all(PREKEYS, [user, named.map(({ kind }) => kind), named.map(({ id }) => id)]),
})
