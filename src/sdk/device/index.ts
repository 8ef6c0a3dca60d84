// SPDX-License-Identifier: Apache-2.0
// The door for who holds a user's keys: an app, or a server that speaks for its user. What is encrypted for the user is
// opened here and nowhere else. Bring a `SignalCrypto`, a transport to the home's server, and the admission file.
export { openDevice } from './open-device.ts'
export type { DeviceOptions } from './parts.ts'
export type { DeviceRandom } from './context.ts'
export { createTrust } from './trust.ts'
export type { IssuerListStore, Trust } from './trust.ts'
export { DeviceError, deviceErrors } from './errors.ts'
export type { DeviceErrorReason } from './errors.ts'
export type { AboutMessage, AttachmentDraft, AttachmentOffer, DeviceClient, Page, TextDraft } from './client.ts'
export type { DecisionOutcome } from './contacts.ts'
export type { EnlistmentTerms } from './enlisting.ts'
export type { EnlistmentClaim } from './listing.ts'
export type { ReceiptSettings } from './receipts.ts'
export type { ReportDraft, ReportedView, ReportOutcome, ReportWish } from './reporting.ts'
export { reportReasons } from '../reports/index.ts'
export type { ReportReason } from '../reports/index.ts'
export type {
  ContactView, DeviceEvents, DeviceLogLine, InboxBody, InboxEntry, Received, Refusal, RequestView, SentReason, SentState, SentStatus,
} from './types.ts'
export { messageId } from '../../wire/content/index.ts'
export type { AttachmentKind, AttachmentPointer, MessageId, ThumbnailType } from '../../wire/content/index.ts'
export type { DeviceTransport, GoodAnswer } from '../transport.ts'
export { LinkLost } from '../transport.ts'
export { attachmentId } from '../../model/attachments.ts'
export type { AttachmentId, AttachmentState, AttachmentStatus, AttachmentTicket } from '../../model/attachments.ts'
export { address, deviceId, partyId, requestId, userId, userReference } from '../../model/ids.ts'
export type { Address, DeviceId, PartyId, RequestId, UserId, UserReference } from '../../model/ids.ts'
