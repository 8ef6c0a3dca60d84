// SPDX-License-Identifier: AGPL-3.0-only
import type { DeviceId, PartyId, UserId } from '../model/ids.ts'
import type { AttachmentDirection, AttachmentId, AttachmentState } from '../model/attachments.ts'
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
  /** When it ends, whatever its state still says; of one that has ended early, a time that is over. Once its bytes are gone: until when it is remembered. */
  readonly expiresAt: number
}

/** An attachment to be. */
export type NewAttachment = Omit<AttachmentRow, 'state' | 'receivedBytes' | 'isBound'>

/**
 * One that ends within this time is not bound any more: its bytes may be going just now. More than a sweep takes from its look to a deletion, and than the
 * clocks of nodes differ.
 */
export const UNBINDABLE_MS = 60_000

/**
 * Tickets that a device holds for one attachment and direction; the oldest make room. A device begins a transfer anew a few times, and what all its tickets let
 * pass, and the rows that they take, have a bound.
 */
export const MAX_TICKETS = 8

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

/** Most of what counts: attachments and bytes of a user and of its party. */
export interface AttachmentQuota {
  readonly perUser: number
  readonly bytesPerUser: number
  readonly perParty: number
  readonly bytesPerParty: number
}

/**
 * What counts against a quota: attachments whose time is not over, and their bytes. Their time is what `expiresAt` said first and, once a message named them,
 * said then. Nothing that a recipient does ends it sooner: who has used up a quota must not learn from it what was read, or whom it lost.
 */
export interface AttachmentUsage { readonly count: number; readonly bytes: number }

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
  /** Attachments that may have bytes and have ended by `now`: their time is over, every device is done with them, one of the users is gone, or nothing came of them. Oldest first. */
  endedAttachments(now: number, limit: number): Promise<readonly AttachmentRow[]>
}

/** What became of an attachment to be; nothing of it was stored unless `created`. */
export type CreateOutcome = { readonly created: true } | { readonly moved: true } | { readonly full: 'user' | 'party' }

/**
 * Changes of attachments; each answers after its commit. Messages bind them, each once: see `Append`. Erasing a user ends what it sent and what messages
 * brought it, and the tickets to it. What was not sent to it yet stays its sender's, and what a message named is still fetched, so that neither tells; for
 * whom it was is forgotten. A device that leaves its user's list is done with all.
 */
export interface AttachmentTransactors {
  /** Stores the attachment, pending, and for an upload its first ticket. `proof` is for the action `attach`. Counted in the same transaction. */
  createAttachment(row: NewAttachment, quota: AttachmentQuota, proof: Admitted, ticket: NewTicket | undefined): Promise<CreateOutcome>
  /** Nothing happens where the attachment has no bytes any more. */
  addTicket(ticket: NewTicket): Promise<void>
  /** Takes bytes off a ticket's budget, or gives back where below 0; what is left, or undefined if there were not as many: then nothing is left. */
  spendTicket(hash: Uint8Array, bytes: number): Promise<number | undefined>
  /** Bytes up to `to` are on disk, which may be fewer than before; false unless they were at `from`, or if it is not pending any more. */
  advanceAttachment(id: AttachmentId, from: number, to: number): Promise<boolean>
  /** It came to this; false unless it was pending, and for a fetch unless the lease that it was claimed with still holds. Whatever is not available has ended, and so has what every device was done with before it came. */
  settleAttachment(id: AttachmentId, state: Exclude<AttachmentState, 'pending'>, lease?: number): Promise<boolean>
  /** This device has it; what is available and no device waits for any more ends. What is pending comes all the same: whoever hosts it must not see that nobody waits. */
  finishAttachment(id: AttachmentId, user: UserId, device: DeviceId): Promise<void>
  /**
   * Its bytes are gone: remembered until `rememberUntil`, or as long as it counts, as what it had come to, or else as `state`; forgotten at once where its sender
   * is gone. That one row is not there would tell its sender by the time of an answer what became of it. For whom it was is forgotten as far as nobody is told more than that
   * it is gone.
   */
  forgetBytes(id: AttachmentId, state: 'expired' | 'gone', rememberUntil: number): Promise<void>
  /** Hosted attachments that are bound, pending and due, but none of these senders' parties and of none that is suspended, leased to this node until `leaseUntil`: nobody else gets them before. */
  claimFetches(now: number, leaseUntil: number, limit: number, except?: readonly PartyId[]): Promise<readonly AttachmentRow[]>
  /** It did not come: see {@link Postponed}. How often it was tried by now; undefined if nobody waits for it any more, or if the lease is over and another has it. */
  postponeFetch(id: AttachmentId, postponed: Postponed): Promise<number | undefined>
}

/** A fetch, claimed with `lease`, that is due again `at` this time; it counts as a try of its host's. */
export interface Postponed { readonly lease: number; readonly at: number; readonly isTry: boolean }

/** Whose quota has no room for one more; undefined where there is room. */
export const fullFor = (
  { sizeBytes }: Pick<AttachmentRow, 'sizeBytes'>, quota: AttachmentQuota, used: { readonly user: AttachmentUsage | undefined; readonly party: AttachmentUsage | undefined },
): 'user' | 'party' | undefined => {
  const isFull = ({ count, bytes }: AttachmentUsage = { count: 0, bytes: 0 }, most: number, mostBytes: number): boolean => count + 1 > most || bytes + sizeBytes > mostBytes
  if (isFull(used.user, quota.perUser, quota.bytesPerUser)) return 'user'
  return isFull(used.party, quota.perParty, quota.bytesPerParty) ? 'party' : undefined
}

/** Throws unless the proof is about the two users of the attachment: whoever mixes them up has a bug. */
export const requireSamePair = ({ senderUser, recipientUser }: NewAttachment, { sender, recipient }: Admitted): void => {
  if (senderUser !== sender || recipientUser !== recipient) throw new Error('a proof for other users was shown')
}
