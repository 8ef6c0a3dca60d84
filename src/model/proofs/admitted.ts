// SPDX-License-Identifier: Apache-2.0
import type { UserId } from '../ids.ts'
import type { VersionStamp } from '../standing.ts'

declare const admitted: unique symbol

/** What one user wants to do toward another. */
export type Action = 'submit' | 'deliver' | 'take-keys' | 'reissue-token' | 'attach'

/**
 * Proof that `policy/admit` said yes to this action for this ordered pair, and on which versions. The store takes nothing
 * between two users without it and checks the versions again in the transaction that writes.
 */
export interface Admitted {
  readonly [admitted]: true
  readonly action: Action
  readonly sender: UserId
  readonly recipient: UserId
  readonly versions: readonly VersionStamp[]
}
