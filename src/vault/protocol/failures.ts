// SPDX-License-Identifier: AGPL-3.0-only
// Sees: nothing itself; says what a vault answers when it did not do what it was asked, or when the far end could not.
// Promises: closed words, and bytes that may travel to the peer in the clear.
// Never: has a place for a text, a key or plaintext.
import type { SubmissionId } from '../../model/ids.ts'

/** Why a vault did not do it; closed, and free of content. */
export type VaultRefusal =
  | 'malformed' | 'unknown-key' // a blob under a key-encryption key that the vault does not have
  | 'broken-seal' // a blob was changed, swapped or relabelled
  | 'rolled-back' // a version below what the vault produced; what was never committed must be discarded first
  | 'chain-broken' // the state that the call chains on was discarded, or is not remembered any more
  | 'untrusted-identity' | 'statement-refused' | 'bad-bundle' | 'no-session' | 'missing-prekey' | 'duplicate' | 'undecryptable'
  | 'mislabelled' // what was opened is no content, or says other ends than the call
  | 'custody-refused' // the core demands another custody than the peer's
  | 'commitment' // the frank's commitment is not that of the content
  | 'content-refused' // what the core sent is forged, replayed, relabelled, or not of the schema
  | 'busy' // more calls wait than the vault takes
  | 'unsupported' // this vault has no function for the call
  | 'fault' // a bug; it says nothing more, since a text may quote anything

/** The answer to a call that was not done. */
export interface Refused {
  readonly refused: VaultRefusal
  /**
   * Of an `OpenCall` that could not be decrypted: the ciphertext of a type 8 envelope that asks the peer's device to send again. Send it unless the
   * message was opened before: a `duplicate` that was not is a loss.
   */
  readonly retry: Uint8Array | undefined
}

/** The peer could not open what was sent to it: the resend is a `SealCall` with `resend`, over the core's content that was kept for it. */
export interface RetryAsked {
  /** What could not be opened. Nobody vouches for it but the link. */
  readonly submissionId: SubmissionId
  /** The session is of no use to the device that asks: the resend needs a bundle, at most once an hour and device. */
  readonly renew: boolean
  /** The peer asks no more: the message has failed. */
  readonly givenUp: boolean
}

/** What comes of a message of type 8, which is not encrypted: nothing changed and nothing is for the core. */
export interface Asked { readonly asked: RetryAsked }
