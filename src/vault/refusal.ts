// SPDX-License-Identifier: AGPL-3.0-only
// Sees: why a call was not done.
// Promises: a refusal says one word of a closed list, and at most what may travel to the peer in the clear.
// Never: carries plaintext, a key, or a text of anybody else's.
import type { VaultRefusal } from './protocol/calls.ts'

/** Thrown by everything in the vault that does not do what it was asked; nothing was changed then. */
export class VaultRefused extends Error {
  readonly refused: VaultRefusal
  /** See `Refused.retry` in the protocol. */
  readonly retry: Uint8Array | undefined
  constructor(refused: VaultRefusal, retry?: Uint8Array) {
    super(`vault: ${refused}`)
    this.name = 'VaultRefused'
    this.refused = refused
    this.retry = retry
  }
}
