// SPDX-License-Identifier: AGPL-3.0-only
// Sees: signed statements, public keys, and the vault's own statement key.
// Promises: claims come only out of a compact JWS (RFC 7515) that one of the given keys signed with its own algorithm.
// Never: takes a key, a certificate or an algorithm from the statement itself (RFC 8725 sections 3.1 and 3.10).
import { createPublicKey, sign, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { Claims } from '../../model/claims.ts'
import { compactParts } from '../../model/compact.ts'
import type { PublicJwk } from '../../model/credentials.ts'
import { keyAlgorithm } from '../../model/jwk.ts'

/** Claims that were signed, and the bytes of theirs under the signature. */
export interface SignedClaims {
  readonly claims: Claims
  readonly payload: string
}

/** Characters of a list of issuer keys of some thousand parties; a statement has one thousand. */
const MAX_CHARACTERS = 1_048_576

/** Claims of a JWS of this `typ` by one of `keys`; undefined for anything else, whatever is wrong with it. */
export const openSigned = (jws: string, typ: string, keys: readonly PublicJwk[]): SignedClaims | undefined => {
  const [header, payload, signature] = compactParts(jws, 3, MAX_CHARACTERS) ?? []
  if (header === undefined || payload === undefined || signature === undefined) return undefined
  const { alg, typ: itsType, kid, crit } = parsed(header) ?? {}
  if (itsType !== typ || crit !== undefined) return undefined
  const signed = Buffer.from(jws.slice(0, jws.lastIndexOf('.')), 'latin1')
  const isSigned = keys.some((key) => (kid === undefined || kid === key.kid) && alg === keyAlgorithm(key) && holds(key, signed, signature))
  const claims = isSigned ? parsed(payload) : undefined
  return claims && { claims, payload: payload.toString('latin1') }
}

/** The protected header of a JWS, by nobody's word yet; undefined when there is none. */
export const readHeader = (jws: string): Claims | undefined => {
  const [header] = compactParts(jws, 3, MAX_CHARACTERS) ?? []
  return header && parsed(header)
}

/** A compact JWS by an Ed25519 key. */
export const signClaims = (key: KeyObject, header: Claims, claims: Claims): string => {
  const signed = `${encoded({ alg: 'EdDSA', ...header })}.${encoded(claims)}`
  return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`
}

const encoded = (value: Claims): string => Buffer.from(JSON.stringify(value)).toString('base64url')

const parsed = (bytes: Buffer): Claims | undefined => {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Claims : undefined
  } catch {
    return undefined
  }
}

const holds = (jwk: PublicJwk, signed: Buffer, signature: Buffer): boolean => {
  const key = createPublicKey({ key: { ...jwk }, format: 'jwk' })
  return jwk.kty === 'OKP' ? verify(null, signed, key, signature) : verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, signature)
}
