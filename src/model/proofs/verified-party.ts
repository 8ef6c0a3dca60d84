// SPDX-License-Identifier: Apache-2.0
import type { InstanceName, KeyId, PartyId } from '../ids.ts'
import type { Role } from '../values.ts'

declare const verifiedParty: unique symbol

/** Proof that a link's handshake, or a core's credential, showed who is at the other end. The only source of "which party asks this". */
export interface VerifiedParty {
  readonly [verifiedParty]: true
  readonly party: PartyId
  readonly role: Role
  /** Over HTTP the name of the credential. */
  readonly instance: InstanceName
  /** The party key that signed; over HTTP the hash of the credential's secret. */
  readonly keyId: KeyId
}
