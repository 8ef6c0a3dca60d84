// SPDX-License-Identifier: AGPL-3.0-only
import type { DeviceId, PartyId, UserId } from '../model/ids.ts'
import type { AttachmentId, AttachmentState } from '../model/attachments.ts'
import type { Admitted } from '../model/proofs/admitted.ts'

/** Where the ciphertext comes from: the sender uploads it, or its provider hosts it. */
export type AttachmentSource = { readonly from: 'upload' } | { readonly from: 'host'; readonly host: string; readonly path: string }

/** What the gateway knows of an attachment. */
export interface AttachmentRow {
  readonly id: AttachmentId
  readonly senderParty: PartyId
  readonly senderUser: UserId
  readonly senderDevice: DeviceId
  readonly recipientParty: PartyId
  readonly recipientUser: UserId
  readonly source: AttachmentSource
  /** Bytes of the ciphertext, and their SHA-256. */
  readonly sizeBytes: number
  readonly sha256: Uint8Array
  readonly state: AttachmentState
  /** Bytes that are on disk; `sizeBytes` once it is available. */
  readonly receivedBytes: number
  /** A message names it. */
  readonly isBound: boolean
  readonly createdAt: number
  readonly expiresAt: number
}

/** What a ticket is for. */
export type AttachmentDirection = 'upload' | 'download'

/** A ticket that was handed out. */
export interface TicketRow {
  readonly attachment: AttachmentRow
  /** Whose it is. */
  readonly user: UserId
  readonly party: PartyId
  readonly deviceId: DeviceId
  readonly direction: AttachmentDirection
  readonly expiresAt: number
  /** Bytes that may still pass. */
  readonly bytesLeft: number
  /** Whether the party's agreement lets anything pass now. */
  readonly isPartyLive: boolean
}

/** Most of what is not yet deleted: attachments and bytes of a user and of its party. */
export interface AttachmentQuota {
  readonly perUser: number
  readonly bytesPerUser: number
  readonly perParty: number
  readonly bytesPerParty: number
}

/** A ticket to be: only its hash is kept. */
export interface NewTicket {
  readonly hash: Uint8Array
  readonly attachment: AttachmentId
  readonly user: UserId
  readonly party: PartyId
  readonly deviceId: DeviceId
  readonly direction: AttachmentDirection
  readonly expiresAt: number
  readonly bytes: number
}

/** Reads about attachments. */
export interface AttachmentReaders {
  attachment(id: AttachmentId): Promise<AttachmentRow | undefined>
  /** The attachment, if it is bound to this device and the device is not done with it. */
  attachmentFor(id: AttachmentId, user: UserId, device: DeviceId): Promise<AttachmentRow | undefined>
  ticket(hash: Uint8Array): Promise<TicketRow | undefined>
  /** Of these ids, those whose bytes are still needed; for the sweep of files that nobody knows. */
  neededAttachments(ids: readonly AttachmentId[]): Promise<readonly AttachmentId[]>
  /** Attachments with bytes that this many ms-since-epoch has ended, or that every device is done with; oldest first. */
  endedAttachments(now: number, limit: number): Promise<readonly AttachmentRow[]>
}

/** Changes of attachments; each answers after its commit. */
export interface AttachmentTransactors {
  /** The attachment and, for an upload, its first ticket. Counted in the same transaction. */
  createAttachment(row: Omit<AttachmentRow, 'state' | 'receivedBytes' | 'isBound'>, quota: AttachmentQuota, proof: Admitted, ticket: NewTicket | undefined): Promise<{ readonly created: true } | { readonly moved: true } | { readonly full: 'user' | 'party' }>
  addTicket(ticket: NewTicket): Promise<void>
  /** Takes bytes off a ticket's budget; what is left, or undefined if there were not as many. */
  spendTicket(hash: Uint8Array, bytes: number): Promise<number | undefined>
  /** Bytes up to `to` are on disk; false unless they were at `from`. `to` is 0 where this machine has less than was recorded: it begins anew. */
  advanceAttachment(id: AttachmentId, from: number, to: number): Promise<boolean>
  /** It came to this; false unless it was pending. */
  settleAttachment(id: AttachmentId, state: Exclude<AttachmentState, 'pending'>): Promise<boolean>
  /** This device has it; what no device waits for any more ends. */
  finishAttachment(id: AttachmentId, user: UserId, device: DeviceId): Promise<void>
  /** Its bytes are gone: counted no more, and remembered until `rememberUntil`. */
  forgetBytes(id: AttachmentId, state: 'expired' | 'gone', rememberUntil: number): Promise<void>
  /** Hosted attachments that are due, bound and pending, leased to this node until `leaseUntil`. */
  claimFetches(now: number, leaseUntil: number, limit: number): Promise<readonly AttachmentRow[]>
  /** It did not come: to be tried again at this time. How often it was tried now. */
  postponeFetch(id: AttachmentId, at: number): Promise<number>
}
