// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId, UserId } from '../../../model/ids.ts'
import type { Verdict } from '../../committer.ts'
import type { VaultAccountRow, VaultConversationRow, VaultPrekeyName } from '../../rows.ts'
import type { Append, AppendOutcome, Dispatched, HandOver, Kept, Transactors } from '../../transactors.ts'
import { insertSql, upsertSql } from '../records.ts'
import { vaultAccounts, vaultConversations, vaultPrekeys } from '../schema/vault.ts'
import { MOVED } from './context.ts'
import type { Add, Put, Refusal, WriteContext } from './context.ts'
import { createHealingWrites, createKeep, createWaits } from './healing.ts'
import { createAddEvent } from './mailbox.ts'

type Acknowledge = (party: PartyId, mailbox: readonly number[], events: readonly number[], dispatched: Dispatched) => void
// Who read the row before its key was wrapped anew must not put the old one back.
const PUT_ACCOUNT = `${insertSql(vaultAccounts)} ON CONFLICT (user) DO UPDATE SET version = excluded.version, state = excluded.state, lastingAt = excluded.lastingAt`
type HandedOver = Awaited<ReturnType<Transactors['handOver']>>

/** Writes of what vaults keep. */
export const createVaultWrites = (context: WriteContext) => ({ ...createAccountWrites(context), ...createPrekeyWrites(context), ...createHealingWrites(context) })

const createAccountWrites = ({ db, effects }: WriteContext) => {
  const [accounts, conversations] = [createAccounts(db), createConversations(db)]
  const rewrap = db.prepare<[Uint8Array, UserId, Uint8Array]>('UPDATE vaultAccounts SET wrappedKey = ? WHERE user = ? AND wrappedKey = ?')
  return {
    account: ({ row }: Put<'vaultAccount'>): Refusal | undefined => {
      if (!accounts.isNext(row)) return MOVED
      accounts.put(row)
      effects.deleted()
      return undefined
    },
    conversation: ({ row, party }: Put<'vaultConversation'>): Refusal | undefined => {
      if (!accounts.isThere(row.user) || !conversations.isNext(row)) return MOVED
      conversations.put(row)
      effects.deleted()
      effects.released(party)
      return undefined
    },
    wrappedKey: ({ user, from, wrappedKey }: Put<'wrappedKey'>): Refusal | undefined => {
      effects.deleted()
      return rewrap.run(wrappedKey, user, from).changes === 0 ? MOVED : undefined
    },
  }
}

const createPrekeyWrites = ({ db }: WriteContext) => {
  const there = db.prepare<[UserId], 1>('SELECT 1 FROM vaultAccounts WHERE user = ?').pluck()
  const insert = db.prepare(insertSql(vaultPrekeys))
  return {
    prekeys: ({ user, prekeys }: Add<'vaultPrekeys'>): Refusal | undefined => {
      if (!there.get(user)) return MOVED
      for (const prekey of prekeys) insert.run({ ...prekey, user })
      return undefined
    },
  }
}

const createAccounts = (db: WriteContext['db']) => {
  const version = db.prepare<[UserId], number>('SELECT version FROM vaultAccounts WHERE user = ?').pluck()
  const put = db.prepare<[VaultAccountRow]>(PUT_ACCOUNT)
  return {
    isNext: (row: VaultAccountRow): boolean => row.version === (version.get(row.user) ?? 0) + 1,
    isThere: (user: UserId): boolean => version.get(user) !== undefined,
    put: (row: VaultAccountRow): void => { put.run(row) },
  }
}

const createConversations = (db: WriteContext['db']) => {
  const version = db.prepare<[UserId, UserId], number>('SELECT version FROM vaultConversations WHERE user = ? AND peer = ?').pluck()
  const put = db.prepare<[VaultConversationRow]>(upsertSql(vaultConversations, ['user', 'peer']))
  return {
    isNext: (row: VaultConversationRow): boolean => row.version === (version.get(row.user, row.peer) ?? 0) + 1,
    put: (row: VaultConversationRow): void => { put.run(row) },
  }
}

/** Stores what a vault sealed, the conversation that sealed it and what it was sealed from. */
export const createAppendSealed = (context: WriteContext, append: (item: Append) => Verdict<AppendOutcome>) => {
  const { db, effects } = context
  const keep = createKeep(context)
  const [accounts, conversations] = [createAccounts(db), createConversations(db)]
  const isKnown = db.prepare<[UserId, number, string], 1>('SELECT 1 FROM submissions WHERE senderUser = ? AND senderDevice = ? AND submissionId = ?').pluck()
  return (item: Append, conversation: VaultConversationRow, kept: Kept): Verdict<AppendOutcome> => {
    const isRepeated = isKnown.get(item.proof.sender, item.senderDevice, item.submissionId) === 1
    if (!isRepeated && !(accounts.isThere(conversation.user) && conversations.isNext(conversation))) return { value: { moved: true } }
    const verdict = append(item)
    if (!('accepted' in verdict.value) || verdict.value.repeated) return verdict
    conversations.put(conversation)
    keep(item, kept)
    effects.deleted()
    return verdict
  }
}

/** Hands an opened message over to the core: nothing is written before all of it is known to hold. */
export const createHandOver = (context: WriteContext, acknowledge: Acknowledge) => {
  const { db, effects, versions } = context
  const [accounts, conversations, addEvent] = [createAccounts(db), createConversations(db), createAddEvent(context)]
  const [waits, { endAwaited }] = [createWaits(db), createHealingWrites(context)]
  const hasPrekey = db.prepare<[UserId, VaultPrekeyName['kind'], number], 1>('SELECT 1 FROM vaultPrekeys WHERE user = ? AND kind = ? AND id = ?').pluck()
  const removePrekey = db.prepare<[UserId, VaultPrekeyName['kind'], number]>('DELETE FROM vaultPrekeys WHERE user = ? AND kind = ? AND id = ?')

  const holds = ({ expect, party, mailbox, conversation, account, used }: HandOver): boolean =>
    versions.hold(expect) && waits(mailbox, party) && conversations.isNext(conversation)
    && (account ? accounts.isNext(account) : accounts.isThere(conversation.user)) && used.every(({ kind, id }) => hasPrekey.get(conversation.user, kind, id) === 1)

  return (item: HandOver): Verdict<HandedOver> => {
    if (!holds(item)) return { value: { moved: true } }
    acknowledge(item.party, [item.mailbox], [], { atMs: item.atMs, pushedAtMs: [item.atMs] })
    for (const { kind, id } of item.used) removePrekey.run(item.conversation.user, kind, id)
    if (item.account) accounts.put(item.account)
    if (item.awaited) endAwaited(item.conversation.user, item.awaited)
    conversations.put(item.conversation)
    addEvent(item.event)
    effects.deleted()
    return { value: { handedOver: true } }
  }
}
