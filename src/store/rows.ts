// SPDX-License-Identifier: AGPL-3.0-only
import type { LostReason } from '../model/answers.ts'
import type { EnforcementId } from '../model/enforcement.ts'
import type { InviteId } from '../model/invites.ts'
import type { DeviceId, KeyId, PartyId, RegistrationId, RequestId, SubmissionId, UserId } from '../model/ids.ts'
import type { Actor, AgreementLimits, AgreementState, BindingMode, ConsentState, Custody, Inbox, Purpose, Role } from '../model/values.ts'

/** An Ed25519 public key of a party as JWK parts. */
export interface PartyKey {
  readonly keyId: KeyId
  /** 32 raw bytes, base64url. EC P-256 issuer keys have `y` too. */
  readonly jwk: { readonly kty: string; readonly crv: string; readonly x: string; readonly y?: string }
}

/** An organisation with its agreement. Times in ms since the epoch. */
export interface PartyRow {
  readonly party: PartyId
  readonly role: Role
  readonly displayName: string
  readonly state: AgreementState
  /** Why it is in this state, told to the party itself only. */
  readonly stateReason: string
  /** The step of enforcement that suspends it; undefined where none does, as where it was suspended by hand. */
  readonly suspendedBy: EnforcementId | undefined
  readonly bindingMode: BindingMode
  readonly limits: AgreementLimits
  readonly policyVersion: number
  /** Where the party wants to be woken; empty for nowhere. */
  readonly wakeUrl: string
  /** Hosts, with a port where it is not 443, that its users' attachments may lie at. */
  readonly mediaHosts: readonly string[]
  /** At most two of each kind, for rotation. */
  readonly linkKeys: readonly PartyKey[]
  readonly issuerKeys: readonly PartyKey[]
  readonly addedAt: number
  readonly version: number
}

/** A core user behind all of its enlistments. Sealed fields are AES-256-GCM, indexes are keyed hashes. */
export interface PersonRow {
  /** 0 on a row that is not yet stored. */
  readonly person: number
  readonly party: PartyId
  readonly referenceIndex: Uint8Array
  readonly referenceSealed: Uint8Array
  readonly optedIn: boolean
  readonly addressIndex: Uint8Array | undefined
  readonly addressSealed: Uint8Array | undefined
  /** What people at providers are shown of a user whose keys a vault holds; undefined for nothing. */
  readonly displayNameSealed: Uint8Array | undefined
  readonly findable: boolean
  readonly version: number
}

/** A core user's choice for one provider; a change of it moves the person's version. */
export interface ChoiceRow {
  readonly person: number
  readonly provider: PartyId
  readonly allowed: boolean
  readonly inbox: Inbox
  readonly labelSealed: Uint8Array
}

/** An enlisted user. */
export interface UserRow {
  readonly user: UserId
  readonly party: PartyId
  readonly forProvider: PartyId | undefined
  readonly person: number | undefined
  readonly referenceIndex: Uint8Array
  readonly referenceSealed: Uint8Array
  readonly addressIndex: Uint8Array | undefined
  readonly addressSealed: Uint8Array | undefined
  readonly displayNameSealed: Uint8Array
  readonly actor: Actor
  readonly custody: Custody
  readonly identityKey: Uint8Array
  readonly identityStatement: string
  readonly deviceList: Uint8Array
  readonly deviceListSignature: Uint8Array
  readonly deviceListVersion: number
  readonly enlistedAt: number
  readonly suspended: boolean
  readonly version: number
}

/** A published signed prekey. */
export interface SignedPrekeyRow { readonly id: number; readonly publicKey: Uint8Array; readonly signature: Uint8Array }
/** A published one-time EC prekey. */
export interface EcPrekeyRow { readonly id: number; readonly publicKey: Uint8Array }

/** A device of an enlisted user with its lasting keys. */
export interface DeviceRow {
  readonly deviceId: DeviceId
  readonly registrationId: RegistrationId
  readonly capabilities: readonly string[]
  readonly signedPrekey: SignedPrekeyRow
  readonly lastResortKyberPrekey: SignedPrekeyRow
}

/** One user's stance toward another. */
export interface ConsentRow {
  readonly owner: UserId
  readonly peer: UserId
  readonly state: ConsentState
  readonly tokenHash: Uint8Array | undefined
  readonly purposes: readonly Purpose[]
  readonly changedAt: number
  readonly version: number
}

/** Where a contact request stands. Only `surfaced` ones were ever shown to anybody. */
export type RequestState = 'waiting' | 'surfaced' | 'granted' | 'denied' | 'dropped'

/** A request for contact; the target may not exist. */
export interface RequestRow {
  readonly request: RequestId
  readonly fromUser: UserId
  /** The party whose people are asked. */
  readonly toParty: PartyId
  readonly targetIndex: Uint8Array
  readonly targetSealed: Uint8Array
  readonly targetUser: UserId | undefined
  readonly purposes: readonly Purpose[]
  readonly state: RequestState
  /** Whose invite it used, and which, where that held. */
  readonly inviter: UserId | undefined
  readonly invite: InviteId | undefined
  readonly createdAt: number
  readonly expiresAt: number
}

/** One undelivered envelope in a device's mailbox. */
export interface MailboxRow {
  /** Rises in the order of commit within a lane. */
  readonly id: number
  /** The lane's number: sender user to recipient device. */
  readonly lane: number
  readonly recipientParty: PartyId
  readonly recipientUser: UserId
  readonly recipientDevice: DeviceId
  readonly senderUser: UserId
  readonly senderDevice: DeviceId
  readonly submissionId: SubmissionId
  readonly laneSequence: number
  readonly gatewayTimeMs: number
  readonly expiresAt: number
  readonly attempt: number
  readonly commitment: Uint8Array
  /** mac (32) and signature (64); empty for a retry request. */
  readonly frank: Uint8Array
  readonly frankEpoch: number
  readonly envelope: Uint8Array
  readonly urgent: boolean
}

/** What a vault keeps of a user of its own: the user's key, wrapped, and its account, sealed. `version` is this row's own count, from 1. */
export interface VaultAccountRow {
  readonly user: UserId
  readonly version: number
  /** Begins with the number of the key-encryption key that wrapped it. */
  readonly wrappedKey: Uint8Array
  readonly state: Uint8Array
  /** When its lasting keys were made, ms since the epoch; 0 where nobody knows. */
  readonly lastingAt: number
}

/** How many users' keys one key-encryption key wraps. */
export interface Wrapping {
  /** Its number. */
  readonly key: number
  readonly users: number
  /** One of them. */
  readonly sample: UserId
}

/** What a vault keeps of the talk of an own user with a peer, sealed. `version` is this row's own count, from 1. */
export interface VaultConversationRow {
  readonly user: UserId
  readonly peer: UserId
  readonly version: number
  readonly state: Uint8Array
}

/** A vault user's one-time prekey: which it is. */
export interface VaultPrekeyName { readonly kind: 'ec' | 'kyber'; readonly id: number }
/** The private half of a vault user's one-time prekey, sealed. */
export interface VaultPrekeyRow extends VaultPrekeyName { readonly bytes: Uint8Array }

/** What a core said through a vault, as the core sealed it, so that it can be sealed again for a device that could not open it. Goes with the record of its submission. */
export interface VaultSentRow {
  readonly user: UserId
  readonly device: DeviceId
  readonly submissionId: SubmissionId
  readonly peer: UserId
  readonly sentAtMs: number
  /** The submission that the core knows: its own, of which this one may be a resend. */
  readonly spoken: SubmissionId
  /** Resends up to this one. */
  readonly resends: number
  /** Compact JWE by the core, and the key message of its epoch. */
  readonly content: string
  readonly epochKey: string
}

/** A resend that a user of a vault waits for, since its vault could not open what came. */
export interface VaultAwaitedRow {
  readonly user: UserId
  /** Of the resend. */
  readonly submissionId: SubmissionId
  readonly peer: UserId
  readonly peerDevice: DeviceId
  /** The first submission that could not be opened, when it was accepted, and how often it failed by now. */
  readonly failed: SubmissionId
  readonly gatewayTimeMs: number
  readonly failures: number
  readonly reason: LostReason
  /** When it is given up. */
  readonly untilMs: number
}

/** The new identity key of a peer that the core of a user was told of last. */
export interface VaultToldRow {
  readonly user: UserId
  readonly peer: UserId
  readonly identityKey: Uint8Array
}

/** A durable event for a party; the body is sealed. */
export interface EventRow {
  readonly id: number
  readonly party: PartyId
  readonly user: UserId
  readonly timeMs: number
  readonly bodySealed: Uint8Array
}

/** An event that its reader did not take: when it is tried next, or since when it is not tried any more. */
export interface UntakenRow {
  /** Id of the event. */
  readonly event: number
  readonly user: UserId
  /** When the event was stored. */
  readonly timeMs: number
  /** Tries that failed. */
  readonly attempts: number
  readonly nextAtMs: number
  /** A dead letter since then. */
  readonly deadSinceMs: number | undefined
  /** Why the last try failed; a word of a closed set. */
  readonly reason: string
}

/** Why a row is not delivered: it waits for its reader, standing changed, or it was refused too often. */
export type QueueState = 'waiting' | 'withheld' | 'parked'

/** One undelivered envelope as the operator may see it. */
export interface QueuedRow extends Omit<MailboxRow, 'commitment' | 'frank' | 'frankEpoch' | 'envelope' | 'lane'> {
  readonly state: QueueState
  /** Size of the envelope. */
  readonly bytes: number
  readonly retryRequest: boolean
}

/** What became of an envelope. */
export type Ending = 'delivered' | 'expired' | 'failed' | 'dropped'

/** One envelope's way through the gateway. */
export interface TracedPlace {
  readonly recipientParty: PartyId
  readonly deviceId: DeviceId
  readonly laneSequence: number
  readonly state: QueueState | Ending
  /** Pushes that were refused or not answered. */
  readonly attempts: number
  /** Of the push that was acknowledged; undefined when it never was, or nobody knows. */
  readonly pushedAtMs: number | undefined
  /** When it ended; undefined while it is queued. */
  readonly endedAtMs: number | undefined
}

/** A submission's way through the gateway. */
export interface TraceRow {
  readonly senderDevice: DeviceId
  readonly gatewayTimeMs: number
  /** Of envelopes that still wait, or ended not longer ago than traces are kept. */
  readonly places: readonly TracedPlace[]
}
