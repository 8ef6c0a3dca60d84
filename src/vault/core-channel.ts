// SPDX-License-Identifier: AGPL-3.0-only
// Sees: content on its way between the vault and the core.
// Promises: what the vault's functions need of the channel: sealed both ways, each header field bound to its content.
// Never: implements it; that is the channel's own folder.
import type { CoreFacts } from '../model/core-messages.ts'

/** What was said, and what proves it to somebody else; both JSON. They stay the caller's. */
export interface ProvenForCore {
  readonly json: Uint8Array<ArrayBuffer>
  /** Of docs/schema/proof-v1.json. */
  readonly proof: Uint8Array<ArrayBuffer>
}

/** Sealed content for the core and its proof, each a compact JWE, and the epoch that their key belongs to. */
export interface ContentForCore {
  readonly content: string
  readonly proof: string
  readonly epoch: string
}

/** Content of the core's. Zero `json` after use. */
export interface ContentFromCore {
  readonly facts: CoreFacts
  readonly json: Uint8Array<ArrayBuffer>
}

/** What a message of the core's must be about. */
export interface ExpectedOfCore extends Pick<CoreFacts, 'from' | 'to' | 'provider'> {
  /** It was taken before, and is to be sealed once more. */
  readonly again: boolean
}

/** Both directions between vault and core. */
export interface CoreChannel {
  /** Seals both to the core under the epoch in force at `now`, with headers that differ in their type alone. */
  sealForCore(facts: CoreFacts, said: ProvenForCore, now: number): ContentForCore
  /**
   * Opens what the core sealed, with the key message of its epoch. Throws for anything that is not the core's, or whose header says
   * other ends than `expected`. What is taken `again`, for a resend, may be of an epoch that is long over. Whether the running number rises is for the caller to check: it alone knows the last one.
   */
  openFromCore(content: string, epochKey: string, expected: ExpectedOfCore, now: number): Promise<ContentFromCore>
}
