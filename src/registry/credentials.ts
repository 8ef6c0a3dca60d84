// SPDX-License-Identifier: AGPL-3.0-only
import { createHash } from 'node:crypto'
import { decodeProtectedHeader, importJWK, jwtVerify } from 'jose'
import type { JWTPayload, ProtectedHeaderParameters } from 'jose'
import { readDelegation, readIssuerList } from '../model/claims.ts'
import { DELEGATION_TYPE, ISSUER_LIST_TYPE, MAX_TOKEN_SECONDS, STATEMENT_TYPE, SUCCESSION_TYPE, TOKEN_TYPE } from '../model/credentials.ts'
import type { ApplicationFile } from '../model/credentials.ts'
import { GatewayError } from '../model/errors.ts'
import type { ErrorCode } from '../model/errors.ts'
import { keyId } from '../model/ids.ts'
import { kidsOf } from '../model/jwk.ts'
import type { KeyId, UserId } from '../model/ids.ts'
import type { Custody } from '../model/values.ts'
import type { PartyKey, PartyRow } from '../store/rows.ts'

/** Seconds that the clocks of a home and the gateway may differ. */
const CLOCK_TOLERANCE_SECONDS = 60
/** Characters of a token id: room for a UUID or 32 random bytes in any text form. */
const MAX_TOKEN_ID = 128

/** What a credential must say. */
export interface Expected {
  readonly userId: UserId
  readonly identityKey: Uint8Array
  readonly custody: Custody
}

/** Checks an enlistment token of `home` for exactly these fields; returns its id and expiry (ms). Throws `TOKEN_REFUSED`. */
export const verifyToken = async (
  token: string, home: PartyRow, expected: Expected & { readonly audience: KeyId; readonly address: string | undefined }, now: number,
): Promise<{ readonly id: string; readonly expiresAt: number }> => {
  const claims = await verifyJws(token, home.issuerKeys, TOKEN_TYPE, 'TOKEN_REFUSED', now)
  const { iat, exp, jti } = claims
  const confirmed = (claims['cnf'] as { idk?: unknown } | undefined)?.idk
  const holds = claims.iss === home.party && claims.aud === expected.audience && claims.sub === expected.userId
    && claims['cst'] === expected.custody && claims['adr'] === expected.address
    && confirmed === createHash('sha256').update(expected.identityKey).digest('base64url')
  const short = typeof iat === 'number' && typeof exp === 'number' && exp - iat <= MAX_TOKEN_SECONDS && exp * 1000 > now
    && iat * 1000 <= now + CLOCK_TOLERANCE_SECONDS * 1000
  if (!holds || !short || typeof jti !== 'string' || jti.length < 16 || jti.length > MAX_TOKEN_ID) throw new GatewayError('TOKEN_REFUSED')
  return { id: jti, expiresAt: exp * 1000 }
}

/** Checks an identity statement of `home`, or by a vault's key that it delegated to, for exactly these fields. Throws `STATEMENT_REFUSED`. */
export const verifyStatement = async (
  statement: string, home: PartyRow, expected: Expected & { readonly deviceListVersion: number }, now: number,
): Promise<void> => {
  const delegated = await findDelegated(statement, home, now)
  const claims = await verifyJws(statement, delegated === undefined ? home.issuerKeys : [delegated], STATEMENT_TYPE, 'STATEMENT_REFUSED', now)
  const holds = claims.iss === home.party && claims.sub === expected.userId && claims['cst'] === expected.custody
    && claims['dlv'] === expected.deviceListVersion
    && claims['idk'] === Buffer.from(expected.identityKey).toString('base64url')
  const mayState = delegated === undefined || expected.custody === 'VAULT'
  if (!holds || !mayState) throw new GatewayError('STATEMENT_REFUSED')
}

/** The key that a statement's delegation names; undefined for a statement without one. */
const findDelegated = async (statement: string, home: PartyRow, now: number): Promise<PartyKey | undefined> => {
  const delegation = headerOf(statement)['dlg']
  if (delegation === undefined) return undefined
  if (typeof delegation !== 'string') throw new GatewayError('STATEMENT_REFUSED')
  const key = readDelegation(await verifyJws(delegation, home.issuerKeys, DELEGATION_TYPE, 'STATEMENT_REFUSED', now), home.party, now)
  if (key === undefined) throw new GatewayError('STATEMENT_REFUSED')
  return { keyId: keyId(key.kid), jwk: key }
}

const headerOf = (jws: string): ProtectedHeaderParameters => {
  try {
    return decodeProtectedHeader(jws)
  } catch {
    throw new GatewayError('STATEMENT_REFUSED')
  }
}

/** Checks an issuer list of the core, as its endpoints will: one that they cannot read would leave them without keys. Returns its version. Throws `ISSUER_LIST_REFUSED`. */
export const verifyIssuerList = async (list: string, core: PartyRow, now: number): Promise<number> => {
  const claims = await verifyJws(list, core.issuerKeys, ISSUER_LIST_TYPE, 'ISSUER_LIST_REFUSED', now)
  const read = readIssuerList(claims, core.party)
  if (read === undefined) throw new GatewayError('ISSUER_LIST_REFUSED', 'iss is the core, ver a whole number from 1, parties a list of {party, state, keys}, each party once, keys a list of public JWKs')
  return read.version
}

/**
 * Whether the file's keys have the word of an issuer key that holds: false for a file without a succession. Throws `MALFORMED` for one that is not about these keys, by another key, or not younger than
 * `since`, when keys last changed: the issuer key may have stayed, and what it vouched for then may be why they did.
 */
export const verifySuccession = async ({ succession, linkKeys, issuerKeys }: ApplicationFile, party: PartyRow, { since, now }: { readonly since: number; readonly now: number }): Promise<boolean> => {
  if (succession === undefined) return false
  const claims = await verifyJws(succession, party.issuerKeys, SUCCESSION_TYPE, 'MALFORMED', now).catch(() => {
    throw new GatewayError('MALFORMED', 'the succession of the file is not signed by an issuer key of the party that holds')
  })
  const namesAll = claims.iss === party.party && sameNames(claims['lnk'], kidsOf(linkKeys)) && sameNames(claims['isk'], kidsOf(issuerKeys))
  if (!namesAll) throw new GatewayError('MALFORMED', 'the succession is about other keys than those of the file')
  const { iat } = claims
  const isOfNow = typeof iat === 'number' && iat >= Math.floor(since / 1000) && iat <= Math.floor(now / 1000) + CLOCK_TOLERANCE_SECONDS
  if (!isOfNow) throw new GatewayError('MALFORMED', 'the succession is not of now: it has no time, one to come, or one before the last change of keys; the provider makes a new file with: drawbridge provider init --replaces …')
  return true
}

const sameNames = (claimed: unknown, names: readonly string[]): boolean =>
  Array.isArray(claimed) && claimed.length === names.length && names.every((name, index) => claimed[index] === name)

const verifyJws = async (
  jws: string, keys: readonly PartyKey[], typ: string, refusal: ErrorCode, now: number,
): Promise<JWTPayload> => {
  try {
    const { kid } = decodeProtectedHeader(jws)
    const key = keys.find((candidate) => candidate.keyId === kid)
    if (!key) throw new GatewayError(refusal)
    const algorithm = key.jwk.kty === 'OKP' ? 'EdDSA' : 'ES256'
    const imported = await importJWK({ ...key.jwk }, algorithm)
    const { payload } = await jwtVerify(jws, imported, { algorithms: [algorithm, ...(algorithm === 'EdDSA' ? ['Ed25519'] : [])], typ, currentDate: new Date(now), clockTolerance: CLOCK_TOLERANCE_SECONDS })
    return payload
  } catch {
    throw new GatewayError(refusal)
  }
}

