// SPDX-License-Identifier: AGPL-3.0-only
import type { AttachmentDirection, AttachmentId } from '../model/attachments.ts'
import type { Delivery, PushedEvent } from '../model/answers.ts'
import type { DeviceId, InstanceName, LinkId, PartyId, RegistrationId, UserId } from '../model/ids.ts'
import type { ConductLog } from '../registry/conduct.ts'
import type { AuditPen } from '../ops/audit/pen.ts'
import type { OperatorsWords } from '../ops/events.ts'
import type { Sealer } from '../registry/ports.ts'
import type { Store } from '../store/port.ts'
import type { VaultPrekeyName } from '../store/rows.ts'
import type { AttestCall, EpochCall, VaultAnswers, VaultCall } from '../vault/protocol/calls.ts'

export type { Nodes, Signal } from '../store/nodes.ts'

/** How much may be pushed and not acknowledged; a first push always may, whatever it takes. */
export interface Window {
  readonly frames: number
  /** As `PUSH_OVERHEAD_BYTES` counts them. */
  readonly bytes: number
}

/** One open link that takes pushes, as the relay sees it. */
export interface PartyStream {
  readonly party: PartyId
  readonly instance: InstanceName
  readonly link: LinkId
  /** Unacknowledged pushes that the reader takes. */
  readonly window: Window
  /** How much of that one lane may have. */
  readonly laneWindow: Window
  /** Whether the reader knows messages that are pushed once and never acknowledged. */
  readonly takesEphemeral: boolean
  /** True while the reader is so far behind that nothing should be pushed; {@link StreamHandle.goOn} says when that is over. */
  isBehind(): boolean
  /** Sends one push; never throws, may drop when the socket is gone (nothing is lost: it was not acknowledged). */
  push(item: Delivery | PushedEvent): void
  /** Says that everything that waited when the link opened was sent once. */
  queueEmpty(): void
}

/** What a link tells the relay about its pushes. */
export interface StreamHandle {
  /** Opaque position for `Ready.resume_token`. */
  readonly resumeToken: Uint8Array
  /** Takes up the position of an earlier link of the same party and instance, on whatever node; false if it is not known. Call before `start`. */
  resume(token: Uint8Array, upTo: number, also: readonly number[]): Promise<boolean>
  /** Begins to push. */
  start(): void
  acknowledge(upTo: number, also: readonly number[]): void
  /** The reader is not behind any more. */
  goOn(): void
  refuse(streamSequence: number, reason: string, retryable: boolean): void
  /** The link is gone: what was not acknowledged goes out again on the next one. */
  detach(): void
}

/** Where links join the delivery of what waits for their party. */
export interface Deliverer {
  attach(stream: PartyStream): StreamHandle
}

/** The key that vouches for a commitment in its context. */
export interface FrankKey {
  readonly epoch: number
  /** HMAC-SHA256, 32 bytes. */
  mac(context: Uint8Array): Uint8Array
  /** Ed25519, 64 bytes. */
  sign(context: Uint8Array): Uint8Array
}

/** What happened to messages, for the operator; counts, party ids and the operator's own words only. */
export interface RelayEvents {
  messageAccepted(party: PartyId, envelopes: number): void
  messageDenied(party: PartyId): void
  /** One envelope goes out to the party, for the first time or again. */
  messagePushed(party: PartyId): void
  messageDelivered(party: PartyId, count: number): void
  /** How long one of them took from its acceptance. */
  messageAcked(party: PartyId, seconds: number): void
  /** A device of the party's could not open what it was sent, and asks for it again. */
  resendAsked(party: PartyId): void
  /** The party's user is told that somebody wrote, and that the message is lost. */
  messageLost(party: PartyId): void
  /** A ticket to send or read the bytes of an attachment. */
  ticketIssued(party: PartyId, direction: AttachmentDirection): void
  messageWithheld(party: PartyId, count: number): void
  messageRefused(party: PartyId, reason: string): void
  messageExpired(count: number): void
  /** Refused too often: the operator must put it back or drop it. */
  messageParked(party: PartyId, count: number): void
  messageRetried(party: PartyId, count: number, because: OperatorsWords): void
  messageDropped(party: PartyId, count: number, because: OperatorsWords): void
  /** Events for a core over HTTP that do not open here: they are kept until they do. */
  eventSetAside(party: PartyId, count: number): void
  /** Events that the core's webhook had not taken are offered to it again. */
  untakenReplayed(count: number, actor: string): void
  /** A vault does not work on what is stored: somebody changed it, set it back, or a key is missing. */
  vaultRefused(refusal: string): void
  /** A user of the party reported somebody. */
  reportTaken(party: PartyId): void
  reportDropped(because: OperatorsWords): void
  backgroundFailed(task: string, error: unknown): void
}

/** Calls parties that have no link. */
export interface Waking {
  /** Something urgent was stored for a party that has no link. */
  due(party: PartyId): void
  /** The party has a link. */
  connected(party: PartyId): void
}

/** Opens and seals for the users whose keys it holds. */
export interface RelayVaults {
  /** Rejects with `CallRefused`, `VaultGone`, or the reason of the signal. */
  call<C extends Exclude<VaultCall, AttestCall | EpochCall>>(call: C, signal?: AbortSignal): Promise<VaultAnswers[C['call']]>
  /** The epoch in force at the vault that a conversation goes to. */
  epoch(user: UserId, peer: UserId, now: number): Promise<VaultAnswers['epoch']>
}

/** An envelope's fields, of which a vault takes the ciphertext. */
export interface EnvelopeFields {
  readonly deviceId: DeviceId
  readonly registrationId: RegistrationId
  readonly type: 2 | 3 | 8
  readonly ciphertext: Uint8Array
}

/** The form of envelopes on the wire. */
export interface EnvelopeForms {
  decode(bytes: Uint8Array): EnvelopeFields
  encode(fields: EnvelopeFields): Uint8Array
  /** One-time keys that a first message names; none for any other bytes. */
  prekeysNamedBy(ciphertext: Uint8Array): readonly VaultPrekeyName[]
}

/** What the relay needs to serve users of a vault. */
export interface VaultSide {
  readonly vaults: RelayVaults
  readonly envelopes: EnvelopeForms
  /** Bundles of the recipient were handed out; `left` is its stock. Never rejects. */
  readonly bundlesTaken: (recipient: UserId, left: readonly { readonly deviceId: DeviceId; readonly ec: number; readonly kyber: number }[]) => Promise<void>
}

/** Everything the relay stands on. */
export interface RelayDeps {
  readonly store: Store
  readonly sealer: Sealer
  readonly frank: FrankKey
  /** Keyed hash of a text in an index space of its own: 32 bytes. */
  readonly blindIndex: (domain: string, text: string) => Uint8Array
  readonly wake: Waking
  readonly events: RelayEvents
  readonly audit: AuditPen
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Milliseconds since the epoch, for ending what is kept: slow to believe a clock that jumps ahead. */
  readonly patientNow: () => number
  /** How long a dead letter is kept, where not for a month. */
  readonly deadLetterMs?: number
  /** Milliseconds of a clock that never jumps. */
  readonly monotonic: () => number
  readonly randomBytes: (length: number) => Uint8Array
  readonly randomUuid: () => string
  /** Where parties find the bytes of an attachment: an absolute URL. */
  readonly attachmentUrl: (id: AttachmentId) => string
  readonly timers: Timers
  /** Whether a user, or a party, was slowed down. */
  readonly isSlowed: (of: PartyId | UserId) => boolean
  /** Told of what users do. */
  readonly conduct: Pick<ConductLog, 'sent' | 'repeated'>
  /** Where there is a vault. */
  readonly vaultSide?: VaultSide | undefined
}

/** Timers that a test can turn by hand; both return what cancels them. */
export interface Timers {
  after(ms: number, task: () => void): () => void
  every(ms: number, task: () => void): () => void
}
