// SPDX-License-Identifier: AGPL-3.0-only
// Sees: the accounts of the users who were served last, open.
// Promises: an account is used again only for the very blob and wrapped key that it came of; one that makes room, or is forgotten, is zeroed.
// Never: holds more than a bounded number; gives one account to two calls at a time.
import type { UserId } from '../../model/ids.ts'
import { wipe } from '../sealing/secret.ts'
import type { Secret } from '../sealing/secret.ts'
import type { AccountState } from '../state/account.ts'

/** An account with what it was opened from. */
export interface HeldAccount {
  readonly wrappedKey: Uint8Array
  readonly blob: Uint8Array
  readonly version: number
  readonly userKey: Secret
  /** What the secrets of `state` are views of. */
  readonly bytes: Secret
  readonly state: AccountState
}

/**
 * Accounts that stay open between calls. Opening one costs a third of all that the vault does to a message beside libsignal, and what it would hide is worth
 * no more than the key-encryption keys, which are in the same memory.
 */
export interface OpenAccounts {
  /** Takes out the account, if it is of exactly these bytes. Whoever takes it puts it back. */
  take(user: UserId, from: Pick<HeldAccount, 'wrappedKey' | 'blob' | 'version'>): HeldAccount | undefined
  put(user: UserId, account: HeldAccount): void
  forget(user: UserId): void
}

/** Accounts held open: those of a busy second, some 10 KB each. */
const MAX_ACCOUNTS = 1_000

/** None yet; `maxAccounts` is for tests. */
export const createOpenAccounts = (maxAccounts = MAX_ACCOUNTS): OpenAccounts => {
  const accounts = new Map<UserId, HeldAccount>()
  const forget = (user: UserId): void => {
    const held = accounts.get(user)
    accounts.delete(user)
    wipe(held?.userKey, held?.bytes)
  }
  return {
    take: (user, from) => {
      const held = accounts.get(user)
      if (held?.version !== from.version || !same(held.blob, from.blob) || !same(held.wrappedKey, from.wrappedKey)) return undefined
      accounts.delete(user)
      return held
    },
    put: (user, account) => {
      forget(user)
      accounts.set(user, account)
      const oldest = accounts.keys().next()
      if (accounts.size > maxAccounts && oldest.done !== true) forget(oldest.value)
    },
    forget,
  }
}

const same = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0
