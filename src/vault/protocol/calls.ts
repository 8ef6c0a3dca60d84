// SPDX-License-Identifier: AGPL-3.0-only
// Sees: nothing itself; says what may be asked of a vault and what it answers.
// Promises: sealed state goes in and out, and nothing else that is secret does.
// Never: has a place for a key-encryption key, a key of the core, or plaintext.
import type { DeviceId, PartyId, RegistrationId, SubmissionId, UserId } from '../../model/ids.ts'
import type { Custody } from '../../model/values.ts'

/** Sealed state as the store keeps it. A version is the store's own count for this row, rising by one with each change; 0 for a row that is not there yet. */
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
  /** For the core: compact JWE, and the epoch that its key belongs to. */
  readonly content: string
  readonly epoch: string
  /** This conversation's running number of what was opened. */
  readonly number: number
}

/** A device of the peer, with a bundle where there is no session yet. */
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
  readonly now: number
}

/** State to store with the outbox row, in one transaction; nothing may be transmitted before. */
export interface SealedForPeer {
  readonly conversation: Sealed
  readonly envelopes: readonly { readonly device: DeviceId; readonly registrationId: RegistrationId; readonly type: 2 | 3; readonly ciphertext: Uint8Array }[]
  readonly commitment: Uint8Array
  readonly submissionId: SubmissionId
}

/** Re-wraps a user's key under the newest key-encryption key. */
export interface RotateCall { readonly call: 'rotate'; readonly account: Account }
/** Forgets what the vault remembers of a user: the versions, and what chained. */
export interface EraseCall { readonly call: 'erase'; readonly user: UserId }
/** The commit after this call failed: nothing that it produced is in force. */
export interface DiscardCall { readonly call: 'discard'; readonly user: UserId; readonly peer: UserId | undefined; readonly version: number }
/** Says what this vault is, signed. `nonce` is 32 bytes of whoever asks. */
export interface AttestCall { readonly call: 'attest'; readonly nonce: Uint8Array }
/** The key message of the vault's own epoch, for the core. */
export interface EpochCall { readonly call: 'epoch'; readonly now: number }

/** Everything that may be asked. */
export type VaultCall = MintCall | OpenCall | SealCall | RotateCall | EraseCall | DiscardCall | AttestCall | EpochCall

/** Why a vault did not do it; closed, and free of content. */
export type VaultRefusal =
  | 'malformed' | 'unknown-key' // a blob under a key-encryption key that the vault does not have
  | 'broken-seal' // a blob was changed, swapped or relabelled
  | 'rolled-back' // a version below what the vault produced
  | 'untrusted-identity' | 'statement-refused' | 'bad-bundle' | 'no-session' | 'missing-prekey' | 'duplicate' | 'undecryptable'
  | 'commitment' // the frank's commitment is not that of the content
  | 'content-refused' // what the core sent is forged, replayed, relabelled, or not of the schema
  | 'busy' // more calls wait than the vault takes
  | 'unsupported' // this vault has no function for the call
  | 'fault' // a bug; it says nothing more, since a text may quote anything

/** What a refused call says. */
export interface Refused {
  readonly refused: VaultRefusal
  /** For the peer, where it should send again: a decryption-error message, which is not secret. */
  readonly retry: Uint8Array | undefined
}

/** Answers by call. */
export interface VaultAnswers {
  readonly mint: Minted
  readonly open: Opened
  readonly seal: SealedForPeer
  readonly rotate: { readonly wrappedKey: Uint8Array }
  readonly erase: Readonly<Record<string, never>>
  readonly discard: Readonly<Record<string, never>>
  /** JWS over shape, custody, versions, key fingerprints and the nonce. */
  readonly attest: { readonly statement: string }
  readonly epoch: { readonly epoch: string; readonly keyMessage: string }
}
