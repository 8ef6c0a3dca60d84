// SPDX-License-Identifier: Apache-2.0
import { createPublicKey, verify } from 'node:crypto'
import { compactHeader, compactParts } from './compact.ts'
import type { PublicJwk } from './credentials.ts'
import { parsePublicJwk } from './jwk.ts'
import { isOffer } from './offer-shape.ts'
import { OFFER_TYPE } from './offer.ts'
import type { Offer } from './offer.ts'

/** An offer has some hundred lines. */
const MAX_JWS_CHARACTERS = 262_144

/** An offer and the gateway's key that signed it, which stands in the JWS itself; undefined for anything else. */
export const openOffer = (jws: string): { readonly offer: Offer; readonly key: PublicJwk } | undefined => {
  const parts = compactParts(jws, 3, MAX_JWS_CHARACTERS)
  if (parts === undefined) return undefined
  const [head, payload, signature] = parts as [Buffer, Buffer, Buffer]
  const header = compactHeader(head)
  const key = header?.['typ'] === OFFER_TYPE && header['alg'] === 'EdDSA' ? keyIn(header['jwk']) : undefined
  if (key === undefined || header?.['kid'] !== key.kid) return undefined
  const { kty, crv, x } = key
  if (!verify(null, Buffer.from(jws.slice(0, jws.lastIndexOf('.'))), createPublicKey({ key: { kty, crv, x }, format: 'jwk' }), signature)) return undefined
  const offer = offerIn(payload)
  return offer?.terms.gateway.id === key.kid ? { offer, key } : undefined
}

/** Whatever its signer wrote: the key is in the JWS, so anybody may be the signer. */
const offerIn = (payload: Buffer): Offer | undefined => {
  try {
    const value: unknown = JSON.parse(payload.toString('utf8'))
    return isOffer(value) ? value : undefined
  } catch {
    return undefined
  }
}

const keyIn = (value: unknown): PublicJwk | undefined => {
  try {
    return parsePublicJwk(value, 'jwk', 'link')
  } catch {
    return undefined
  }
}
