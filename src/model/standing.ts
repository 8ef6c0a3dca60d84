// SPDX-License-Identifier: Apache-2.0
import type { DeviceId, PartyId, RegistrationId, UserId } from './ids.ts'
import type { AgreementLimits, AgreementState, ConsentState, Custody, Role } from './values.ts'

/**
 * The version of one row that a decision was taken on. Versions come from one counter of the store that only rises, so a
 * row that was deleted and made again never has an old number; an absent row has version 0.
 */
export type VersionStamp =
  | { readonly of: 'party'; readonly party: PartyId; readonly version: number }
  | { readonly of: 'person'; readonly person: number; readonly version: number }
  | { readonly of: 'user'; readonly user: UserId; readonly version: number }
  | { readonly of: 'consent'; readonly owner: UserId; readonly peer: UserId; readonly version: number }

/** A party as a decision sees it. */
export interface PartyFacts {
  readonly party: PartyId
  readonly role: Role
  readonly state: AgreementState
  readonly limits: AgreementLimits
  readonly version: number
}

/** The core person behind a core user: ring 1 (opt-in) and ring 2 (choice for the provider). */
export interface ParticipationFacts {
  readonly person: number
  readonly optedIn: boolean
  /** The choice for the provider that the enlistment is for; false when none was made. */
  readonly providerAllowed: boolean
  readonly version: number
}

/** A user as a decision sees it. */
export interface UserFacts {
  readonly user: UserId
  readonly home: PartyFacts
  /** On core users: the provider this enlistment is for. */
  readonly forProvider: PartyId | undefined
  /** On core users only. */
  readonly participation: ParticipationFacts | undefined
  readonly custody: Custody
  readonly devices: readonly { readonly deviceId: DeviceId; readonly registrationId: RegistrationId }[]
  readonly deviceListVersion: number
  /** By enforcement; nothing passes to or from it. */
  readonly suspended: boolean
  /** Covers device list, identity and suspension. */
  readonly version: number
}

/** One user's recorded stance toward another. */
export interface ConsentFacts {
  readonly state: ConsentState
  /** SHA-256 of the token that the peer must show to reach the owner; undefined before a grant. */
  readonly tokenHash: Uint8Array | undefined
  readonly version: number
}

/** Every fact that decides what may pass from `sender` to `recipient`, read at one moment. */
export interface Standing {
  readonly sender: UserFacts | undefined
  readonly recipient: UserFacts | undefined
  /** The recipient's stance toward the sender. */
  readonly recipientConsent: ConsentFacts | undefined
  /** The sender's stance toward the recipient. */
  readonly senderConsent: ConsentFacts | undefined
}
