// SPDX-License-Identifier: Apache-2.0
import { createHash, randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { DELEGATION_TYPE, ISSUER_LIST_TYPE, MAX_TOKEN_SECONDS, STATEMENT_TYPE, TOKEN_TYPE } from '../../model/credentials.ts'
import type { DelegationClaims, IssuerListClaims, PublicJwk, StatementClaims, TokenClaims } from '../../model/credentials.ts'
import { GatewayError } from '../../model/errors.ts'
import type { Address, KeyId, UserId } from '../../model/ids.ts'
import { keyAlgorithm } from '../../model/jwk.ts'
import type { Custody } from '../../model/values.ts'
import { privateKeyObject } from './party-keys.ts'
import type { IssuerKeys } from './party-keys.ts'

/** Life of an enlistment token unless the caller says otherwise: half of what the gateway takes, so that clocks may differ. */
const DEFAULT_TOKEN_SECONDS = 300

/** Whose key it is and who holds it. */
export interface IdentityClaim {
  readonly userId: UserId
  /** 33 bytes, as libsignal serialises it. */
  readonly identityKey: Uint8Array
  readonly custody: Custody
}

/** What a home signs for its users. Give a signature only to a user whom the home has authenticated by its own means. */
export interface Home {
  /** Lets exactly this user enlist with exactly this identity key, once. `address` must equal the enlistment's. */
  signEnlistmentToken(claim: IdentityClaim & { readonly address?: Address | undefined; readonly lifetimeSeconds?: number }): Promise<string>
  /** Says whose key this is, who holds it and which device list is current. */
  signIdentityStatement(claim: IdentityClaim & { readonly deviceListVersion: number }): Promise<string>
  /** Lets a vault's statement key (Ed25519) state identities of this home's users, of custody `VAULT` only; for ever, or for whole days. */
  signDelegation(delegation: { readonly key: PublicJwk; readonly days?: number | undefined }): Promise<string>
  /** Core only: which keys speak for which party. `version` must be higher than in every list before. */
  signIssuerList(list: { readonly version: number; readonly parties: IssuerListClaims['parties'] }): Promise<string>
}

/** The authority of a home over its users, by its issuer key. `gatewayId` is in the admission file; `now` is in ms. Calls throw `MALFORMED` for values no gateway takes. */
export const createHome = (
  { keys, gatewayId, now = Date.now }: { readonly keys: IssuerKeys; readonly gatewayId: KeyId; readonly now?: () => number },
): Home => {
  const key = privateKeyObject(keys.issuerKey)
  const header = { alg: keyAlgorithm(keys.issuerKey), kid: keys.issuerKey.kid }
  const seconds = (): number => Math.floor(now() / 1000)
  const sign = (typ: string, claims: TokenClaims | StatementClaims | DelegationClaims | IssuerListClaims): Promise<string> =>
    new SignJWT({ ...claims }).setProtectedHeader({ ...header, typ }).sign(key)
  return {
    signEnlistmentToken: async ({ userId, identityKey, custody, address, lifetimeSeconds = DEFAULT_TOKEN_SECONDS }) => {
      const iat = seconds()
      const exp = iat + whole(lifetimeSeconds, MAX_TOKEN_SECONDS, 'token lifetime')
      const cnf = { idk: createHash('sha256').update(checkedIdentityKey(identityKey)).digest('base64url') }
      return sign(TOKEN_TYPE, {
        iss: keys.party, aud: gatewayId, sub: userId, iat, exp, jti: randomUUID(), cst: custody, cnf,
        ...(address === undefined ? {} : { adr: address }),
      })
    },
    signIdentityStatement: async ({ userId, identityKey, custody, deviceListVersion }) => sign(STATEMENT_TYPE, {
      iss: keys.party, sub: userId, iat: seconds(), cst: custody,
      idk: Buffer.from(checkedIdentityKey(identityKey)).toString('base64url'),
      dlv: whole(deviceListVersion, MAX_VERSION, 'device list version'),
    }),
    signDelegation: async ({ key: delegated, days }) => {
      const iat = seconds()
      return sign(DELEGATION_TYPE, {
        iss: keys.party, iat, cst: 'VAULT', key: delegated, ...(days === undefined ? {} : { exp: iat + DAY_SECONDS * whole(days, MAX_DELEGATION_DAYS, 'days') }),
      })
    },
    signIssuerList: async ({ version, parties }) => sign(ISSUER_LIST_TYPE, {
      iss: keys.party, iat: seconds(), ver: whole(version, Number.MAX_SAFE_INTEGER, 'issuer list version'), parties,
    }),
  }
}

const DAY_SECONDS = 86_400
/** Ten years: longer means for ever. */
const MAX_DELEGATION_DAYS = 3_650
/** Versions of device lists are uint32 on the wire. */
const MAX_VERSION = 0xff_ff_ff_ff
/** libsignal's serialised X25519 identity key: type byte and point. */
const IDENTITY_KEY_BYTES = 33
const IDENTITY_KEY_TYPE = 0x05

const checkedIdentityKey = (identityKey: Uint8Array): Uint8Array => {
  if (identityKey.length !== IDENTITY_KEY_BYTES || identityKey[0] !== IDENTITY_KEY_TYPE) throw new GatewayError('MALFORMED', 'identity key')
  return identityKey
}

const whole = (value: number, max: number, what: string): number => {
  if (!Number.isSafeInteger(value) || value < 1 || value > max) throw new GatewayError('MALFORMED', what)
  return value
}
