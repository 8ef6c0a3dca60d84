// SPDX-License-Identifier: AGPL-3.0-only
import type { VaultAccountRow, VaultConversationRow } from '../../rows.ts'
import type { Append, AppendOutcome, HandOver, Kept, Transactors } from '../../transactors.ts'
import { oneByOne } from '../job.ts'
import type { WriteContext } from '../job.ts'
import { vaultAccounts, vaultConversations } from '../schema/vault.ts'
import { statement, upsertRecord } from '../statement.ts'
import { append } from './append.ts'
import { endAwaited, keep, WAITS } from './healing.ts'
import { acknowledge, addEvent } from './mailbox.ts'
import { MOVED } from './refusal.ts'
import type { Add, Put, Refusal } from './refusal.ts'
import { stampsHold } from './versions.ts'

type HandedOver = Awaited<ReturnType<Transactors['handOver']>>
interface Version { readonly version: number }

// Who read the row before its key was wrapped anew must not put the old one back.
const ACCOUNT = upsertRecord(vaultAccounts, ['user'], ['wrappedKey'])
const CONVERSATION = upsertRecord(vaultConversations, ['user', 'peer'])
// Whoever writes for a user holds its account, so that versions are compared and written by one node at a time.
const HOLD_ACCOUNT = statement<Version>('SELECT "version" FROM "vaultAccounts" WHERE "user" = $1 FOR UPDATE')
const CONVERSATION_VERSION = statement<Version>('SELECT "version" FROM "vaultConversations" WHERE "user" = $1 AND "peer" = $2')

/** Puts the next version of an account. */
export const putVaultAccount = async (context: WriteContext, { row }: Put<'vaultAccount'>): Promise<Refusal | undefined> => {
  const held = await context.session.one(HOLD_ACCOUNT, [row.user])
  if (row.version !== (held?.version ?? 0) + 1) return MOVED
  await writeAccount(context, row)
  return undefined
}

/** Puts the next version of a conversation. */
export const putVaultConversation = async (context: WriteContext, { row, party }: Put<'vaultConversation'>): Promise<Refusal | undefined> => {
  if (!await context.session.one(HOLD_ACCOUNT, [row.user]) || !await isNext(context, row)) return MOVED
  await writeConversation(context, row)
  context.effects.released(party)
  return undefined
}

const REWRAP = statement('UPDATE "vaultAccounts" SET "wrappedKey" = $3 WHERE "user" = $1 AND "wrappedKey" = $2')

/** Puts a user's key under a newer key-encryption key. */
export const putWrappedKey = async ({ session, effects }: WriteContext, { user, from, wrappedKey }: Put<'wrappedKey'>): Promise<Refusal | undefined> => {
  effects.deleted()
  return await session.run(REWRAP, [user, from, wrappedKey]) === 0 ? MOVED : undefined
}

const ADD_PREKEYS = statement('INSERT INTO "vaultPrekeys" ("user", "kind", "id", "bytes") SELECT $1, * FROM unnest($2::text[], $3::int[], $4::bytea[])')

/** Keeps one-time prekeys of a user. */
export const addVaultPrekeys = async ({ session }: WriteContext, { user, prekeys }: Add<'vaultPrekeys'>): Promise<Refusal | undefined> => {
  if (!await session.one(HOLD_ACCOUNT, [user])) return MOVED
  // In an array `pg` writes a plain Uint8Array as a list of numbers.
  const bytes = prekeys.map((prekey) => Buffer.from(prekey.bytes.buffer, prekey.bytes.byteOffset, prekey.bytes.byteLength))
  await session.run(ADD_PREKEYS, [user, prekeys.map(({ kind }) => kind), prekeys.map(({ id }) => id), bytes])
  return undefined
}

const IS_KNOWN = statement('SELECT 1 FROM "submissions" WHERE "senderUser" = $1 AND "senderDevice" = $2 AND "submissionId" = $3')

interface SealedAppend { readonly item: Append; readonly conversation: VaultConversationRow; readonly kept: Kept }

/** Stores what a vault sealed, the conversation that sealed it and what it was sealed from. */
export const appendSealed = oneByOne<SealedAppend, AppendOutcome>(async (context, { item, conversation, kept }) => {
  const { session } = context
  const isThere = await session.one(HOLD_ACCOUNT, [conversation.user])
  const isRepeated = await session.one(IS_KNOWN, [item.proof.sender, item.senderDevice, item.submissionId])
  if (!isRepeated && !(isThere && await isNext(context, conversation))) return { moved: true }
  const [verdict] = await append.run(context, [item])
  const outcome = verdict?.value ?? { moved: true }
  if (!('accepted' in outcome) || outcome.repeated) return outcome
  await writeConversation(context, conversation)
  await keep(context, item, kept)
  return outcome
}, ({ item }) => [item.recipientParty])

const HAS_PREKEYS = statement<{ readonly count: number }>(`
  SELECT count(*) AS "count" FROM "vaultPrekeys" k JOIN unnest($2::text[], $3::int[]) AS n("kind", "id") ON k."kind" = n."kind" AND k."id" = n."id" WHERE k."user" = $1`)
const REMOVE_PREKEYS = statement(`
  DELETE FROM "vaultPrekeys" k USING unnest($2::text[], $3::int[]) AS n("kind", "id") WHERE k."user" = $1 AND k."kind" = n."kind" AND k."id" = n."id"`)

/** Hands an opened message over to the core: nothing is written before all of it is known to hold. */
export const handOver = oneByOne<HandOver, HandedOver>(async (context, item) => {
  if (!await holds(context, item)) return { moved: true }
  const { party, mailbox, conversation, account, used, event, atMs } = item
  await acknowledge.run(context, [{ party, mailbox: [mailbox], events: [], dispatched: { atMs, pushedAtMs: [atMs] } }])
  if (used.length > 0) await context.session.run(REMOVE_PREKEYS, [conversation.user, used.map(({ kind }) => kind), used.map(({ id }) => id)])
  if (account) await writeAccount(context, account)
  if (item.awaited) await endAwaited(context, conversation.user, item.awaited)
  await writeConversation(context, conversation)
  await addEvent(context, event)
  return { handedOver: true }
}, ({ event }) => [event.party])

const holds = async (context: WriteContext, { expect, party, mailbox, conversation, account, used }: HandOver): Promise<boolean> => {
  const { session } = context
  const held = await session.one(HOLD_ACCOUNT, [conversation.user])
  if (!held || (account && account.version !== held.version + 1) || !await isNext(context, conversation)) return false
  if (!await stampsHold(context, expect) || !await session.one(WAITS, [mailbox, party])) return false
  return used.length === 0 || (await session.one(HAS_PREKEYS, [conversation.user, used.map(({ kind }) => kind), used.map(({ id }) => id)]))?.count === used.length
}

const isNext = async ({ session }: WriteContext, { user, peer, version }: VaultConversationRow): Promise<boolean> =>
  version === ((await session.one(CONVERSATION_VERSION, [user, peer]))?.version ?? 0) + 1

const writeAccount = async ({ session, effects }: WriteContext, row: VaultAccountRow): Promise<void> => {
  await session.run(ACCOUNT.statement, ACCOUNT.values(row))
  effects.deleted()
}

const writeConversation = async ({ session, effects }: WriteContext, row: VaultConversationRow): Promise<void> => {
  await session.run(CONVERSATION.statement, CONVERSATION.values(row))
  effects.deleted()
}
