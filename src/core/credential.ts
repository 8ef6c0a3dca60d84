// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../model/errors.ts'
import { instanceName, keyId } from '../model/ids.ts'
import type { PartyId } from '../model/ids.ts'
import { mintVerifiedParty } from '../model/proofs/mint-verified-party.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import type { CoreCredentials } from '../ops/core-credentials.ts'

/** Who may speak for the one core, and which party that is. */
export interface CredentialDeps {
  readonly credentials: Pick<CoreCredentials, 'find'>
  /** undefined before a core is admitted. */
  readonly core: () => Promise<{ readonly party: PartyId } | undefined>
}

const BEARER = /^Bearer ([A-Za-z0-9_-]{43})$/

/**
 * The core, for whoever shows a credential that is in force as `Authorization: Bearer`. Throws `UNAUTHENTICATED` for anything
 * else, and `NOT_FOUND` where no core is admitted yet.
 */
export const verifyCredential = async ({ credentials, core }: CredentialDeps, authorization: string | undefined): Promise<VerifiedParty> => {
  const presented = BEARER.exec(authorization ?? '')?.[1]
  const found = credentials.find(presented ?? '')
  if (presented === undefined || found === undefined) throw new GatewayError('UNAUTHENTICATED', 'send a known credential as Authorization: Bearer')
  const home = await core()
  if (home === undefined) throw new GatewayError('NOT_FOUND', 'no core is admitted yet')
  return mintVerifiedParty({ party: home.party, role: 'core', instance: instanceName(found.name), keyId: keyId(found.sha256) })
}
