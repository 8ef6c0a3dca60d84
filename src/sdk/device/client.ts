// SPDX-License-Identifier: Apache-2.0
import type { AttachmentId, AttachmentStatus, AttachmentTicket } from '../../model/attachments.ts'
import type { DeviceId, RequestId, UserId } from '../../model/ids.ts'
import type { InviteId } from '../../model/invites.ts'
import type { ContactDecision, Custody, Purpose } from '../../model/values.ts'
import type { AttachmentPointer, MessageId } from '../../wire/content/index.ts'
import type { DecisionOutcome } from './contacts.ts'
import type { Emitter } from './emitter.ts'
import type { EnlistmentTerms } from './enlisting.ts'
import type { EnlistmentClaim } from './listing.ts'
import type { InviteWish, MadeInvite } from './inviting.ts'
import type { ReceiptSettings } from './receipts.ts'
import type { ReportDraft, ReportOutcome, ReportWish } from './reporting.ts'
import type { ContactView, DeviceEvents, InboxEntry, Refusal, RequestView, SentStatus } from './types.ts'

/** What every message to a contact has. */
interface MessageDraft {
  readonly to: UserId
  readonly replyTo?: MessageId
  /** Refused as `CUSTODY_REFUSED` unless the contact's keys are held so. */
  readonly demandedCustody?: Custody
  /** Seconds to keep it undelivered; the agreement's longest when absent. */
  readonly ttlSeconds?: number
  /** Whether the contact's person should be woken; true when absent. */
  readonly urgent?: boolean
}

/** A text to a contact. */
export interface TextDraft extends MessageDraft {
  /** At most 16,000 bytes of UTF-8. */
  readonly text: string
}

/** A file to a contact, that lies at the gateway already. */
export interface AttachmentDraft extends MessageDraft {
  readonly attachment: AttachmentPointer
}

/** Ciphertext that is to go to a contact. */
export interface AttachmentOffer {
  readonly to: UserId
  readonly sizeBytes: number
  /** SHA-256 over it. */
  readonly sha256: Uint8Array
}

/** Something about a message that was said before. */
export interface AboutMessage {
  readonly to: UserId
  readonly messageId: MessageId
}

/** A part of a list; pass the last item's `position` as `after` to go on. */
export interface Page {
  readonly after?: number
  /** At most 500. */
  readonly limit?: number
}

/**
 * One user's device: it holds the keys, and everything that it must not forget, in its file. Calls throw `DeviceError` for
 * what the device refuses, `GatewayError` for what the gateway refuses, `LinkLost` when no answer came.
 */
export interface DeviceClient {
  /** Hears of events; each is a hint that something was stored. Returns what ends it. */
  readonly on: Emitter<DeviceEvents>['on']

  /** The user whose keys the file holds; undefined before {@link prepareEnlistment}. */
  readonly userId: UserId | undefined
  /** Draws the keys for a user, or returns what was drawn before: this is what the home must sign. */
  prepareEnlistment(options: { readonly userId: UserId; readonly deviceId?: DeviceId }): EnlistmentClaim
  /** Enlists with what the home signed, and publishes the first prekeys. After a crash the very same bytes are sent again, also by themselves. */
  enlist(terms: EnlistmentTerms): Promise<void>
  /** Draws a new identity, or returns what was drawn before: this is what the home must sign for {@link changeIdentity}. */
  prepareIdentityChange(): EnlistmentClaim
  /** Replaces the identity, endorsed by the old key. Contacts are told, and send again once they have accepted it. */
  changeIdentity(terms: EnlistmentTerms): Promise<void>
  /** What the home must sign for {@link renewStatement}. */
  prepareStatementRenewal(): EnlistmentClaim
  /** Publishes a new statement of the home: what follows when a home replaces its issuer key. After a failure, have it sign once more. */
  renewStatement(terms: { readonly identityStatement: string }): Promise<void>
  /** Brings the stock of prekeys up to date; happens by itself when the device opens, when the gateway says so, and in {@link tick}. */
  refillPrekeys(): Promise<void>

  /** Asks for contact at an exact address, which is one's own consent; resolves alike whoever it belongs to. Tells how many requests are left today. */
  requestContact(options: { readonly toAddress: string; readonly purposes?: readonly Purpose[] }): Promise<{ readonly leftToday: number }>
  /** Makes a link by which somebody of the other side may ask for contact, also where no address finds the user. Throws `TOO_MANY` where 20 of the user's hold. */
  createInvite(wish?: InviteWish): Promise<MadeInvite>
  /** Ends an invite: it makes no more requests. Those that it made stay. */
  revokeInvite(inviteId: InviteId): Promise<void>
  /** As {@link requestContact}, of whoever made this invite; resolves alike whether or not it holds. Throws `MALFORMED` for what is none. */
  requestByInvite(link: string, options?: { readonly purposes?: readonly Purpose[] }): Promise<{ readonly leftToday: number }>
  /** Everybody who was ever granted. */
  contacts(): readonly ContactView[]
  /** One of {@link contacts}. */
  contact(peer: UserId): ContactView | undefined
  /** Requests that wait for a decision. */
  requests(): readonly RequestView[]
  /** Decides about a request or a contact; in force on this device at once, `queued` until the gateway could be told. */
  decide(options: ({ readonly requestId: RequestId } | { readonly peer: UserId }) & { readonly decision: ContactDecision }): Promise<DecisionOutcome>
  /** Takes back the consent toward a contact: both directions close. */
  withdraw(peer: UserId): Promise<DecisionOutcome>
  /** Closes both directions before queue and keys. */
  block(peer: UserId): Promise<DecisionOutcome>
  /**
   * What a report of messages of a contact would disclose to the operator: show it to the user before {@link report}. Sends nothing. Throws `REPORTS_NOT_READ`,
   * `NOT_A_CONTACT`, `NOT_REPORTABLE`, `CONTENT_TOO_LONG`.
   */
  prepareReport(wish: ReportWish): Promise<ReportDraft>
  /**
   * Sends exactly this draft, and with `block` blocks the contact, which is in force even if the report fails. Call it again with the same draft when no answer
   * came. The gateway refuses with `REPORT_REFUSED`, `THROTTLED`.
   */
  report(draft: ReportDraft, options?: { readonly block?: boolean }): Promise<ReportOutcome>
  /** Has the gateway issue the grant's token anew, when {@link contacts} has it but sending is not permitted. */
  reissueToken(peer: UserId): Promise<void>
  /** The number of 60 digits that both people compare; the same on both ends unless somebody stands between. Undefined before the contact is verified. */
  safetyNumber(peer: UserId): string | undefined
  /** The safety number under the new identity of a contact that changed. */
  changedSafetyNumber(peer: UserId): string | undefined
  /** Accepts the new identity of a contact: what was held back is sent to it, in new sessions. Throws `IDENTITY_CHANGED` when it changed once more. */
  acceptIdentity(peer: UserId): Promise<void>

  /**
   * Stores a text and tries to send it; resolves with what became of the first try: `queued` when it must wait. Throws, with
   * nothing stored, `NOT_A_CONTACT`, `BLOCKED`, `IDENTITY_CHANGED`, `CUSTODY_REFUSED`, `CONTENT_TOO_LONG`.
   */
  send(draft: TextDraft): Promise<SentStatus>
  /**
   * As {@link send}, a file that was uploaded for this contact. This and the next ones also throw `NOT_SUPPORTED` where a device of the
   * contact could not show it, and `GatewayError` or `LinkLost` where its devices must be asked for first and that fails.
   */
  sendAttachment(draft: AttachmentDraft): Promise<SentStatus>
  /** Asks for a place for ciphertext that goes to this contact; `sendFile` of `/attachments` does it all. */
  createUpload(offer: AttachmentOffer): Promise<AttachmentTicket>
  /** Offers ciphertext at a host of one's own provider, as the agreement names it; fetched once a message that points to it was accepted. */
  offerHosted(offer: AttachmentOffer & { readonly host: string; readonly path: string }): Promise<AttachmentStatus>
  /** What this device may do with an attachment: a way to its bytes, or where it stands. */
  attachment(id: AttachmentId): Promise<({ readonly kind: 'attachmentTicket' } & AttachmentTicket) | ({ readonly kind: 'attachmentStatus' } & AttachmentStatus)>
  /** This device has it: the gateway deletes it once all who were to have it do. */
  attachmentDone(id: AttachmentId): Promise<void>
  /** Puts a sign beside a message of either side, in the place of an earlier one; an empty one takes it back. */
  react(reaction: AboutMessage & { readonly emoji: string }): Promise<SentStatus>
  /** Says something else in the place of a text or caption of one's own; the contact heeds it for a day. Throws `NOT_OWN_MESSAGE`, `TOO_LATE`. */
  edit(edit: AboutMessage & { readonly text: string }): Promise<SentStatus>
  /** Takes a message of one's own back; what was read cannot be unread. Throws `NOT_OWN_MESSAGE`. */
  deleteMessage(about: AboutMessage): Promise<SentStatus>
  /**
   * Says that the user writes, or stopped, if the contact is there now and has answered before; nothing is kept, and nobody is told whether it
   * got there. Call it with every key if you like: the same is not said twice in five seconds. Throws `NOT_A_CONTACT`, `BLOCKED`, `IDENTITY_CHANGED`.
   */
  typing(typing: { readonly to: UserId; readonly isTyping: boolean }): Promise<void>
  /** What became of a message of one's own; undefined for an unknown or forgotten one. */
  status(messageId: MessageId): SentStatus | undefined
  /** Messages of one's own in the order they were written. */
  sent(page?: Page): readonly (SentStatus & { readonly position: number })[]
  /** What there is to show, in the order of its last change. */
  inbox(page?: Page): readonly InboxEntry[]
  /** The person has seen these messages of a contact: read receipts go out, if the settings allow them. */
  markRead(peer: UserId, messageIds: readonly MessageId[]): void
  /**
   * Deletes entries up to a position; they are not shown again even if they come again. Placeholders that wait stay. An edit of what was deleted
   * is shown whenever it comes: who keeps the messages judges its age. What a report of them needs goes with them, unless they stay reportable: then
   * it is kept for 30 days.
   */
  discard(options: { readonly upTo: number; readonly keepReportable?: boolean }): void
  /** The newest pushes that did not hold. */
  refusals(options?: { readonly limit?: number }): readonly Refusal[]
  /** What is told about received messages. */
  readonly receipts: ReceiptSettings
  /** Changes {@link receipts}. */
  setReceipts(settings: Partial<ReceiptSettings>): void

  /** Does what is due by now; call it about once a minute while the app runs. Resolves when nothing is under way any more. */
  tick(): Promise<void>
  /** Resolves when nothing is under way any more. */
  idle(): Promise<void>
  /** Ends what is under way and closes the file. */
  close(): Promise<void>
}
