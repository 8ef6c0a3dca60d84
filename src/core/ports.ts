// SPDX-License-Identifier: AGPL-3.0-only
import type { AttachmentId } from '../model/attachments.ts'
import type { Answer } from '../model/answers.ts'
import type { PartyId, SubmissionId, UserId, UserReference } from '../model/ids.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import type { Registry } from '../registry/index.ts'
import type { Relay } from '../relay/index.ts'
import type { CredentialDeps } from './credential.ts'

/** A message as a core sends it: sealed for the vault. */
export interface CoreMessage {
  readonly submissionId: SubmissionId
  readonly senderUser: UserId
  readonly recipientUser: UserId
  /** Compact JWE. */
  readonly content: string
  /** The key message of the content's epoch. */
  readonly epochKey: string
  /** What the content points to. */
  readonly attachments: readonly AttachmentId[]
}

/** Has a vault seal a message and stores it; `accepted`, `throttled`, or a `GatewayError`. A repetition gets the first answer. It need not begin once `gone` is aborted. */
export type SealForCore = (caller: VerifiedParty, message: CoreMessage, gone?: AbortSignal) => Promise<Answer>

/** A user's word, sealed for the vault, that a peer's new identity key is accepted. */
export type AcceptIdentity = (caller: VerifiedParty, wish: Omit<CoreMessage, 'submissionId' | 'attachments'>) => Promise<void>

/** What happens on this listener, for the operator. */
export interface CoreEvents {
  coreRefused(code: string): void
  coreFailed(correlationId: string, error: unknown): void
}

/** Everything that `/core/v1` stands on. */
export interface CoreDeps extends CredentialDeps {
  readonly registry: Pick<Registry, 'participation' | 'contacts' | 'invites' | 'decisions' | 'people' | 'issuerLists'>
  readonly relay: Pick<Relay, 'coreFeed' | 'trace' | 'attachments' | 'report'>
  /** undefined where no vault seals. */
  readonly sealForCore: SealForCore | undefined
  /** undefined where no vault pins identities. */
  readonly acceptIdentity: AcceptIdentity | undefined
  /** Makes the keys of a user for one provider, unless there are some; undefined where no vault holds keys. */
  readonly enlist: ((caller: VerifiedParty, user: { readonly userReference: UserReference; readonly provider: PartyId }) => Promise<unknown>) | undefined
  /** Events are called out: nobody may poll and acknowledge them meanwhile. */
  readonly hasWebhook: boolean
  /** What each vault says of itself for 32 random bytes, as a JWS; undefined for one that does not answer. Throws `NOT_FOUND` where there are none. */
  readonly attest: (nonce: Uint8Array) => Promise<readonly (string | undefined)[]>
  readonly events: CoreEvents
  readonly correlationId: () => string
  readonly timers: {
    /** Calls `run` once after the time; returns what cancels it. */
    after(ms: number, run: () => void): () => void
  }
}
