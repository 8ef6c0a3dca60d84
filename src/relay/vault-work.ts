// SPDX-License-Identifier: AGPL-3.0-only
import type { UserId } from '../model/ids.ts'
import type { UserFacts } from '../model/standing.ts'
import type { VaultAccountRow } from '../store/rows.ts'
import type { Account, PeerProof, Sealed } from '../vault/protocol/calls.ts'
import { CallRefused, VaultGone } from '../vault/protocol/client.ts'
import type { EpochKeys } from './epoch-keys.ts'
import type { RelayDeps, VaultSide } from './ports.ts'
import type { Renewals } from './renewals.ts'
import type { SpareBundles } from './spare-bundles.ts'
import { createTurns } from './turns.ts'
import type { Turns } from './turns.ts'

/** How long a vault may take for one call; usual ones take a millisecond. */
const CALL_MS = 30_000

/** What a call about a conversation carries, as it is stored now. */
export interface VaultRows {
  readonly account: Account
  readonly accountRow: VaultAccountRow
  readonly conversation: Sealed
  readonly proof: PeerProof
}

/** What a vault made of rows and is not stored. */
export interface Made { readonly conversation?: Sealed | undefined; readonly state?: Sealed | undefined }

/** What opening and sealing have in common. */
export interface VaultWork {
  /** Two calls about one conversation would make the same version of it. */
  readonly turns: Turns
  /** undefined where the user has no account at the vault. */
  read(own: UserFacts, peer: UserFacts): Promise<VaultRows | undefined>
  /** Tells the vault that what it made is not in force. Never rejects: who is gone has forgotten it too. */
  discard(user: UserId, peer: UserId, made: Made): Promise<void>
  /** Aborted when the relay stops, or the vault takes too long. */
  patience(): AbortSignal
  /** Ends all patience. */
  stop(): void
  isStopped(): boolean
}

/** What everything that goes through a vault stands on. */
export interface VaultingParts {
  readonly side: VaultSide
  readonly work: VaultWork
  readonly epochKeys: EpochKeys
  readonly renewals: Renewals
  readonly spares: SpareBundles
}

/** Work over the store and the vaults. */
export const createVaultWork = ({ store: { read }, events }: Pick<RelayDeps, 'store' | 'events'>, { vaults }: Pick<VaultSide, 'vaults'>): VaultWork => {
  const stopping = new AbortController()
  const discardOne = async (user: UserId, peer: UserId | undefined, { version }: Sealed): Promise<void> => {
    try {
      await vaults.call({ call: 'discard', user, peer, version }, AbortSignal.timeout(CALL_MS))
    } catch (error) {
      if (!(error instanceof VaultGone || error instanceof CallRefused)) events.backgroundFailed('discard', error)
    }
  }
  return {
    turns: createTurns(),
    read: async (own, peer) => {
      const [account, conversation, peerRow, list] = await Promise.all([
        read.vaultAccount(own.user), read.vaultConversation(own.user, peer.user), read.user(peer.user), read.issuerList(),
      ])
      const [device] = own.devices
      if (account === undefined || device === undefined || own.forProvider === undefined) return undefined
      return {
        accountRow: account,
        account: {
          user: own.user, provider: own.forProvider, device: device.deviceId, wrappedKey: account.wrappedKey,
          state: { version: account.version, bytes: account.state },
        },
        conversation: conversation === undefined ? NO_ROW : { version: conversation.version, bytes: conversation.state },
        proof: { home: peer.home.party, statement: peerRow?.identityStatement ?? '', issuerList: list?.list ?? '' },
      }
    },
    discard: async (user, peer, { conversation, state }) => {
      await Promise.all([
        ...(conversation === undefined ? [] : [discardOne(user, peer, conversation)]), ...(state === undefined ? [] : [discardOne(user, undefined, state)]),
      ])
    },
    patience: () => AbortSignal.any([stopping.signal, AbortSignal.timeout(CALL_MS)]),
    stop: () => { stopping.abort() },
    isStopped: () => stopping.signal.aborted,
  }
}

const NO_ROW: Sealed = { version: 0, bytes: new Uint8Array(0) }

/** Names a conversation of an own user in {@link Turns}. */
export const conversationKey = (user: UserId, peer: UserId): string => `${user} ${peer}`

/** The version that a vault made of these rows, if it did: to be discarded where the vault says that it knows a newer one. */
export const afterThese = ({ account, conversation }: VaultRows): Made => ({ conversation: nextOf(conversation), state: nextOf(account.state) })

const nextOf = ({ version }: Sealed): Sealed => ({ version: version + 1, bytes: new Uint8Array(0) })
