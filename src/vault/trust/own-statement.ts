// SPDX-License-Identifier: AGPL-3.0-only
// Sees: the vault's statement key, and public identity keys.
// Promises: identity statements of custody `VAULT` for the core's users, with the core's delegation in the header.
// Never: signs another custody, or for another home.
import type { KeyObject } from 'node:crypto'
import { STATEMENT_TYPE } from '../../model/credentials.ts'
import type { PartyId, UserId } from '../../model/ids.ts'
import { signClaims } from './jws.ts'

/** The right to state custody `VAULT`, as the start secret holds it. */
export interface StatementKey {
  /** Ed25519, private. */
  readonly key: KeyObject
  /** RFC 7638 thumbprint of its public half. */
  readonly kid: string
  /** JWS by an issuer key of the core over this key. */
  readonly delegation: string
}

/** States whose key an identity key is. */
export interface StatementSigner {
  /** A JWS as `StatementClaims` lists them. `now` is in milliseconds. */
  sign(user: UserId, identityKey: Uint8Array, listVersion: number, now: number): string
}

/** A signer for the users of `core`. */
export const createStatementSigner = (core: PartyId, { key, kid, delegation }: StatementKey): StatementSigner => ({
  sign: (user, identityKey, listVersion, now) => signClaims(key, { typ: STATEMENT_TYPE, kid, dlg: delegation }, {
    iss: core, sub: user, iat: Math.floor(now / 1_000), idk: Buffer.from(identityKey).toString('base64url'), cst: 'VAULT', dlv: listVersion,
  }),
})
