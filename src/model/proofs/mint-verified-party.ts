// SPDX-License-Identifier: Apache-2.0
import type { VerifiedParty } from './verified-party.ts'

/** Makes the proof; only `links/handshake` may call this, after the signature held, and `core/credential`, after the secret fitted. */
export const mintVerifiedParty = (fields: Pick<VerifiedParty, 'party' | 'role' | 'instance' | 'keyId'>): VerifiedParty =>
  Object.freeze({ ...fields }) as VerifiedParty
