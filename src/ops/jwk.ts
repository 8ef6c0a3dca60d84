// SPDX-License-Identifier: AGPL-3.0-only
import { createPublicKey } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { PublicJwk } from '../model/credentials.ts'
import { keyThumbprint } from '../model/jwk.ts'

/** The public half of an Ed25519 private key as JWK, named by its RFC 7638 thumbprint. */
export const publicEd25519Jwk = (key: KeyObject): PublicJwk => {
  const { x } = createPublicKey(key).export({ format: 'jwk' })
  if (key.asymmetricKeyType !== 'ed25519' || x === undefined) throw new TypeError('not an Ed25519 key')
  const jwk = { kty: 'OKP', crv: 'Ed25519', x } as const
  return Object.freeze({ ...jwk, kid: keyThumbprint(jwk) })
}
