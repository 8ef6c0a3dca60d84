// SPDX-License-Identifier: AGPL-3.0-only
// What parties sign and what is signed: compact JWS (RFC 7515) and length-prefixed transcripts (docs/protocol.md sections 2 and 3).
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import type { Bytes } from '../../../src/model/signal-crypto.ts'
import { join, utf8 } from '../bytes.ts'

/** A key as the files of parties hold it. */
export interface Jwk { readonly kty: string; readonly crv: string; readonly x: string; readonly y?: string; readonly d?: string; readonly kid: string }

/** Parts one after another, each behind its length in four bytes. */
export const transcript = (...parts: readonly (Uint8Array | string)[]): Bytes => join(parts.flatMap((part) => {
  const bytes = typeof part === 'string' ? utf8(part) : part
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return [length, bytes]
}))

/** Ed25519. */
export const signWith = (key: Jwk, message: Uint8Array): Bytes => new Uint8Array(sign(null, message, createPrivateKey({ key: { ...key }, format: 'jwk' })))

/** Ed25519, or ECDSA on P-256. */
export const holdsUnder = (key: Jwk, message: Uint8Array, signature: Uint8Array): boolean =>
  verify(key.kty === 'OKP' ? null : 'sha256', message, { key: createPublicKey({ key: { ...key }, format: 'jwk' }), dsaEncoding: 'ieee-p1363' }, signature)

/** A JWS by an Ed25519 key. */
export const signJws = (key: Jwk, typ: string, claims: object): string => {
  const signed = [{ alg: 'EdDSA', typ, kid: key.kid }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  return `${signed}.${Buffer.from(signWith(key, utf8(signed))).toString('base64url')}`
}

/** The claims of a JWS of this type by one of these keys; undefined for anything else. */
export const openJws = (jws: string, typ: string, keys: readonly Jwk[]): Readonly<Record<string, unknown>> | undefined => {
  try {
    const [head = '', body = '', signature = ''] = jws.split('.')
    const { alg, kid, typ: said } = JSON.parse(Buffer.from(head, 'base64url').toString()) as Record<string, unknown>
    const key = keys.find((one) => one.kid === kid && alg === (one.kty === 'OKP' ? 'EdDSA' : 'ES256'))
    if (key === undefined || said !== typ || !holdsUnder(key, utf8(`${head}.${body}`), Buffer.from(signature, 'base64url'))) return undefined
    return JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>
  } catch {
    return undefined
  }
}
