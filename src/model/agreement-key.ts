// SPDX-License-Identifier: Apache-2.0
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto'
import type { AgreementJwk, Private } from './credentials.ts'
import { keyId } from './ids.ts'
import type { KeyId } from './ids.ts'
import { strictCoordinate } from './jwk.ts'
import { fileError, memberPath, strictChoice, strictObject } from './strict-json.ts'

/** RFC 7638 thumbprint of an X25519 key. */
export const agreementThumbprint = ({ crv, kty, x }: Pick<AgreementJwk, 'crv' | 'kty' | 'x'>): KeyId =>
  keyId(createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url'))

/** An X25519 key in a file, named by its thumbprint. Throws `CONFIG_INVALID`. */
export const parseAgreementJwk = (value: unknown, where: string): AgreementJwk => {
  const { kty, crv, x, kid } = strictObject(value, where, ['kty', 'crv', 'x', 'kid'])
  const key = {
    kty: strictChoice(kty, memberPath(where, 'kty'), ['OKP']),
    crv: strictChoice(crv, memberPath(where, 'crv'), ['X25519']),
    x: strictCoordinate(x, memberPath(where, 'x')),
  }
  if (kid !== agreementThumbprint(key)) throw fileError(memberPath(where, 'kid'), 'must be the RFC 7638 thumbprint of the key')
  return Object.freeze({ ...key, kid: agreementThumbprint(key) })
}

/** A key with its private part, which must be that of the public part that is named. Throws `CONFIG_INVALID`, never saying what stood there. */
export const parsePrivate = <Jwk extends { readonly x: string }>(value: unknown, where: string, parsePublic: (value: unknown, where: string) => Jwk): Private<Jwk> => {
  const { d, ...rest } = strictObject(value, where, ['kty', 'crv', 'x', 'kid', 'd'])
  const secret = { ...parsePublic(rest, where), d: strictCoordinate(d, memberPath(where, 'd')) }
  if (publicPartOf(secret) !== secret.x) throw fileError(memberPath(where, 'd'), 'must be the private part of this key')
  return Object.freeze(secret)
}

const publicPartOf = (jwk: object): string | undefined => {
  try {
    return createPublicKey(createPrivateKey({ key: { ...jwk }, format: 'jwk' })).export({ format: 'jwk' }).x
  } catch {
    return undefined
  }
}
