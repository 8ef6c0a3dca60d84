// SPDX-License-Identifier: AGPL-3.0-only
import { createHash, createPublicKey } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { PublicJwk } from '../model/credentials.ts'
import { keyId } from '../model/ids.ts'

/** The public half of an Ed25519 key as JWK, named by its RFC 7638 thumbprint. */
export const publicEd25519Jwk = (key: KeyObject): PublicJwk => {
  const { x } = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' })
  if (key.asymmetricKeyType !== 'ed25519' || x === undefined) throw new TypeError('not an Ed25519 key')
  return Object.freeze({ kty: 'OKP', crv: 'Ed25519', x, kid: ed25519Thumbprint(x) })
}

/** RFC 7638 section 3.3 for `OKP` (RFC 8037 section 2): members in lexical order, no white space. `x` is base64url. */
const ed25519Thumbprint = (x: string): string =>
  keyId(createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest('base64url'))
