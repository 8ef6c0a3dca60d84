// SPDX-License-Identifier: AGPL-3.0-only
// Sees: why a call was not done.
// Promises: a refusal says one word of a closed list, and at most what may travel to the peer in the clear.
// Never: carries plaintext, a key, or a text of anybody else's.
import type { Refused, VaultRefusal } from './protocol/calls.ts'

/** Thrown by everything in the vault that does not do what it was asked; nothing was changed then. */
export class VaultRefused extends Error implements Refused {
  readonly refused: VaultRefusal
  readonly retry: Uint8Array | undefined
  constructor(refused: VaultRefusal, retry?: Uint8Array) {
    super(`vault: ${refused}`)
    this.name = 'VaultRefused'
    this.refused = refused
    this.retry = retry
  }
}

/** What `work` gives; whatever it throws, other than a refusal, is refused as `otherwise`. */
export const refusing = <T>(otherwise: VaultRefusal, work: () => T): T => {
  try {
    return work()
  } catch (error) {
    throw error instanceof VaultRefused ? error : new VaultRefused(otherwise)
  }
}
