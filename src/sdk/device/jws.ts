// SPDX-License-Identifier: Apache-2.0
import { compactVerify, decodeProtectedHeader, importJWK } from 'jose'
import type { Claims } from '../../model/claims.ts'
import type { PublicJwk } from '../../model/credentials.ts'
import { keyAlgorithm } from '../../model/jwk.ts'

/** Claims of a compact JWS, and the payload as it was signed. */
export interface OpenedJws {
  readonly claims: Claims
  readonly payload: string
}

/**
 * Opens a JWS of this `typ` that one of `keys` signed with that key's own algorithm (EdDSA or ES256; RFC 8725 section 3.1).
 * Undefined for anything else, whatever is wrong with it.
 */
export const openJws = async (jws: string, typ: string, keys: readonly PublicJwk[]): Promise<OpenedJws | undefined> => {
  const header = readHeader(jws)
  if (header?.typ !== typ) return undefined
  const fitting = keys.filter((key) => header.kid === undefined || header.kid === key.kid)
  for (const key of fitting) {
    const payload = await verified(jws, key)
    if (payload !== undefined) return parse(payload)
  }
  return undefined
}

/** The protected header of a JWS, by nobody's word yet; undefined when there is none. */
export const readHeader = (jws: string): { readonly typ?: unknown; readonly kid?: unknown; readonly dlg?: unknown } | undefined => {
  try {
    return decodeProtectedHeader(jws)
  } catch {
    return undefined
  }
}

const verified = async (jws: string, key: PublicJwk): Promise<Uint8Array | undefined> => {
  const alg = keyAlgorithm(key)
  try {
    const { payload } = await compactVerify(jws, await importJWK({ ...key }, alg), { algorithms: [alg] })
    return payload
  } catch {
    return undefined
  }
}

const parse = (payload: Uint8Array): OpenedJws | undefined => {
  const text = Buffer.from(payload).toString()
  try {
    const claims: unknown = JSON.parse(text)
    return typeof claims === 'object' && claims !== null && !Array.isArray(claims) ? { claims: claims as Claims, payload: text } : undefined
  } catch {
    return undefined
  }
}
