// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from '../../model/errors.ts'
import type { InviteId } from '../../model/invites.ts'
import type { PartyId, RequestId, SubmissionId, UserId } from '../../model/ids.ts'
import type { Custody, Inbox, Purpose } from '../../model/values.ts'
import type { AttachmentPointer, IdentityChangeReason, MessageId } from '../../wire/content/index.ts'
import type { DeviceErrorReason } from './errors.ts'

/**
 * Where a message of one's own is. `queued`: stored here. `accepted`: stored by the gateway. `delivered`, `read`: the far
 * end said so. `refused`: the gateway or this device would not send it. `expired`, `failed`: it was not delivered.
 */
export type SentState = 'queued' | 'accepted' | 'delivered' | 'read' | 'refused' | 'failed' | 'expired'

/** Why a message was refused or failed: the gateway's code or the device's. */
export type SentReason = ErrorCode | DeviceErrorReason

/** What became of a message of one's own. */
export interface SentStatus {
  readonly messageId: MessageId
  readonly peer: UserId
  readonly state: SentState
  readonly reason: SentReason | undefined
}

/** What a received message always has. */
export interface Received {
  readonly messageId: MessageId
  /** By the sender's clock. */
  readonly sentAtMs: number
  readonly gatewayTimeMs: number
  readonly replyTo: MessageId | undefined
  /** Seconds after reading at which the sender wants it deleted; 0 means never. */
  readonly expiresInSeconds: number
  /** It came out of its order: after a repair, or parked before. */
  readonly late: boolean
  /** Who held the sender's keys when it came; undefined for what came before devices kept that. See {@link ContactView.custody}. */
  readonly custody: Custody | undefined
}

/** What an inbox entry shows. */
export type InboxBody =
  | ({ readonly kind: 'text'; readonly text: string } & Received)
  /** A file: fetch it with `saveFile` of `/attachments`. Name and caption as they may be shown. */
  | ({ readonly kind: 'attachment'; readonly attachment: AttachmentPointer } & Received)
  /** News about a message of either side: a sign beside it, in the place of the peer's earlier one; empty takes it back. */
  | ({ readonly kind: 'reaction'; readonly about: MessageId; readonly emoji: string } & Received)
  /** News about a message of the peer's: it says this now. Of several the newest by `sentAtMs` counts. */
  | ({ readonly kind: 'edit'; readonly about: MessageId; readonly text: string } & Received)
  /** News about a message of the peer's: it was taken back. */
  | ({ readonly kind: 'delete'; readonly about: MessageId } & Received)
  /** Of a kind that this software does not know. */
  | ({ readonly kind: 'unsupported' } & Received)
  /** The peer says that it changed its identity key. */
  | ({ readonly kind: 'identityNotice'; readonly because: IdentityChangeReason } & Received)
  /** The peer has a new identity key or custody; `endorsed` by the old key or not. Compare safety numbers. */
  | { readonly kind: 'identityChanged'; readonly endorsed: boolean; readonly custody: Custody }
  /** A message that could not be opened: asked for again, replaced by the message, or lost for good. */
  | { readonly kind: 'placeholder'; readonly state: 'waiting' | 'resolved' | 'failed' }

/** One thing to show. `arrival` orders a conversation and names the entry; `position` rises when the entry changes. */
export type InboxEntry = InboxBody & {
  readonly arrival: number
  readonly position: number
  readonly peer: UserId
  readonly receivedAtMs: number
  /** When the person had read it. */
  readonly readAtMs: number | undefined
}

/** Somebody the user may, or might not any more, talk to. */
export interface ContactView {
  readonly peer: UserId
  readonly party: PartyId
  /** As asserted by the peer's home. */
  readonly displayName: string
  readonly address: string
  readonly purposes: readonly Purpose[]
  /** `changed`: a new identity key or custody waits to be accepted; nothing is sent meanwhile. */
  readonly state: 'granted' | 'changed' | 'withdrawn' | 'blocked'
  /** The home's statement was verified and the key is pinned. */
  readonly verified: boolean
  /** `DEVICE`: with a `DEVICE` of one's own, end-to-end encrypted. `VAULT`: end-to-gateway. */
  readonly custody: Custody | undefined
  /** While `changed`. */
  readonly change: { readonly endorsed: boolean; readonly verified: boolean; readonly custody: Custody } | undefined
  /** Messages that were dropped unopened because too many could not be opened. */
  readonly unreadable: number
}

/** Somebody asks to talk to the user. */
export interface RequestView {
  readonly requestId: RequestId
  readonly party: PartyId
  readonly displayName: string
  readonly address: string
  readonly purposes: readonly Purpose[]
  /** On core users: how the user wants to see this provider. */
  readonly inbox: Inbox | undefined
  readonly inboxLabel: string
  readonly receivedAtMs: number
  /** One's own invite that the asker used; undefined where it typed an address. */
  readonly inviteId: InviteId | undefined
}

/** A push that was never shown, and why. */
export interface Refusal {
  readonly peer: UserId
  readonly submissionId: SubmissionId
  readonly reason: string
  readonly atMs: number
}

/** What a device tells while it runs; all of it is stored before. */
export interface DeviceEvents {
  /** There is a new entry, or one changed. */
  readonly message: InboxEntry
  /** A message of one's own moved on. */
  readonly sent: SentStatus
  readonly contactRequested: RequestView
  readonly contactGranted: ContactView
  /** Sending to the contact halts until its new identity is accepted. */
  readonly identityChanged: ContactView
  /** The contact writes until this time, unless it says so again; at once over where it stopped. */
  readonly typing: { readonly peer: UserId; readonly untilMs: number }
  /** A push did not hold and is not shown. */
  readonly refused: Refusal
  /** What the gateway served for a contact does not hold. */
  readonly distrusted: { readonly peer: UserId; readonly reason: DeviceErrorReason }
}

/** What a device writes to a log: names and reasons, never an id, a key or content. */
export interface DeviceLogLine {
  readonly what: 'listener-failed' | 'task-failed'
  readonly reason: string
}
