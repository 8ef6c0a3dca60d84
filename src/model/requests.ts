// SPDX-License-Identifier: Apache-2.0
import type { EnforcementId } from './enforcement.ts'
import type { AttachmentId } from './attachments.ts'
import type { Address, DeviceId, InstanceName, KeyId, PartyId, RegistrationId, RequestId, SubmissionId, UserId, UserReference } from './ids.ts'
import type { InviteId } from './invites.ts'
import type { Report } from './reports.ts'
import type { Actor, BindingMode, ContactDecision, Custody, Inbox, MessageClass, Purpose } from './values.ts'

/** A signed prekey as published: `publicKey` 33 bytes (EC) or 1,569 (Kyber), `signature` 64. Not yet checked. */
export interface SignedPrekeyBytes { readonly id: number; readonly publicKey: Uint8Array; readonly signature: Uint8Array }
/** A one-time EC prekey as published: 33 bytes. Not yet checked. */
export interface PrekeyBytes { readonly id: number; readonly publicKey: Uint8Array }

/** The lasting keys of one device. */
export interface DeviceKeys {
  readonly deviceId: DeviceId
  readonly signedPrekey: SignedPrekeyBytes
  readonly lastResortKyberPrekey: SignedPrekeyBytes
}

/** One key holder in a device list. */
export interface Device {
  readonly deviceId: DeviceId
  readonly registrationId: RegistrationId
  readonly capabilities: readonly string[]
}

/** A device list with the bytes and signature that vouch for it. The signature is not yet checked. */
export interface SignedDeviceList {
  readonly list: Uint8Array
  readonly signature: Uint8Array
  readonly userId: UserId
  readonly version: number
  readonly devices: readonly Device[]
}

/** What a device signed to take part; `bytes` are what was signed. Nothing in it is checked yet beyond its form. */
export interface Enlistment {
  readonly bytes: Uint8Array
  readonly userId: UserId
  readonly userReference: UserReference
  readonly forProvider: PartyId | undefined
  readonly address: Address | undefined
  readonly displayName: string
  readonly actor: Actor
  readonly custody: Custody
  readonly identityKey: Uint8Array
  readonly identityStatement: string
  readonly devices: SignedDeviceList
  readonly deviceKeys: readonly DeviceKeys[]
  readonly token: string
}

/** Ciphertext for one device: the view the gateway reads, and the bytes it delivers unchanged. */
export interface EnvelopeView {
  readonly deviceId: DeviceId
  readonly registrationId: RegistrationId
  /** 2 ratchet, 3 prekey, 8 retry request. */
  readonly type: 2 | 3 | 8
  readonly bytes: Uint8Array
}

/** One message of one user to one user. */
export interface Submission {
  readonly submissionId: SubmissionId
  readonly senderUser: UserId
  readonly senderDevice: DeviceId
  readonly recipientUser: UserId
  readonly consentToken: Uint8Array
  readonly envelopes: readonly EnvelopeView[]
  /** 32 bytes, or empty for a retry request. */
  readonly commitment: Uint8Array
  readonly messageClass: MessageClass
  readonly urgent: boolean
  /** 0 means the agreement's longest. */
  readonly ttlSeconds: number
  readonly partial: boolean
  /** What the content points to: uploaded or offered for this recipient. */
  readonly attachments: readonly AttachmentId[]
}

/** Ciphertext that one user wants to send to another beside a message. */
export interface AttachmentOffer {
  readonly senderUser: UserId
  readonly senderDevice: DeviceId
  readonly recipientUser: UserId
  readonly consentToken: Uint8Array
  readonly sizeBytes: number
  /** SHA-256 over the ciphertext. */
  readonly sha256: Uint8Array
}

/** An attachment as one device of a user's sees it. */
export interface OwnAttachment {
  readonly user: UserId
  readonly deviceId: DeviceId
  readonly attachmentId: AttachmentId
}

/** What a party asks during a link; `kind` is the frame body's name. */
export type PartyRequest =
  | { readonly kind: 'enlist'; readonly enlistment: Enlistment; readonly signature: Uint8Array }
  | { readonly kind: 'updateDevices'; readonly userId: UserId; readonly devices: SignedDeviceList; readonly identityStatement: string; readonly deviceKeys: readonly DeviceKeys[] }
  | { readonly kind: 'changeIdentity'; readonly enlistment: Enlistment; readonly signature: Uint8Array; readonly endorsement: Uint8Array }
  | { readonly kind: 'unenlist'; readonly userId: UserId }
  | { readonly kind: 'putIssuerList'; readonly list: string }
  | { readonly kind: 'getIssuerList' }
  | {
      readonly kind: 'putPrekeys'; readonly userId: UserId; readonly deviceId: DeviceId
      readonly oneTimePrekeys: readonly PrekeyBytes[]; readonly oneTimeKyberPrekeys: readonly SignedPrekeyBytes[]
      readonly signedPrekey: SignedPrekeyBytes | undefined; readonly lastResortKyberPrekey: SignedPrekeyBytes | undefined
    }
  | { readonly kind: 'countPrekeys'; readonly userId: UserId; readonly deviceId: DeviceId }
  | {
      readonly kind: 'getBundles'; readonly senderUser: UserId; readonly recipientUser: UserId; readonly consentToken: Uint8Array
      readonly demandedCustody: Custody | undefined; readonly deviceIds: readonly DeviceId[]
    }
  | RequestContact
  | { readonly kind: 'createInvite'; readonly user: UserId; readonly maxUses: number; readonly lifetimeSeconds: number; readonly purposes: readonly Purpose[] }
  | { readonly kind: 'revokeInvite'; readonly user: UserId; readonly inviteId: InviteId }
  | { readonly kind: 'decideContact'; readonly user: UserId; readonly subject: { readonly requestId: RequestId } | { readonly peerUser: UserId }; readonly decision: ContactDecision }
  | { readonly kind: 'withdrawConsent'; readonly user: UserId; readonly peerUser: UserId }
  | { readonly kind: 'reissueToken'; readonly user: UserId; readonly peerUser: UserId }
  | SetParticipation
  | { readonly kind: 'setProviderChoice'; readonly userReference: UserReference; readonly provider: PartyId; readonly allowed: boolean; readonly inbox: Inbox; readonly label: string }
  | { readonly kind: 'submit'; readonly submission: Submission }
  | { readonly kind: 'trace'; readonly senderUser: UserId; readonly submissionId: SubmissionId }
  | { readonly kind: 'listEnforcement' }
  | { readonly kind: 'appeal'; readonly enforcementId: EnforcementId; readonly text: string }
  | ({ readonly kind: 'createUpload' } & AttachmentOffer)
  | ({ readonly kind: 'offerHosted'; readonly host: string; readonly path: string } & AttachmentOffer)
  | ({ readonly kind: 'getAttachment' } & OwnAttachment)
  | ({ readonly kind: 'attachmentDone' } & OwnAttachment)
  | ({ readonly kind: 'report' } & Report)

/** A wish to talk: to whoever has an address, or made the invite with this secret (32 bytes). */
type RequestContact = { readonly kind: 'requestContact'; readonly fromUser: UserId; readonly purposes: readonly Purpose[] } &
  ({ readonly toAddress: Address } | { readonly invite: Uint8Array })

/** Ring 1: whether and how a core user takes part. */
export interface SetParticipation {
  readonly kind: 'setParticipation'
  readonly userReference: UserReference
  readonly optedIn: boolean
  readonly address: Address | undefined
  readonly findable: boolean
  /** What others are shown of a user whose keys a vault holds; where it is left out, as on a link, the present one stays. */
  readonly displayName?: string
}

/** The request kinds that only a core link may send. */
export const coreOnlyRequests: ReadonlySet<PartyRequest['kind']> = new Set(['setParticipation', 'setProviderChoice', 'putIssuerList'])

/** What a party says about pushed frames; needs no answer. `ack` removes, `nack` refuses one. */
export type PartyNotice =
  | { readonly kind: 'ack'; readonly upTo: number; readonly also: readonly number[] }
  | { readonly kind: 'nack'; readonly streamSequence: number; readonly reason: string; readonly retryable: boolean }
  | { readonly kind: 'resume'; readonly resumeToken: Uint8Array; readonly upTo: number; readonly also: readonly number[] }

/** First frame of each side. */
export interface Hello {
  readonly kind: 'hello'
  readonly minVersion: number
  readonly maxVersion: number
  readonly capabilities: readonly string[]
  readonly limits: {
    readonly maxFrameBytes: number; readonly maxEnvelopeBytes: number; readonly idleSeconds: number
    readonly maxUnacknowledged: number; readonly maxUnacknowledgedBytes: number
  }
  readonly timeMs: number
  readonly nonce: Uint8Array
  /** undefined in the gateway's. */
  readonly instance: InstanceName | undefined
  readonly software: string
}

/** Second frame of each side: proof of a long-term key over this very link. */
export interface Auth {
  readonly kind: 'auth'
  /** undefined in the gateway's. */
  readonly partyId: PartyId | undefined
  readonly keyId: KeyId
  readonly bindingMode: BindingMode
  readonly signature: Uint8Array
}

/** Everything a party may send. `resume` and requests carry a frame id; the other notices carry 0. */
export type PartyBody = Hello | Auth | PartyRequest | PartyNotice
