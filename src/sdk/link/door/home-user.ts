// SPDX-License-Identifier: Apache-2.0
import type { Address, PartyId, UserId, UserReference } from '../../../model/ids.ts'
import type { Actor } from '../../../model/values.ts'

/** A user as its home knows it: what its device enlists must say the same. */
export interface HomeUser {
  readonly userId: UserId
  readonly userReference: UserReference
  /** What people type to find the user; without one it enlists with none. */
  readonly address?: Address | undefined
  /** What others are shown; empty when left out. */
  readonly displayName?: string | undefined
  /** `PERSON` when left out. */
  readonly actor?: Actor | undefined
  /** On users of a core: the provider that this enlistment is for. */
  readonly forProvider?: PartyId | undefined
}
