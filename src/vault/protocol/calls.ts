// SPDX-License-Identifier: AGPL-3.0-only
// Sees: nothing itself; says what may be asked of a vault and what it answers.
// Promises: sealed state goes in and out, and nothing else that is secret does.
// Never: has a place for a key-encryption key, a key of the core, or plaintext.
import type { DeviceId, PartyId, RegistrationId, SubmissionId, UserId } from '../../model/ids.ts'
import type { Custody } from '../../model/values.ts'
import type { Asked, RetryAsked } from './failures.ts'

export type { Asked, Refused, RetryAsked, VaultRefusal } from './failures.ts'

/**
 * Sealed state as the store keeps it. A version is the store's own count for this row, rising by one with each change; 0 for a row that is not there yet.
 *
 * With bytes a call names state that is committed. Without bytes and with a version above 0 it chains: it builds on what the vault produced as this
 * version a moment ago and remembers. Whoever cannot chain (`chain-broken`) waits for the commit and sends the bytes.
 */
export interface Sealed {
  readonly version: number
  readonly bytes: Uint8Array
}

/** The user on whose behalf the vault acts: what each call about one carries. */
export interface Account {
  readonly user: UserId
  /** Whose people this enlistment is for. */
  readonly provider: PartyId
  readonly device: DeviceId
  /** The user's own key, wrapped by the key-encryption key; empty before the first {@link MintCall}. */
  readonly wrappedKey: Uint8Array
  readonly state: Sealed
}

/** A one-time prekey of either kind, sealed. */
export interface SealedPrekey {
  readonly kind: 'ec' | 'kyber'
  readonly id: number
  readonly bytes: Uint8Array
}

/** A published key with its signature by the identity key; one-time EC keys have none. */
export interface PublishedKey {
  readonly id: number
  readonly publicKey: Uint8Array
  readonly signature: Uint8Array
}

/** Makes a user's keys: all of them where the account is new, else what is asked for. */
export interface MintCall {
  readonly call: 'mint'
  readonly account: Account
  /** New lasting keys (signed EC, last-resort Kyber); the old ones stay usable for 30 days. */
  readonly lasting: boolean
  readonly ec: number
  readonly kyber: number
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** What {@link MintCall} made: state to store, and what to publish. */
export interface Minted {
  readonly wrappedKey: Uint8Array
  readonly state: Sealed
  readonly prekeys: readonly SealedPrekey[]
  readonly identityKey: Uint8Array
  readonly registrationId: RegistrationId
  /** Empty unless lasting keys were made. */
  readonly lasting: readonly [signed: PublishedKey, lastResort: PublishedKey] | readonly []
  readonly ec: readonly PublishedKey[]
  readonly kyber: readonly PublishedKey[]
  /** Serialised device list of the one device, its signature, and the identity statement with the delegation in it. */
  readonly deviceList: Uint8Array
  readonly deviceListSignature: Uint8Array
  readonly statement: string
}

/** What the daemon knows about a message besides its bytes; all of it is bound into what the core gets. */
export interface MessageFacts {
  readonly submissionId: SubmissionId
  readonly peer: UserId
  readonly peerDevice: DeviceId
  readonly peerCustody: Custody
  readonly gatewayTimeMs: number
  /** 32 bytes; empty for a retry request. */
  readonly commitment: Uint8Array
}

/** What speaks for a peer's identity key: its home's statement, and the core's list that names the home's keys. */
export interface PeerProof {
  readonly home: PartyId
  readonly statement: string
  readonly issuerList: string
}

/** Opens one message for a user and seals it to the core. */
export interface OpenCall {
  readonly call: 'open'
  readonly account: Account
  readonly conversation: Sealed
  readonly facts: MessageFacts
  readonly type: 2 | 3 | 8
  readonly ciphertext: Uint8Array
  /** Those that the message names, if they are still there. */
  readonly prekeys: readonly SealedPrekey[]
  readonly proof: PeerProof
  readonly now: number
}

/** State to store with the core-bound row, in one transaction. */
export interface Opened {
  readonly conversation: Sealed
  /** Changed only when a last-resort key was used. */
  readonly state: Sealed | undefined
  readonly used: readonly Pick<SealedPrekey, 'kind' | 'id'>[]
  /** For the core: what was said and what proves it, each a compact JWE, and the epoch that their key belongs to. */
  readonly content: string; readonly proof: string; readonly epoch: string
  /** This conversation's running number of what was opened. */
  readonly number: number
  /** Set where the content is itself a retry request; it goes to the core like any content. */
  readonly asked: RetryAsked | undefined
}

/** A device of the peer, with a bundle where there is no session yet or a new one is wanted. */
export interface PeerDevice {
  readonly device: DeviceId
  readonly registrationId: RegistrationId
  readonly bundle: { readonly signedPrekey: PublishedKey; readonly kyberPrekey: PublishedKey; readonly oneTimePrekey: Omit<PublishedKey, 'signature'> | undefined } | undefined
}

/** Seals what the core sent for all devices of a peer. */
export interface SealCall {
  readonly call: 'seal'
  readonly account: Account
  readonly conversation: Sealed
  readonly peer: UserId
  readonly devices: readonly PeerDevice[]
  readonly proof: PeerProof
  /** Compact JWE by the core, and the key message of its epoch. */
  readonly content: string
  readonly epochKey: string
  /** Seals content again that was sealed before, for the one device that could not open this submission. */
  readonly resend: { readonly failed: SubmissionId } | undefined
  readonly now: number
}

/** State to store with the outbox row, in one transaction; nothing may be transmitted before. */
export interface SealedForPeer {
  readonly conversation: Sealed
  readonly envelopes: readonly { readonly device: DeviceId; readonly registrationId: RegistrationId; readonly type: 2 | 3; readonly ciphertext: Uint8Array }[]
  readonly commitment: Uint8Array
  /** The core's own; of a resend the one that follows from the failed one. */
  readonly submissionId: SubmissionId
}

/**
 * Pins a peer's new identity, after `untrusted-identity`. The core's content must be of the kind `acceptIdentity` and name the very key that the proof
 * states: so neither the daemon nor a provider changes a key that the core has not seen. The sessions with the old identity are dropped.
 */
export interface AcceptCall {
  readonly call: 'accept'
  readonly account: Account
  readonly conversation: Sealed
  readonly peer: UserId
  readonly proof: PeerProof
  /** As in {@link SealCall}. */
  readonly content: string
  readonly epochKey: string
  readonly now: number
}

/** Re-wraps a user's key under the newest key-encryption key. */
export interface RotateCall { readonly call: 'rotate'; readonly account: Account }
/** Forgets what the vault remembers of a user: the versions, and what chained. */
export interface EraseCall { readonly call: 'erase'; readonly user: UserId }
/**
 * The commit after a call failed: this version of the conversation (without a peer: of the account) is not in force, nor what chained on it. Refused as
 * `rolled-back` for a version that the vault has had back with its bytes, which only committed state is.
 */
export interface DiscardCall { readonly call: 'discard'; readonly user: UserId; readonly peer: UserId | undefined; readonly version: number }
/** Says what this vault is, signed. `nonce` is 32 bytes of whoever asks. */
export interface AttestCall { readonly call: 'attest'; readonly nonce: Uint8Array }
/** The key message of the vault's own epoch, for the core. */
export interface EpochCall { readonly call: 'epoch'; readonly now: number }

/** Everything that may be asked. */
export type VaultCall = MintCall | OpenCall | SealCall | AcceptCall | RotateCall | EraseCall | DiscardCall | AttestCall | EpochCall

/** Answers by call. */
export interface VaultAnswers {
  readonly mint: Minted
  readonly open: Opened | Asked
  readonly seal: SealedForPeer
  readonly accept: { readonly conversation: Sealed }
  readonly rotate: { readonly wrappedKey: Uint8Array }
  readonly erase: Readonly<Record<string, never>>
  readonly discard: Readonly<Record<string, never>>
  /** JWS over shape, custody, versions, key fingerprints and the nonce. */
  readonly attest: { readonly statement: string }
  readonly epoch: { readonly epoch: string; readonly keyMessage: string }
}
