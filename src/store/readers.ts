// SPDX-License-Identifier: AGPL-3.0-only
import type { DeviceId, PartyId, RequestId, SubmissionId, UserId } from '../model/ids.ts'
import type { LanePlace } from '../model/answers.ts'
import type { Standing } from '../model/standing.ts'
import type { AgreementReaders } from './agreements.ts'
import type { AttachmentReaders } from './attachments.ts'
import type { BucketReaders } from './bucket.ts'
import type { PrivacyReaders } from './erasures.ts'
import type { InviteReaders } from './invites.ts'
import type { LoadReaders } from './load.ts'
import type { ReportReaders } from './reports.ts'
import type { EnforcementReaders } from './enforcement.ts'
import type { UsageReaders } from './usage.ts'
import type { AuditReaders } from './audit.ts'
import type { ChoiceRow, ConsentRow, DeviceRow, EventRow, MailboxRow, PartyRow, PersonRow, QueuedRow, QueueState, RequestRow, TraceRow, UntakenRow, UserRow, VaultAccountRow, VaultAwaitedRow, VaultConversationRow, VaultPrekeyName, VaultPrekeyRow, VaultSentRow, VaultToldRow, Wrapping } from './rows.ts'

/** What was answered to a submission, kept so that a repetition gets the same. */
export interface SubmissionRecord {
  readonly digest: Uint8Array
  readonly gatewayTimeMs: number
  readonly places: readonly LanePlace[]
}

/** Undelivered envelopes of one submission that ran out of time; a resend for a vault's user goes by the submission that its core knows. */
export interface ExpiredRow {
  readonly id: number
  readonly senderParty: PartyId | undefined
  readonly senderUser: UserId
  readonly senderDevice: DeviceId
  readonly submissionId: SubmissionId
  readonly recipientDevice: DeviceId
  readonly retryRequest: boolean
}

/** Reads; each is one moment's view, none changes anything. Lists are bounded by `limit`. */
export interface Readers extends AgreementReaders, AttachmentReaders, BucketReaders, EnforcementReaders, InviteReaders, LoadReaders, PrivacyReaders, ReportReaders, UsageReaders, AuditReaders {
  party(party: PartyId): Promise<PartyRow | undefined>
  /** All parties; there are as many as agreements. */
  listParties(): Promise<readonly PartyRow[]>
  core(): Promise<PartyRow | undefined>

  personByReference(party: PartyId, referenceIndex: Uint8Array): Promise<PersonRow | undefined>
  personByAddress(addressIndex: Uint8Array): Promise<PersonRow | undefined>
  person(person: number): Promise<PersonRow | undefined>
  choice(person: number, provider: PartyId): Promise<ChoiceRow | undefined>

  user(user: UserId): Promise<UserRow | undefined>
  /** The home of a user that was erased under this id, even if it is back. */
  formerHome(user: UserId): Promise<PartyId | undefined>
  /** A provider's user by its address. */
  userByAddress(party: PartyId, addressIndex: Uint8Array): Promise<UserRow | undefined>
  /** The enlistment of a person for one provider. */
  userOfPerson(person: number, provider: PartyId): Promise<UserRow | undefined>
  /** The enlistment under a reference: for a provider's user `forProvider` is undefined. */
  userByReference(party: PartyId, forProvider: PartyId | undefined, referenceIndex: Uint8Array): Promise<UserRow | undefined>
  devices(user: UserId): Promise<readonly DeviceRow[]>
  /** One-time keys left. */
  prekeyStock(user: UserId, device: DeviceId): Promise<{ readonly ec: number; readonly kyber: number } | undefined>

  /** All facts about an ordered pair. Does the same number of look-ups whether or not the recipient exists. */
  standing(sender: UserId, recipient: UserId): Promise<Standing>
  consent(owner: UserId, peer: UserId): Promise<ConsentRow | undefined>
  /** Users whose stance toward `user` is `granted`. */
  peersOf(user: UserId, limit: number): Promise<readonly UserId[]>

  request(request: RequestId): Promise<RequestRow | undefined>
  /** Requests that were not yet shown to anybody, of one target, by invites of one person, or of all: in the order of request ids, after `after`. */
  waitingRequests(
    of: { readonly index?: Uint8Array; readonly inviting?: number; readonly after?: RequestId | undefined }, limit: number,
  ): Promise<readonly RequestRow[]>
  /** Earlier requests of the asker to the same target that are not older than `since`, newest first. */
  earlierRequests(fromUser: UserId, targetIndex: Uint8Array, since: number): Promise<readonly RequestRow[]>
  countRequests(fromUser: UserId, since: number): Promise<number>
  /** When the asker made the oldest and the newest of its requests that are not older than `since`. */
  requestTimes(fromUser: UserId, since: number): Promise<{ readonly oldest: number; readonly newest: number } | undefined>

  /** Digest of the enlistment that redeemed this token id, if one did. */
  redeemedToken(idHash: Uint8Array): Promise<Uint8Array | undefined>
  issuerList(): Promise<{ readonly version: number; readonly list: string } | undefined>
  submission(sender: UserId, device: DeviceId, submission: SubmissionId): Promise<SubmissionRecord | undefined>

  /** Mailbox rows of a party with `id` above `after`, in order. Rows withheld by a changed standing, or parked, are left out. */
  mailboxPage(party: PartyId, after: number, limit: number): Promise<readonly MailboxRow[]>
  /** The same of one lane of the party. */
  lanePage(party: PartyId, lane: number, after: number, limit: number): Promise<readonly MailboxRow[]>
  /** Whether a row waits for the party that its sender called urgent. */
  urgentWaits(party: PartyId): Promise<boolean>
  /** Undelivered rows in one state, of one party or of all, with `id` above `after`, in order. */
  queued(of: { readonly party?: PartyId | undefined; readonly state: QueueState }, after: number, limit: number): Promise<readonly QueuedRow[]>
  /** How many rows are parked, counted up to `most`. */
  countParked(most: number): Promise<number>
  /** What became of a submission, for each device that sent one under this id: at most one for each device of a user. */
  trace(sender: UserId, submission: SubmissionId): Promise<readonly TraceRow[]>
  vaultAccount(user: UserId): Promise<VaultAccountRow | undefined>
  /** Accounts with `user` above `after`, in order. */
  vaultAccounts(after: UserId | undefined, limit: number): Promise<readonly VaultAccountRow[]>
  /** Accounts whose key was wrapped by a key-encryption key of a lower number. */
  wrappedBelow(key: number, limit: number): Promise<readonly VaultAccountRow[]>
  /** Which key-encryption keys are still needed, lowest first: a row for each. */
  wrappings(): Promise<readonly Wrapping[]>
  /** Accounts whose lasting keys were made before `talking` where there is a conversation, before `idle` in any case; oldest first. */
  lastingDue(before: { readonly talking: number; readonly idle: number }, limit: number): Promise<readonly VaultAccountRow[]>
  vaultConversation(user: UserId, peer: UserId): Promise<VaultConversationRow | undefined>
  /** Those of the named prekeys that are still there. */
  vaultPrekeys(user: UserId, named: readonly VaultPrekeyName[]): Promise<readonly VaultPrekeyRow[]>

  vaultSent(user: UserId, device: DeviceId, submission: SubmissionId): Promise<VaultSentRow | undefined>
  vaultAwaited(user: UserId, submission: SubmissionId): Promise<VaultAwaitedRow | undefined>
  /** How many resends of a peer are awaited, counted up to `most`. */
  vaultAwaitedCount(user: UserId, peer: UserId, most: number): Promise<number>
  /** Awaited resends whose time is over. */
  vaultOverdue(now: number, limit: number): Promise<readonly VaultAwaitedRow[]>
  vaultTold(user: UserId, peer: UserId): Promise<VaultToldRow | undefined>

  /** Events of a party with `id` above `after`, in order. Those set aside are left out. */
  eventPage(party: PartyId, after: number, limit: number): Promise<readonly EventRow[]>
  /** The same of those set aside. */
  asideEvents(party: PartyId, after: number, limit: number): Promise<readonly EventRow[]>
  /** How many events of a user that are about `peer` wait, counted up to `most`, and bytes of their bodies. Dead letters and those set aside wait for nobody and are not counted. */
  eventsAbout(user: UserId, peer: UserId, most: number): Promise<{ readonly count: number; readonly bytes: number }>
  /** What is noted of a party's events with an id above `after` that were not taken, in order; dead letters only if `isDead`, none of them if it is false. */
  untakenPage(party: PartyId, after: number, limit: number, isDead?: boolean): Promise<readonly UntakenRow[]>
  /** Undelivered rows whose time is over. */
  expired(now: number, limit: number): Promise<readonly ExpiredRow[]>
}
