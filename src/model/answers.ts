// SPDX-License-Identifier: Apache-2.0
import type { Headroom } from './agreement-limits.ts'
import type { AttachmentStatus, AttachmentTicket } from './attachments.ts'
import type { Enforcement } from './enforcement.ts'
import type { ErrorCode } from './errors.ts'
import type { DeviceId, LinkId, PartyId, RequestId, SubmissionId, UserId } from './ids.ts'
import type { InviteId } from './invites.ts'
import type { ReportId } from './reports.ts'
import type { Auth, Hello, PrekeyBytes, SignedPrekeyBytes } from './requests.ts'
import type { AgreementLimits, Custody, Inbox, Purpose } from './values.ts'

/** The gateway's proof that a commitment passed in a context: `mac` 32 bytes, `signature` 64. */
export interface Frank { readonly keyEpoch: number; readonly mac: Uint8Array; readonly signature: Uint8Array }
/** A message's place among those of one sender user to one recipient device; from 1. */
export interface LanePlace { readonly deviceId: DeviceId; readonly laneSequence: number }

/** What opens a session with one device. */
export interface DeviceBundle {
  readonly deviceId: DeviceId
  readonly signedPrekey: SignedPrekeyBytes
  readonly kyberPrekey: SignedPrekeyBytes
  readonly oneTimePrekey: PrekeyBytes | undefined
}

/** A user's public keys as the gateway serves them; trust nothing here before verifying it. */
export interface UserBundles {
  readonly identityKey: Uint8Array
  readonly identityStatement: string
  readonly devices: { readonly list: Uint8Array; readonly signature: Uint8Array }
  readonly bundles: readonly DeviceBundle[]
}

/** A grant as its holder needs it. */
export interface Contact {
  readonly user: UserId
  readonly peerUser: UserId
  /** 32 bytes, secret. */
  readonly consentToken: Uint8Array
  readonly peerParty: PartyId
  readonly peerDisplayName: string
  /** As far as the holder knows it from the request; empty when a later grant or token comes without one. */
  readonly peerAddress: string
  readonly purposes: readonly Purpose[]
  readonly requestId: RequestId | undefined
}

/** The envelopes do not fit the recipient's devices; nothing was stored. */
export interface DeviceMismatch {
  readonly missing: readonly DeviceId[]
  readonly extra: readonly DeviceId[]
  readonly stale: readonly DeviceId[]
  readonly deviceListVersion: number
}

/** A step of enforcement on a link: whose party it is goes without saying. */
export type ToldEnforcement = Omit<Enforcement, 'party' | 'ending'>

/** Whose limit is used up; always one's own. */
export type ThrottleScope = 'pair' | 'user' | 'party'

/** What the gateway answers to a request; `kind` is the frame body's name. */
export type Answer =
  | { readonly kind: 'done' }
  | { readonly kind: 'error'; readonly code: ErrorCode; readonly detail: string; readonly correlationId: string; readonly retryAfterSeconds: number }
  | { readonly kind: 'enlisted'; readonly deviceListVersion: number }
  | { readonly kind: 'erased'; readonly timeMs: number; readonly prekeys: number; readonly queuedMessages: number; readonly consents: number }
  | { readonly kind: 'issuerList'; readonly list: string }
  | { readonly kind: 'prekeyStock'; readonly oneTimePrekeys: number; readonly oneTimeKyberPrekeys: number }
  | ({ readonly kind: 'bundles' } & UserBundles)
  | { readonly kind: 'recorded'; readonly leftToday: number }
  | ({ readonly kind: 'contact' } & Contact)
  | { readonly kind: 'inviteCreated'; readonly inviteId: InviteId; readonly token: Uint8Array }
  | { readonly kind: 'accepted'; readonly gatewayTimeMs: number; readonly places: readonly LanePlace[]; readonly frank: Frank | undefined }
  | ({ readonly kind: 'deviceMismatch' } & DeviceMismatch)
  | { readonly kind: 'throttled'; readonly retryAfterSeconds: number; readonly scope: ThrottleScope; readonly headroom: readonly Headroom[] }
  | { readonly kind: 'enforcementList'; readonly steps: readonly ToldEnforcement[] }
  | { readonly kind: 'resumed'; readonly resumed: boolean }
  | { readonly kind: 'traced'; readonly messages: readonly TracedMessage[] }
  | ({ readonly kind: 'attachmentTicket' } & AttachmentTicket)
  | ({ readonly kind: 'attachmentStatus' } & AttachmentStatus)
  | { readonly kind: 'reported'; readonly reportId: ReportId; readonly leftToday: number }

/** How far an envelope has come; `accepted` is all that the sender's home is told unless it expired or failed. */
export type TraceStage = 'accepted' | 'waiting' | 'parked' | 'delivered' | 'expired' | 'failed'

/** Where the envelope for one device is. Times in ms since the epoch; 0 for what has not happened or is not told. */
export interface TracedPlace {
  readonly deviceId: DeviceId
  /** undefined when it is newer than this software. */
  readonly stage: TraceStage | undefined
  /** Pushes that were refused or not answered. */
  readonly attempts: number
  readonly pushedTimeMs: number
  readonly endedTimeMs: number
}

/** A message of one device that was accepted, and what became of it. */
export interface TracedMessage {
  readonly senderDevice: DeviceId
  readonly gatewayTimeMs: number
  readonly places: readonly TracedPlace[]
}

/** One message for one device, pushed until acknowledged. */
export interface Delivery {
  readonly kind: 'deliver'
  readonly streamSequence: number
  readonly submissionId: SubmissionId
  readonly senderUser: UserId
  readonly senderDevice: DeviceId
  readonly recipientUser: UserId
  readonly recipientDevice: DeviceId
  readonly laneSequence: number
  readonly gatewayTimeMs: number
  readonly attempt: number
  readonly commitment: Uint8Array
  readonly frank: Frank | undefined
  readonly envelope: Uint8Array
  readonly urgent: boolean
  readonly late: boolean
}

/** Somebody asks to talk to the user. */
export interface ContactRequest {
  readonly requestId: RequestId
  readonly user: UserId
  readonly fromParty: PartyId
  readonly fromDisplayName: string
  readonly fromAddress: string
  readonly purposes: readonly Purpose[]
  readonly inbox: Inbox | undefined
  readonly inboxLabel: string
  /** The user's own invite by which it was asked; without one it was by address. */
  readonly inviteId?: InviteId | undefined
}

/** An accepted message that some devices never got. */
export interface Undelivered {
  readonly user: UserId
  readonly senderDevice: DeviceId
  readonly submissionId: SubmissionId
  readonly deviceIds: readonly DeviceId[]
}

/** A peer has a new identity key; nothing may be encrypted to it before the user accepts. */
export interface IdentityChange {
  readonly user: UserId
  readonly peerUser: UserId
  readonly newIdentityKey: Uint8Array
  /** The old key's signature over user and new key; empty if unendorsed. */
  readonly endorsement: Uint8Array
  readonly custody: Custody
}

/** Something a user must know; durable, acknowledged like a delivery. */
export type EventBody =
  | ({ readonly kind: 'contactRequested' } & ContactRequest)
  | ({ readonly kind: 'contactGranted' } & Contact)
  | ({ readonly kind: 'identityChanged' } & IdentityChange)
  | ({ readonly kind: 'messageExpired' } & Undelivered)
  | ({ readonly kind: 'messageFailed' } & Undelivered)
  | { readonly kind: 'prekeysLow'; readonly user: UserId; readonly deviceId: DeviceId; readonly oneTimePrekeys: number; readonly oneTimeKyberPrekeys: number }

/** Why a message that came for a user of a vault reached nobody; words of the vault's. */
export type LostReason = 'undecryptable' | 'no-session' | 'missing-prekey' | 'duplicate' | 'commitment' | 'mislabelled'

/** Something that a core over HTTP must know of users whose keys a vault holds; never on a link. */
export type CoreEventBody =
  | {
      readonly kind: 'messageOpened'; readonly user: UserId; readonly peerUser: UserId; readonly submissionId: SubmissionId
      readonly gatewayTimeMs: number
      /** Others of its conversation may have come before it. */
      readonly late: boolean
      /** The conversation's running number of what was opened, from 1. */
      readonly number: number
      /** Compact JWE by the vault, and the key message of its epoch. */
      readonly content: string
      readonly epochKey: string
      /** What a report of it needs; undefined where the gateway vouched for nothing, and in an event of a version that kept none. */
      readonly proof?: OpenedProof | undefined
    }
  /** It could not be opened, and did not come again. */
  | {
      readonly kind: 'messageLost'; readonly user: UserId; readonly peerUser: UserId; readonly submissionId: SubmissionId
      readonly gatewayTimeMs: number; readonly reason: LostReason
    }

/** What a core needs to report a message that the vault opened: `sealed`, what only the core opens, and what its frank is over. */
export interface OpenedProof {
  /** Compact JWE by the vault, under the epoch of the content. */
  readonly sealed: string
  readonly senderDevice: DeviceId
  /** 32 bytes. */
  readonly commitment: Uint8Array
  readonly frank: Frank
}

/** What may lie in the row of an event. */
export type StoredEventBody = EventBody | CoreEventBody

/** An event on a link. */
export interface PushedEvent { readonly kind: 'event'; readonly streamSequence: number; readonly timeMs: number; readonly body: EventBody }

/** Why a link ends. */
export type GoAwayReason = 'draining' | 'replaced' | 'suspended'

/** The link is open. */
export interface Ready {
  readonly kind: 'ready'
  readonly linkId: LinkId
  readonly resumeToken: Uint8Array
  /** Requests the party may have unanswered. */
  readonly initialCredit: number
  /** Bytes of them from which on it sends no further one; 0 means that only their number counts. */
  readonly initialCreditBytes: number
  readonly policyVersion: number
  readonly limits: AgreementLimits
  readonly version: number
  readonly capabilities: readonly string[]
}

/** What the gateway says without being asked. */
export type Push =
  | Delivery
  | PushedEvent
  | Ready
  | { readonly kind: 'goAway'; readonly reason: GoAwayReason; readonly reconnectAfterSeconds: number }
  | { readonly kind: 'limitsChanged'; readonly policyVersion: number; readonly limits: AgreementLimits }
  | { readonly kind: 'enforcementChanged'; readonly enforcement: ToldEnforcement }
  | { readonly kind: 'deprecation'; readonly feature: string; readonly sunset: string }
  | { readonly kind: 'queueEmpty' }

/** Everything the gateway may send. */
export type GatewayBody = Hello | Auth | Answer | Push

