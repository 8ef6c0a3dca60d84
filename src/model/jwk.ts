// SPDX-License-Identifier: Apache-2.0
import { createHash, createPublicKey } from 'node:crypto'
import type { KeySet, PublicJwk } from './credentials.ts'
import { keyId } from './ids.ts'
import type { KeyId } from './ids.ts'
import { fileError, memberPath, strictChoice, strictObject, strictText } from './strict-json.ts'

/** Live keys of one kind: two while one is being rotated out. */
const MAX_LIVE_KEYS = 2
/** Bytes of an Ed25519 key and of a P-256 coordinate. */
const COORDINATE_BYTES = 32

/** What a key may be used for: links and franks take Ed25519 only, issuers also P-256. */
export type KeyUse = 'link' | 'issuer'

/** RFC 7638 thumbprint of a public key: SHA-256 over the required members in lexical order, base64url. */
export const keyThumbprint = (jwk: Omit<PublicJwk, 'kid'>): KeyId => {
  const { crv, kty, x, y } = jwk
  const members = kty === 'EC' ? { crv, kty, x, y } : { crv, kty, x }
  return keyId(createHash('sha256').update(JSON.stringify(members)).digest('base64url'))
}

/** The names of a set's keys, in its order. */
export const kidsOf = ({ keys }: KeySet): readonly string[] => keys.map(({ kid }) => kid)

/** The JWS algorithm that goes with an issuer key. */
export const keyAlgorithm = (jwk: Pick<PublicJwk, 'kty'>): 'EdDSA' | 'ES256' => (jwk.kty === 'OKP' ? 'EdDSA' : 'ES256')

/** A public key in a file: canonical, on its curve, named by its thumbprint, without a private part. Throws `CONFIG_INVALID`. */
export const parsePublicJwk = (value: unknown, where: string, use: KeyUse): PublicJwk => {
  refusePrivatePart(value, where)
  const { kty, crv, x, y, kid } = strictObject(value, where, ['kty', 'crv', 'x', 'kid'], ['y'])
  const key = parseCoordinates({ kty, crv, x, y }, where, use)
  const thumbprint = keyThumbprint(key)
  if (kid !== thumbprint) throw fileError(memberPath(where, 'kid'), 'must be the RFC 7638 thumbprint of the key')
  return Object.freeze({ ...key, kid: thumbprint })
}

/** One or two different keys of a kind. Throws `CONFIG_INVALID`. */
export const parseKeySet = (value: unknown, where: string, use: KeyUse): KeySet => {
  const { keys } = strictObject(value, where, ['keys'])
  const list = memberPath(where, 'keys')
  if (!Array.isArray(keys) || keys.length < 1 || keys.length > MAX_LIVE_KEYS) throw fileError(list, 'must hold one or two keys')
  const parsed = keys.map((key: unknown, index) => parsePublicJwk(key, `${list}[${index}]`, use))
  if (new Set(parsed.map(({ kid }) => kid)).size < parsed.length) throw fileError(list, 'must not hold a key twice')
  return Object.freeze({ keys: Object.freeze(parsed) })
}

/** The public members of a key; throws `CONFIG_INVALID` unless they are canonical and on a curve that the use allows. */
export const parseCoordinates = (
  members: Readonly<Record<'kty' | 'crv' | 'x' | 'y', unknown>>, where: string, use: KeyUse,
): Omit<PublicJwk, 'kid'> => {
  const crv = strictChoice(members.crv, memberPath(where, 'crv'), use === 'link' ? ['Ed25519'] : ['Ed25519', 'P-256'])
  const kty = strictChoice(members.kty, memberPath(where, 'kty'), [crv === 'Ed25519' ? 'OKP' : 'EC'])
  const x = strictCoordinate(members.x, memberPath(where, 'x'))
  if (kty === 'OKP' && members.y !== undefined) throw fileError(memberPath(where, 'y'), 'is not a member of an Ed25519 key')
  const key = kty === 'OKP' ? { kty, crv, x } : { kty, crv, x, y: strictCoordinate(members.y, memberPath(where, 'y')) }
  if (!isOnCurve(key)) throw fileError(where, 'is not a point of its curve')
  return key
}

/** 32 bytes in canonical base64url; throws `CONFIG_INVALID`. */
export const strictCoordinate = (value: unknown, where: string): string => {
  const text = strictText(value, where)
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.length !== COORDINATE_BYTES || bytes.toString('base64url') !== text) throw fileError(where, 'must be 32 bytes in base64url')
  return text
}

const refusePrivatePart = (value: unknown, where: string): void => {
  if (typeof value === 'object' && value !== null && 'd' in value) {
    throw fileError(memberPath(where, 'd'), 'is the private part of a key: it must never be here, replace the key')
  }
}

const isOnCurve = (key: Omit<PublicJwk, 'kid'>): boolean => {
  try {
    return createPublicKey({ key: { ...key }, format: 'jwk' }).type === 'public'
  } catch {
    return false
  }
}
