// SPDX-License-Identifier: Apache-2.0

/** What an organisation is to the gateway. Exactly one party has role `core`. */
export type Role = 'provider' | 'core'
/** Who holds a user's message keys: the user's own device, or a vault on the user's behalf. */
export type Custody = 'DEVICE' | 'VAULT'
/** Who acts under a user id. */
export type Actor = 'PERSON' | 'BUSINESS' | 'AUTOMATED'
/** What a grant is for. */
export type Purpose = 'chat' | 'service' | 'marketing'
/** How a core user wants to see one provider's conversations. */
export type Inbox = 'separate' | 'combined'
/** Where an agreement stands; only `live` lets messages pass. In `testing` the party links and enlists, and nothing passes. */
export type AgreementState = 'testing' | 'live' | 'suspended'
/** How a link is tied to the connection under it; fixed by the agreement. */
export type BindingMode = 'exporter' | 'proxy' | 'plain-loopback'
/** One user's stance toward another, as the gateway records it. `requested` is the asker's own yes that waits for an answer. */
export type ConsentState = 'requested' | 'granted' | 'denied' | 'blocked' | 'withdrawn'
/** What a person says about a request or about somebody they know. */
export type ContactDecision = 'grant' | 'deny' | 'block'
/** What becomes of a message that cannot be delivered at once. */
export type MessageClass = 'normal' | 'ephemeral'

/** What an agreement allows; published to the party in `Ready`. */
export interface AgreementLimits {
  readonly contactsPerUserDay: number
  readonly bundlesPerPair: number
  readonly bundleRefillSeconds: number
  /** Undelivered messages that an ordered pair may have for each device, and bytes of their envelopes. */
  readonly queuedPerPair: number
  readonly queuedBytesPerPair: number
  readonly maxTtlSeconds: number
  /** Largest ciphertext of one attachment; 0 means none at all. */
  readonly attachmentBytes: number
  /** Attachments whose time is not over, whether they were read or not, and MiB of them, of a user and of its party. */
  readonly attachmentsPerUser: number
  readonly attachmentMibPerUser: number
  readonly attachmentsPerParty: number
  readonly attachmentMibPerParty: number
  /** Messages of an ordered pair at once, and from then on in a minute. */
  readonly messagesPerPair: number
  readonly messagesPerPairMinute: number
  /** Messages of a user in a UTC day. */
  readonly messagesPerUserDay: number
  /** Messages of all users of the party at once and in a minute. */
  readonly messagesPerPartyMinute: number
  /** MiB of envelopes and attachments of all users of the party in a UTC day. */
  readonly mibPerPartyDay: number
  /** Key bundles of one user at once and in an hour, over all users of the party who ask. */
  readonly bundlesPerTargetHour: number
  /** Addresses in a UTC day that nobody of the party has asked for within 30 days. */
  readonly newTargetsPerDay: number
  /** Open links of the party at each node. */
  readonly linksPerParty: number
  /** Enlistments and changes of identity of all users of the party in a UTC day. */
  readonly enlistmentsPerPartyDay: number
}

/** What an agreement allows unless it says otherwise: PROTOCOL sections 3, 4 and 6. */
export const defaultLimits: AgreementLimits = {
  contactsPerUserDay: 10,
  bundlesPerPair: 6,
  bundleRefillSeconds: 600,
  queuedPerPair: 1_000,
  queuedBytesPerPair: 8 * 1024 * 1024,
  maxTtlSeconds: 30 * 86_400,
  attachmentBytes: 100 * 1024 * 1024,
  attachmentsPerUser: 5_000,
  attachmentMibPerUser: 10_240,
  attachmentsPerParty: 100_000,
  attachmentMibPerParty: 102_400,
  messagesPerPair: 1_000,
  messagesPerPairMinute: 600,
  messagesPerUserDay: 20_000,
  messagesPerPartyMinute: 600_000,
  mibPerPartyDay: 1_048_576,
  bundlesPerTargetHour: 60,
  newTargetsPerDay: 10_000,
  linksPerParty: 64,
  enlistmentsPerPartyDay: 20_000,
}

/** The minor versions of protocol major 1 that this software speaks: what either side of a link says in `Hello`. */
export const PROTOCOL_VERSIONS = { min: 1, max: 1 } as const
/** The newest of them with its major, for people. */
export const PROTOCOL_VERSION = `1.${String(PROTOCOL_VERSIONS.max)}`

/** Largest frame on a link: above it a WebSocket message costs more memory than any honest one needs. */
export const MAX_FRAME_BYTES = 262_144
/** Largest serialised envelope: 16 KiB of content, sealing and a PreKey header, with room. */
export const MAX_ENVELOPE_BYTES = 24_576
/** Largest envelope of a message that is never stored: a typing notice in a message that opens a session, with room. */
export const MAX_EPHEMERAL_BYTES = 4_096
/** What each push takes of a window in bytes beside its envelope: more than header, frank and the largest event. */
export const PUSH_OVERHEAD_BYTES = 1_024
/** True attempts at a message after which it parks: a Nack, or no answer on a live link. A lost link is none. */
export const MAX_ATTEMPTS = 5
/** Largest serialised content, padding included. */
export const MAX_CONTENT_BYTES = 16_384
/** One-time EC prekeys in one request, and the most a device may hold. */
export const MAX_EC_PREKEYS = 100
/** One-time Kyber prekeys in one request, and the most a device may hold (a record is 1.6 KB on the wire). */
export const MAX_KYBER_PREKEYS = 20
/** Below these the home is told to publish more. */
export const LOW_EC_PREKEYS = 20
/** See {@link LOW_EC_PREKEYS}. */
export const LOW_KYBER_PREKEYS = 5
