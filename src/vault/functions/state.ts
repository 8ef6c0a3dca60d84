// SPDX-License-Identifier: AGPL-3.0-only
// Sees: sealed state as it comes in a call, and what is in it.
// Promises: a conversation is open only while a function works on it; however that ends, the open bytes are zeroed, or an account's held for the next call.
// Never: works on a blob of another user, row or version, or on one older than the vault knows of.
import type { UserId } from '../../model/ids.ts'
import type { LocalEnd } from '../../model/signal-crypto.ts'
import type { Memory, Row } from '../memory.ts'
import type { Account, Sealed } from '../protocol/calls.ts'
import { VaultRefused } from '../refusal.ts'
import { openBlob, sealBlob } from '../sealing/blobs.ts'
import type { Place } from '../sealing/blobs.ts'
import { wipe } from '../sealing/secret.ts'
import type { Secret } from '../sealing/secret.ts'
import type { UserKeys } from '../sealing/user-keys.ts'
import { decodeAccount, encodeAccount, identityOf } from '../state/account.ts'
import type { AccountState } from '../state/account.ts'
import { decodeConversation, encodeConversation, NEW_CONVERSATION } from '../state/conversation.ts'
import type { ConversationState } from '../state/conversation.ts'
import type { HeldAccount } from './open-accounts.ts'
import type { Parts } from './parts.ts'

/** A user's account, open. */
export interface OpenAccount {
  readonly user: UserId
  readonly userKey: Secret
  readonly version: number
  readonly state: AccountState
}

/** Runs `work` with the account open. Refuses what does not open, and an account of another provider or device than the call names. */
export const withAccount = async <T>(parts: Parts, account: Account, work: (open: OpenAccount) => T | Promise<T>): Promise<T> => {
  const { user, provider, device } = account
  const held = openAccount(parts, account)
  try {
    const { state, userKey, version } = held
    if (state.provider !== provider || state.device !== device) throw new VaultRefused('broken-seal')
    return await work({ user, userKey, version, state })
  } finally {
    parts.accounts.put(user, held)
  }
}

const openAccount = ({ accounts, memory, userKeys }: Parts, { user, wrappedKey, state: sealed }: Account): HeldAccount => {
  const { version } = sealed
  const row = { user, peer: undefined }
  const blob = memory.begin(row, sealed)
  if (blob === undefined) throw new VaultRefused('malformed')
  const held = accounts.take(user, { wrappedKey, blob, version }) ?? openAnew(userKeys, user, { wrappedKey, blob, version })
  memory.confirm(row, sealed)
  return held
}

const openAnew = (userKeys: UserKeys, user: UserId, from: Pick<HeldAccount, 'wrappedKey' | 'blob' | 'version'>): HeldAccount => {
  const userKey = userKeys.unwrap(user, from.wrappedKey)
  let bytes: Secret | undefined
  try {
    bytes = openBlob(userKey, { table: 'account', user, version: from.version }, from.blob)
    return { ...from, userKey, bytes, state: decodeAccount(bytes) }
  } catch (error) {
    wipe(userKey, bytes)
    throw error
  }
}

/** Runs `work` with the conversation open; with a new one where there is none yet. */
export const withConversation = async <T>(
  { memory }: Parts, { user, userKey }: OpenAccount, peer: UserId, sealed: Sealed, work: (state: ConversationState) => T | Promise<T>,
): Promise<T> => {
  const bytes = openRow(memory, userKey, { user, peer }, { table: 'conversation', user, peer, version: sealed.version }, sealed)
  try {
    return await work(bytes === undefined ? NEW_CONVERSATION : decodeConversation(bytes))
  } finally {
    wipe(bytes)
  }
}

/** The account's next version, sealed. It counts once it is remembered as produced. */
export const sealAccount = (user: UserId, userKey: Secret, version: number, state: AccountState): Sealed =>
  sealRow(userKey, { table: 'account', user, version }, encodeAccount(state))

/** The conversation's next version, sealed. It counts once it is remembered as produced. */
export const sealConversation = ({ user, userKey }: OpenAccount, peer: UserId, version: number, state: ConversationState): Sealed =>
  sealRow(userKey, { table: 'conversation', user, peer, version }, encodeConversation(state))

/** The account's user and device as libsignal's own end of a session. */
export const localEnd = ({ user, state }: OpenAccount): LocalEnd => ({
  address: { user, device: state.device }, identity: identityOf(state), registrationId: state.registrationId,
})

const openRow = (memory: Memory, userKey: Secret, row: Row, place: Place, sealed: Sealed): Secret | undefined => {
  const blob = memory.begin(row, sealed)
  if (blob === undefined) return undefined
  const bytes = openBlob(userKey, place, blob)
  memory.confirm(row, sealed)
  return bytes
}

const sealRow = (userKey: Secret, place: Extract<Place, { readonly version: number }>, bytes: Secret): Sealed => {
  try {
    return { version: place.version, bytes: sealBlob(userKey, place, bytes) }
  } finally {
    wipe(bytes)
  }
}
