// SPDX-License-Identifier: Apache-2.0
import type { InstanceName, KeyId, PartyId } from '../ids.ts'
import type { Role } from '../values.ts'

declare const verifiedParty: unique symbol

/** Proof that a link's handshake showed who is at the other end. The only source of "which party asks this". */
export interface VerifiedParty {
  readonly [verifiedParty]: true
  readonly party: PartyId
  readonly role: Role
  readonly instance: InstanceName
  /** The party key that signed. */
  readonly keyId: KeyId
}
