// SPDX-License-Identifier: AGPL-3.0-only
// Sees: content on its way between the vault and the core.
// Promises: what the vault's functions need of the channel: sealed both ways, each header field bound to its content.
// Never: implements it; that is the channel's own folder.
import type { PartyId, SubmissionId, UserId } from '../model/ids.ts'
import type { Custody } from '../model/values.ts'

/** What the protected header of a message between vault and core says, besides its epoch and direction. */
export interface CoreFacts {
  /** `mid`: the message id of the content; canonical UUID text. */
  readonly messageId: string
  /** `sid` */
  readonly submissionId: SubmissionId
  readonly from: UserId
  readonly to: UserId
  /** `prv`: whose people the core's user talks to here. */
  readonly provider: PartyId
  /** `cst`: to the core, the peer's custody as its home states it; from the core, the least that it puts up with: `VAULT` takes both. */
  readonly custody: Custody
  /** `num`: the conversation's running number in this direction, rising from 1. */
  readonly number: number
}

/** Sealed content for the core: a compact JWE, and the epoch that its key belongs to. */
export interface ContentForCore {
  readonly content: string
  readonly epoch: string
}

/** Content of the core's. Zero `json` after use. */
export interface ContentFromCore {
  readonly facts: CoreFacts
  readonly json: Uint8Array<ArrayBuffer>
}

/** Both directions between vault and core. */
export interface CoreChannel {
  /** Seals JSON to the core under the epoch in force at `now`; `json` stays the caller's. */
  sealForCore(facts: CoreFacts, json: Uint8Array, now: number): ContentForCore
  /**
   * Opens what the core sealed, with the key message of its epoch. Throws for anything that is not the core's, or whose header says
   * other ends than `expected`. Whether the running number rises is for the caller to check: it alone knows the last one.
   */
  openFromCore(content: string, epochKey: string, expected: Pick<CoreFacts, 'from' | 'to' | 'provider'>, now: number): Promise<ContentFromCore>
}
