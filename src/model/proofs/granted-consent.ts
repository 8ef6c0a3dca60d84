// SPDX-License-Identifier: Apache-2.0
import type { UserId } from '../ids.ts'
import type { VersionStamp } from '../standing.ts'

declare const grantedConsent: unique symbol

/** Proof that both users of a pair have said yes and that nothing forbids it: the only way to write a grant. */
export interface GrantedConsent {
  readonly [grantedConsent]: true
  /** Who asked, or reopens. */
  readonly asker: UserId
  /** Who grants now. */
  readonly granter: UserId
  readonly versions: readonly VersionStamp[]
}
