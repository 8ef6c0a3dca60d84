// SPDX-License-Identifier: AGPL-3.0-only
import type { DeviceBundle, LanePlace } from '../model/answers.ts'
import type { AttachmentId } from '../model/attachments.ts'
import type { AuditLeaf } from '../model/audit/entry.ts'
import type { DeviceId, InstanceName, PartyId, RequestId, SubmissionId, UserId } from '../model/ids.ts'
import type { Admitted } from '../model/proofs/admitted.ts'
import type { GrantedConsent } from '../model/proofs/granted-consent.ts'
import type { VersionStamp } from '../model/standing.ts'
import type { AgreementWrite } from './agreements.ts'
import type { AttachmentTransactors } from './attachments.ts'
import type { BucketWrite } from './bucket.ts'
import type { InviteWrite } from './invites.ts'
import type { ReportTransactors } from './reports.ts'
import type { EnforcementWrite } from './enforcement.ts'
import type { EnlistmentWrite, UsageTransactors } from './usage.ts'
import type { AuditTransactors } from './audit.ts'
import type { ChoiceRow, ConsentRow, DeviceRow, EcPrekeyRow, Ending, PartyRow, PersonRow, RequestRow, RequestState, SignedPrekeyRow, UntakenRow, UserRow, VaultAccountRow, VaultAwaitedRow, VaultConversationRow, VaultPrekeyName, VaultPrekeyRow, VaultSentRow, VaultToldRow } from './rows.ts'

/** One row's worth of change. The store gives each versioned row a new version. */
export type Write =
  | { readonly put: 'party'; readonly row: Omit<PartyRow, 'version'> }
  | { readonly put: 'person'; readonly row: Omit<PersonRow, 'version'> }
  | { readonly put: 'choice'; readonly row: ChoiceRow }
  /** Whether it is suspended stays as it is. `moved` if a user of another party was erased under this id. */
  | { readonly put: 'user'; readonly row: Omit<UserRow, 'version' | 'suspended'> }
  | AgreementWrite
  | EnforcementWrite
  | InviteWrite
  | BucketWrite
  | EnlistmentWrite
  /**
   * Replaces a user's devices. Devices that are gone, or whose registration id changed, lose their one-time prekeys; one that
   * comes back under the same registration id publishes above the ids that it published before. What waits for a device that is
   * gone is withheld with its envelope emptied, so that it still counts as expired at its time; what waits for one that was
   * registered anew stays, and the device asks for it again.
   */
  | { readonly put: 'devices'; readonly user: UserId; readonly devices: readonly DeviceRow[] }
  | { readonly put: 'lastingKeys'; readonly user: UserId; readonly device: DeviceId; readonly signedPrekey: SignedPrekeyRow | undefined; readonly lastResortKyberPrekey: SignedPrekeyRow | undefined }
  /** Ids must be above every id the device ever published, and the stock may not pass the limits: else `refused`. */
  | { readonly add: 'prekeys'; readonly user: UserId; readonly device: DeviceId; readonly ec: readonly EcPrekeyRow[]; readonly kyber: readonly SignedPrekeyRow[]; readonly maxEc: number; readonly maxKyber: number }
  /** A stance other than `granted`. */
  | { readonly put: 'consent'; readonly row: Omit<ConsentRow, 'version' | 'state' | 'tokenHash'> & { readonly state: Exclude<ConsentRow['state'], 'granted'> } }
  /** Opens both directions. `askerTokenHash` is of the token the asker will show; `granterTokenHash` likewise. */
  | { readonly put: 'grant'; readonly proof: GrantedConsent; readonly askerTokenHash: Uint8Array; readonly granterTokenHash: Uint8Array; readonly purposes: ConsentRow['purposes']; readonly changedAt: number }
  /** A new token for an existing grant: `proof.sender` shows it, `proof.recipient` is reached by it. */
  | { readonly put: 'token'; readonly proof: Admitted; readonly tokenHash: Uint8Array }
  /**
   * Refused as `throttled` when the asker has made `perDay` requests since `dayStart`, and when its party has asked for as many new targets as
   * it may in the UTC day that began at `targets.dayStart`.
   */
  | {
      readonly add: 'request'; readonly row: RequestRow; readonly perDay: number; readonly dayStart: number
      readonly targets: { readonly party: PartyId; readonly perDay: number; readonly dayStart: number }
      /** The hash of an invite's secret: one use of it is counted, and the request gets its owner and id. One that does not hold leaves a request to nobody. */
      readonly use?: Uint8Array
    }
  /** Moves a request from one of `from` to `to`; `moved` if it is in none of them. */
  | { readonly move: 'request'; readonly request: RequestId; readonly from: readonly RequestState[]; readonly to: RequestState; readonly targetUser: UserId | undefined }
  /** `taken` if the id was redeemed before. */
  | { readonly add: 'redeemedToken'; readonly idHash: Uint8Array; readonly digest: Uint8Array; readonly expiresAt: number }
  /** `taken` unless its version is above the one that is stored. Whatever waits for `party`, the core, is looked at again. */
  | { readonly put: 'issuerList'; readonly version: number; readonly list: string; readonly party: PartyId }
  /** `moved` unless its version is one above the one that is stored, 0 where there is none. The wrapped key of one that is stored stays: only `wrappedKey` changes it. */
  | { readonly put: 'vaultAccount'; readonly row: VaultAccountRow }
  /** The user's key under a newer key-encryption key; `moved` if `from` is not what is stored. */
  | { readonly put: 'wrappedKey'; readonly user: UserId; readonly from: Uint8Array; readonly wrappedKey: Uint8Array }
  /** `moved` unless its version is one above the one that is stored, and without an account of this user. Whatever waits for `party` is looked at again. */
  | { readonly put: 'vaultConversation'; readonly row: VaultConversationRow; readonly party: PartyId }
  | { readonly put: 'vaultTold'; readonly row: VaultToldRow }
  /** In the place of the one that it follows. */
  | { readonly put: 'vaultAwaited'; readonly row: VaultAwaitedRow; readonly follows: SubmissionId | undefined }
  /** `moved` if it came, or was ended, meanwhile. */
  | { readonly end: 'vaultAwaited'; readonly user: UserId; readonly submissionId: SubmissionId }
  /** Takes a mailbox row out and leaves a trace; `moved` unless it still waits for its party. */
  | { readonly end: 'message'; readonly party: PartyId; readonly mailbox: number; readonly as: Ending; readonly atMs: number }
  /** `moved` without an account of this user. */
  | { readonly add: 'vaultPrekeys'; readonly user: UserId; readonly prekeys: readonly VaultPrekeyRow[] }
  /** `about` is another user whom the body shows: the event goes with either of them. */
  | { readonly add: 'event'; readonly party: PartyId; readonly user: UserId; readonly about?: UserId | undefined; readonly timeMs: number; readonly bodySealed: Uint8Array }
  /** Tells of the change that it belongs to, in the audit log. */
  | { readonly add: 'audit'; readonly leaf: AuditLeaf }
  /**
   * Removes the user with devices, keys, consents of both sides, its requests, events and what it sent, and events about it.
   * Others' `blocked` and `denied` toward it stay and meet whoever enlists under its id again. What waits for it is withheld
   * with its envelope emptied, so that its senders see it expire like any other; others' requests to it are dropped, and
   * count on. `erased` tells of what waited for the user and of its own answered consents only. Which party's the id was
   * stays known, and the erasure gets the next number. Attachments that it sent or was sent end, as `AttachmentTransactors` says.
   */
  | { readonly erase: 'user'; readonly user: UserId }
  /** Removes a core user with its choices. Its enlistments are not among them: erase them in the same change, before it. */
  | { readonly erase: 'person'; readonly person: number }
  /** Erasures get numbers above this one from now on. */
  | { readonly erasures: 'above'; readonly number: number }
  /** Whoever was erased since the backup that this store came from is erased again: see `Readers.erasuresDue`. */
  | { readonly erasures: 'settled' }

/** Writes that go together, and the versions they rest on. */
export interface Change {
  readonly expect: readonly VersionStamp[]
  readonly writes: readonly Write[]
}

/** What became of a change; nothing of it was stored unless `committed`. */
export type ChangeOutcome =
  | { readonly committed: true; readonly erased: { readonly prekeys: number; readonly queuedMessages: number; readonly consents: number } }
  /** A version that the change rests on is no longer so: read again and decide anew. */
  | { readonly moved: true }
  /** A unique value belongs to another row. */
  | { readonly taken: 'address' | 'reference' | 'redeemedToken' | 'issuerList' | 'core' }
  | { readonly refused: 'prekey-id' | 'prekey-stock' | 'invites' }
  | { readonly throttled: 'contactsPerUserDay' | 'newTargetsPerDay' | 'enlistmentsPerUserDay' | 'enlistmentsPerPartyDay' }

/** A message ready to be stored: one row for each envelope, in one transaction. */
export interface Append {
  readonly proof: Admitted
  readonly recipientParty: PartyId
  readonly senderDevice: DeviceId
  readonly submissionId: SubmissionId
  /** SHA-256 over recipient, envelopes, commitment and attachments. */
  readonly digest: Uint8Array
  readonly gatewayTimeMs: number
  readonly expiresAt: number
  /** How long the answer to this submission id is kept. */
  readonly rememberUntil: number
  readonly commitment: Uint8Array
  readonly frank: Uint8Array
  readonly frankEpoch: number
  readonly urgent: boolean
  readonly envelopes: readonly { readonly deviceId: DeviceId; readonly bytes: Uint8Array }[]
  /**
   * At most `MAX_ATTACHMENTS`, each once: bound to the devices of the envelopes with the message. Each must be of this sender for this recipient, with its
   * bytes or to be fetched, not about to end, and named by no other message: whether one can be named again would tell whether it was read.
   */
  readonly attachments: readonly AttachmentId[]
  /** When that is, as far as a clock is believed: they outlive the message, and what counts is given back by it. */
  readonly attachmentsAt: number
  /** They are kept until then at least. */
  readonly attachmentsUntil: number
  /** Most undelivered rows that the ordered pair may have per device, and most bytes of their envelopes with this one. */
  readonly maxQueued: number
  readonly maxQueuedBytes: number
}

/** What became of an append. */
export type AppendOutcome =
  /** `repeated`: the same submission was stored before; the fields are of that first time. */
  | { readonly accepted: true; readonly repeated: boolean; readonly gatewayTimeMs: number; readonly places: readonly LanePlace[] }
  | { readonly moved: true }
  | { readonly conflict: true }
  | { readonly full: true }
  /** An attachment cannot be bound: not there, of somebody else, for somebody else, not complete, ended, bound. */
  | { readonly attachmentRefused: true }

/** What is kept of a sealed message, so that it can be sealed again. */
export interface Kept extends Pick<VaultSentRow, 'spoken' | 'resends' | 'content' | 'epochKey'> {
  /** Most that is kept of one pair; the oldest make room. */
  readonly maxKept: number
}

/** A message that a vault opened: what it leaves behind, and what the core gets instead. */
export interface HandOver {
  /** What the delivery rests on. */
  readonly expect: readonly VersionStamp[]
  readonly party: PartyId
  /** The mailbox row that was opened. */
  readonly mailbox: number
  readonly conversation: VaultConversationRow
  /** Changed only where a lasting key was used. */
  readonly account: VaultAccountRow | undefined
  readonly used: readonly VaultPrekeyName[]
  /** The message is a resend that was awaited. */
  readonly awaited: SubmissionId | undefined
  readonly event: Extract<Write, { readonly add: 'event' }>
  /** For the trace. */
  readonly atMs: number
}

/** Events that are about to be shown to a party over HTTP. */
export interface FeedOffer {
  readonly party: PartyId
  readonly reader: string
  /** Everything up to this id is shown, set aside, or not for this feed. */
  readonly upTo: number
  readonly aside: readonly number[]
}

/** Positions kept of one party: one for each link that it may have. */
export const MAX_POSITIONS = 64
/** How long it is told what became of a message; as long as a submission id outlives the longest ttl. */
export const TRACE_MS = 7 * 86_400_000

/** When rows that are acknowledged were pushed, in the same order (0 when not known), and when that was answered. */
export interface Dispatched { readonly atMs: number; readonly pushedAtMs: readonly number[] }

/** A row that ends, and what is told of it. */
export interface DroppedRow { readonly id: number; readonly events: readonly Extract<Write, { readonly add: 'event' }>[] }

/** What is noted of an event that was not taken. */
export type UntakenNote = Omit<UntakenRow, 'user' | 'timeMs'>

/** What became of a change of parked rows: of two that are for the same row exactly one finds it parked. */
export type ParkedOutcome =
  | { readonly changed: true }
  /** This one is not parked (any more), so nothing was changed. */
  | { readonly notParked: number }

/** Where a link ended: its pushes that were not acknowledged, in a form that only the relay reads. */
export interface Position {
  readonly party: PartyId
  readonly instance: InstanceName
  /** SHA-256 of the resume token. */
  readonly tokenHash: Uint8Array
  readonly flights: string
  readonly keepUntil: number
}

/** Changes; each answers after its commit. Many callers share one commit. */
export interface Transactors extends AttachmentTransactors, ReportTransactors, UsageTransactors, AuditTransactors {
  commit(change: Change): Promise<ChangeOutcome>
  append(item: Append): Promise<AppendOutcome>
  /**
   * Stores a message that a vault sealed together with the conversation that sealed it and what it was sealed from, or nothing: `moved` also unless the
   * conversation's version is one above the stored one. A repetition changes nothing.
   */
  appendSealed(item: Append, conversation: VaultConversationRow, kept: Kept): Promise<AppendOutcome>
  /**
   * Takes a mailbox row and the prekeys that its message used out, and puts conversation, account and event in, all of it or
   * nothing: `moved` unless the row still waits, each prekey is still there, and the versions are one above the stored ones.
   */
  handOver(item: HandOver): Promise<{ readonly handedOver: true } | { readonly moved: true }>
  /**
   * Hands out one bundle for each wanted device (all if empty) and deletes the one-time keys in the same transaction, so that
   * no key is ever handed out twice. `left` is the stock afterwards.
   */
  takeBundles(proof: Admitted, devices: readonly DeviceId[]): Promise<
    { readonly bundles: readonly DeviceBundle[]; readonly left: readonly { readonly deviceId: DeviceId; readonly ec: number; readonly kyber: number }[] } | { readonly moved: true }
  >
  /** Removes acknowledged rows of the party; others' and unknown ids are ignored. Leaves a trace of messages if told when they were pushed. */
  acknowledge(party: PartyId, mailbox: readonly number[], events: readonly number[], dispatched?: Dispatched): Promise<void>
  /**
   * Makes `reader` the one that is offered the party's events, in place of whoever was; `beyond` when `after` is above
   * everything that was ever offered, and then nothing is changed.
   */
  takeFeed(party: PartyId, reader: string, after: number): Promise<{ readonly taken: true } | { readonly beyond: true }>
  /**
   * Remembers that the party's events up to an id are offered, and sets aside those of them that did not open; `replaced`
   * unless `reader` took the feed last, and then nothing is changed.
   */
  offerEvents(offer: FeedOffer): Promise<{ readonly offered: true } | { readonly replaced: true }>
  /** Puts events that were set aside behind all others, under new ids. */
  readmitEvents(party: PartyId, ids: readonly number[]): Promise<void>
  /** Counts one true attempt at a row that waits; every `MAX_ATTEMPTS`th parks it. `parked` says whether it is parked now. */
  countAttempt(party: PartyId, mailbox: number): Promise<{ readonly parked: boolean }>
  /** Puts parked rows back into their lanes; they count as late. All of them, with the entry of the audit log, or none. */
  release(mailbox: readonly number[], audit: AuditLeaf): Promise<ParkedOutcome>
  /** Ends parked rows, tells of it and leaves a trace, in one transaction. All of them, with the entry of the audit log, or none. */
  drop(rows: readonly DroppedRow[], atMs: number, audit: AuditLeaf): Promise<ParkedOutcome>
  /** Takes rows out of delivery for good because standing changed; they stay until their time is over and then count as expired. */
  withhold(party: PartyId, mailbox: readonly number[]): Promise<void>
  /**
   * Deletes rows and adds events in one transaction (expiry, failure); adds none if all of the rows were gone already.
   * Leaves a trace if told how they ended.
   */
  conclude(mailbox: readonly number[], events: readonly Extract<Write, { readonly add: 'event' }>[], ended?: { readonly as: Ending; readonly atMs: number }): Promise<void>
  /** Notes that an event of the party was not taken; nothing happens to an event that is gone. */
  noteUntaken(party: PartyId, note: UntakenNote): Promise<void>
  /** Forgets what is noted of the party's events, of these or of all: they count as new, and readers are told to look again. The audit log gets the entry in any case. Returns how many. */
  offerAgain(party: PartyId, events: readonly number[] | undefined, audit: AuditLeaf): Promise<number>
  /** Deletes the party's dead letters that are dead since before `before`, and those beyond the newest `keep`, the oldest first; at most `limit`. Returns how many. */
  dropDead(party: PartyId, before: number, keep: number, limit: number): Promise<number>
  /** Keeps where a link ended, in place of the instance's earlier position; of a party at most `MAX_POSITIONS` stay, the newest. */
  keepPosition(position: Position): Promise<void>
  /** Takes out the flights of a position that is not older than `now`; undefined if this party and instance has none under the token. */
  takePosition(of: Pick<Position, 'party' | 'instance' | 'tokenHash'>, now: number): Promise<string | undefined>
  /** Forgets submissions, redeemed tokens, requests, traces, positions, tickets, attachments without bytes and what counts against a quota, whose time is over; returns how many. At most `limit` rows of each. */
  sweep(now: number, limit: number): Promise<number>
}
