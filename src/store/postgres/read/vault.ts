// SPDX-License-Identifier: AGPL-3.0-only
import type { DeviceId, SubmissionId, UserId } from '../../../model/ids.ts'
import { endOfWrapping, nameOfWrapping, wrappingKeyOf } from '../../../model/wrapped-key.ts'
import type { VaultAccountRow, VaultAwaitedRow, VaultConversationRow, VaultPrekeyName, VaultPrekeyRow, VaultSentRow, VaultToldRow, Wrapping } from '../../rows.ts'
import type { Session } from '../session.ts'
import { statement } from '../statement.ts'

const ACCOUNT = statement<VaultAccountRow>('SELECT * FROM "vaultAccounts" WHERE "user" = $1')
const ACCOUNTS = statement<VaultAccountRow>('SELECT * FROM "vaultAccounts" WHERE $1::uuid IS NULL OR "user" > $1::uuid ORDER BY "user" LIMIT $2')
const BELOW = statement<VaultAccountRow>('SELECT * FROM "vaultAccounts" WHERE "wrappedKey" < $1::bytea LIMIT $2')
const ABOVE = statement<Pick<VaultAccountRow, 'user' | 'wrappedKey'>>('SELECT "user", "wrappedKey" FROM "vaultAccounts" WHERE "wrappedKey" > $1::bytea ORDER BY "wrappedKey" LIMIT 1')
const COUNT = statement<{ readonly users: number }>('SELECT count(*) AS "users" FROM "vaultAccounts" WHERE "wrappedKey" > $1::bytea AND "wrappedKey" < $2::bytea')
const DUE = statement<VaultAccountRow>(`
  SELECT * FROM "vaultAccounts" a WHERE "lastingAt" < $1 AND ("lastingAt" < $2 OR EXISTS (SELECT 1 FROM "vaultConversations" c WHERE c."user" = a."user"))
  ORDER BY "lastingAt" LIMIT $3`)
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
  wrappedBelow: (key: number, limit: number) => all(BELOW, [nameOfWrapping(key), limit]),
  wrappings: () => wrappingsOf(one),
  lastingDue: ({ talking, idle }: { readonly talking: number; readonly idle: number }, limit: number) => all(DUE, [talking, idle, limit]),
  vaultConversation: (user: UserId, peer: UserId) => one(CONVERSATION, [user, peer]),
  vaultPrekeys: (user: UserId, named: readonly VaultPrekeyName[]) => all(PREKEYS, [user, named.map(({ kind }) => kind), named.map(({ id }) => id)]),
})

/** From key to key: there are a handful, whatever the number of users. */
const wrappingsOf = async (one: Session['one']): Promise<Wrapping[]> => {
  const found: Wrapping[] = []
  for (let next = await one(ABOVE, [NOTHING]); next; next = await one(ABOVE, [endOfWrapping(found.at(-1)?.key ?? 0)])) {
    const key = wrappingKeyOf(next.wrappedKey)
    found.push({ key, users: (await one(COUNT, [nameOfWrapping(key), endOfWrapping(key)]))?.users ?? 0, sample: next.user })
  }
  return found
}

const NOTHING = new Uint8Array(0)
