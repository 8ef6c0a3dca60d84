// SPDX-License-Identifier: AGPL-3.0-only
import { createHash } from 'node:crypto'
import type { UserId } from '../model/ids.ts'
import type { AttestCall, EpochCall, VaultAnswers, VaultCall } from '../vault/protocol/calls.ts'
import { CallRefused } from '../vault/protocol/client.ts'
import type { Vault } from './vault-child.ts'

/** What is asked about a user; the rest is asked of one vault by its place. */
export type UserCall = Exclude<VaultCall, AttestCall | EpochCall>

/** All vaults of a gateway. */
export interface Vaults {
  /** Puts a call to the vault whose conversation or account it is about; `erase`, and `discard` of an account, go to all. See {@link Vault.call}. */
  call<C extends UserCall>(call: C, signal?: AbortSignal): Promise<VaultAnswers[C['call']]>
  /** Where calls about a conversation, or about an account without a peer, go. */
  placeOf(user: UserId, peer?: UserId): number
  readonly all: readonly Vault[]
  /** The newest key-encryption key, where all vaults are there and it is the newest of each; what is to be wrapped anew goes under it. */
  readonly wrappingKey: () => number | undefined
  /** Resolves when each serves. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** Spreads conversations over vaults, always in the same way for the same number of them. */
export const createVaults = (all: readonly Vault[]): Vaults => {
  const placeOf = (user: UserId, peer?: UserId): number =>
    createHash('sha256').update(`${user} ${peer ?? ''}`).digest().readUInt32BE() % all.length
  const at = (place: number): Vault => {
    const vault = all[place]
    if (vault === undefined) throw new RangeError('no such vault')
    return vault
  }
  return {
    placeOf, all,
    wrappingKey: () => {
      const newest = new Set(all.map((vault) => Math.max(0, ...vault.keyNumbers() ?? [])))
      const [key = 0] = newest
      return newest.size === 1 && key > 0 ? key : undefined
    },
    call: async <C extends UserCall>(call: C, signal?: AbortSignal): Promise<VaultAnswers[C['call']]> => {
      if (call.call === 'discard' && call.peer === undefined) return discardAtAll(all, call, signal) as Promise<VaultAnswers[C['call']]>
      if (call.call !== 'erase') return at(placeOf(...addressOf(call))).call(call, signal)
      const [answer] = await Promise.all(all.map((vault) => vault.call(call, signal)))
      return answer ?? {} as VaultAnswers[C['call']]
    },
    start: async () => { await Promise.all(all.map((vault) => vault.start())) },
    stop: async () => { await Promise.all(all.map((vault) => vault.stop())) },
  }
}

/** A message that uses a lasting key makes a version of the account at the vault of its conversation, so any of them may know the version. One that knows better keeps it. */
const discardAtAll = async (all: readonly Vault[], call: Extract<UserCall, { readonly call: 'discard' }>, signal: AbortSignal | undefined): Promise<VaultAnswers['discard']> => {
  const outcomes = await Promise.allSettled(all.map((vault) => vault.call(call, signal)))
  const failed = outcomes.find((outcome) => outcome.status === 'rejected' && !(outcome.reason instanceof CallRefused))
  if (failed?.status === 'rejected') throw failed.reason
  return {}
}

const addressOf = (call: UserCall): readonly [user: UserId, peer?: UserId] => {
  switch (call.call) {
    case 'open': return [call.account.user, call.facts.peer]
    case 'seal':
    case 'accept': return [call.account.user, call.peer]
    case 'discard': return call.peer === undefined ? [call.user] : [call.user, call.peer]
    case 'erase': return [call.user]
    default: return [call.account.user]
  }
}
