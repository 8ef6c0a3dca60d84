// SPDX-License-Identifier: AGPL-3.0-only
import { createPrivateKey, createPublicKey, diffieHellman, hkdfSync } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { AgreementJwk, Private } from '../../model/credentials.ts'
import { GatewayError } from '../../model/errors.ts'
import { strictCoordinate } from '../../model/jwk.ts'
import { strictChoice, strictLine, strictObject, strictTime } from '../../model/strict-json.ts'

/** What a sealed backup says of itself to anybody, in its first line. */
export interface SealedHeader {
  readonly drawbridge: 'sealed-backup/1'
  /** Of the program that made it. */
  readonly version: string
  /** RFC 3339. */
  readonly createdAt: string
  /** Thumbprint of the key that it was sealed to. */
  readonly recipient: string
  /** Public half of the key that was made for this backup, in base64url. */
  readonly ephemeral: string
}

/** The first line is one, not a file of something else. */
export const MAX_HEADER_BYTES = 1_024
const LABEL = 'drawbridge sealed-backup/1'
const KEY_BYTES = 32

/** The first line of a backup that is sealed to `recipient`, and the key of its chunks. `ephemeral` is an X25519 key made for it alone. */
export const sealHeader = (recipient: AgreementJwk, ephemeral: KeyObject, about: Pick<SealedHeader, 'version' | 'createdAt'>): { readonly line: Buffer; readonly key: Uint8Array } => {
  const x = createPublicKey(ephemeral).export({ format: 'jwk' }).x ?? ''
  const header: SealedHeader = { drawbridge: 'sealed-backup/1', version: about.version, createdAt: about.createdAt, recipient: recipient.kid, ephemeral: x }
  const line = Buffer.from(`${JSON.stringify(header)}\n`)
  return { line, key: keyOf(ephemeral, recipient.x, { ephemeral: x, recipient: recipient.x }, line) }
}

/** The key of a backup's chunks, for who holds the private key that it was sealed to. Throws `CONFIG_INVALID` for any other. */
export const openHeader = (line: Buffer, secret: Private<AgreementJwk>): Uint8Array => {
  const { recipient, ephemeral } = parseHeader(line)
  if (recipient !== secret.kid) throw new GatewayError('CONFIG_INVALID', `the backup is sealed to key ${recipient}, and this is key ${secret.kid}`)
  const { kty, crv, x, d } = secret
  return keyOf(createPrivateKey({ key: { kty, crv, x, d }, format: 'jwk' }), ephemeral, { ephemeral, recipient: x }, line)
}

/** A first line that is well formed. Throws `CONFIG_INVALID`. */
export const parseHeader = (line: Buffer): SealedHeader => {
  const file = strictObject(parse(line), '', ['drawbridge', 'version', 'createdAt', 'recipient', 'ephemeral'])
  return Object.freeze({
    drawbridge: strictChoice(file.drawbridge, 'drawbridge', ['sealed-backup/1']), version: strictLine(file.version, 'version'), createdAt: strictTime(file.createdAt, 'createdAt'),
    recipient: strictCoordinate(file.recipient, 'recipient'), ephemeral: strictCoordinate(file.ephemeral, 'ephemeral'),
  })
}

/** X25519 (RFC 7748 section 6.1) and HKDF-SHA-256 (RFC 5869), bound to both public keys and to every byte of the first line. */
const keyOf = (own: KeyObject, theirs: string, salt: { readonly ephemeral: string; readonly recipient: string }, line: Buffer): Uint8Array => {
  const salted = Buffer.concat([Buffer.from(salt.ephemeral, 'base64url'), Buffer.from(salt.recipient, 'base64url')])
  return new Uint8Array(hkdfSync('sha256', agree(own, theirs), salted, Buffer.concat([Buffer.from(LABEL), line]), KEY_BYTES))
}

const agree = (privateKey: KeyObject, x: string): Buffer => {
  try {
    return diffieHellman({ privateKey, publicKey: createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' }) })
  } catch {
    // A point of small order, with which everybody would know the secret.
    throw new GatewayError('CONFIG_INVALID', 'the backup\'s key is none that anything can be sealed to')
  }
}

const parse = (line: Buffer): unknown => {
  try {
    return JSON.parse(line.toString('utf8'))
  } catch {
    throw new GatewayError('CONFIG_INVALID', 'it is no sealed backup: its first line is no JSON')
  }
}
