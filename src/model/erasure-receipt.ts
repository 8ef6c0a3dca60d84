// SPDX-License-Identifier: Apache-2.0
import { createPublicKey, verify } from 'node:crypto'
import { compactHeader, compactParts } from './compact.ts'
import type { PublicJwk } from './credentials.ts'
import type { KeyId, PartyId } from './ids.ts'

/** Something of an erased person that is still there. */
export interface Remaining { readonly what: string; readonly why: string; readonly until: string }

/** What an operator shows for an erasure. It names nobody: who was erased knows the ids that are hashed. */
export interface ErasureReceipt {
  readonly drawbridge: 'erasure-receipt/1'
  /** True: nothing was erased, this is how much it would be. */
  readonly dryRun: boolean
  readonly gateway: KeyId
  readonly party: PartyId
  /** RFC 3339. */
  readonly at: string
  readonly actor: string
  readonly reason: string
  readonly of: 'person' | 'user'
  /** SHA-256 of each user id, in hexadecimal. */
  readonly idHashes: readonly string[]
  /** Rows that were erased, by table and the column that named the user. */
  readonly rows: Readonly<Record<string, number>>
  /** Sentences about where the deleted bytes are. */
  readonly disk: readonly string[]
  readonly remains: readonly Remaining[]
}

/** A receipt, and the same as a compact JWS by the gateway's link key (EdDSA). */
export interface SignedReceipt { readonly receipt: ErasureReceipt; readonly jws: string }

/** `typ` of such a JWS. */
export const RECEIPT_TYPE = 'drawbridge-erasure-receipt+jws'
/** A receipt has some dozens of lines and ten ids at most. */
const MAX_JWS_CHARACTERS = 65_536

/** The receipt that the holder of `key` signed; undefined for anything else. */
export const openReceipt = (jws: string, key: PublicJwk): ErasureReceipt | undefined => {
  const parts = compactParts(jws, 3, MAX_JWS_CHARACTERS)
  if (parts === undefined) return undefined
  const [head, payload, signature] = parts as [Buffer, Buffer, Buffer]
  const header = compactHeader(head)
  if (header?.['typ'] !== RECEIPT_TYPE || header['alg'] !== 'EdDSA' || header['kid'] !== key.kid) return undefined
  const signed = Buffer.from(jws.slice(0, jws.lastIndexOf('.')))
  const { kty, crv, x } = key
  if (!verify(null, signed, createPublicKey({ key: { kty, crv, x }, format: 'jwk' }), signature)) return undefined
  return JSON.parse(payload.toString('utf8')) as ErasureReceipt
}
