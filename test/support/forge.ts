// SPDX-License-Identifier: AGPL-3.0-only
// Promise: compact JWS and JWE with whatever header a test wants, under keys that fit: what no library would make.
import { createCipheriv, createHash, diffieHellman, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

type Header = Readonly<Record<string, unknown>> | string

const encoded = (header: Header): string => Buffer.from(typeof header === 'string' ? header : JSON.stringify(header)).toString('base64url')

/** A JWS over `payload`; the header goes in as it is, text or object. */
export const forgeJws = (header: Header, payload: Uint8Array, key: KeyObject): string => {
  const signed = `${encoded(header)}.${Buffer.from(payload).toString('base64url')}`
  return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`
}

/** A JWE of `dir` and A256GCM. */
export const forgeDirect = (header: Header, key: Uint8Array, plaintext: Uint8Array): string => {
  const [head, nonce] = [encoded(header), randomBytes(12)]
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(head))
  const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()])
  return [head, '', nonce.toString('base64url'), sealed.toString('base64url'), cipher.getAuthTag().toString('base64url')].join('.')
}

/** A JWE of ECDH-ES and A256GCM to an X25519 key; `header` is given the ephemeral key. */
export const forgeAgreed = (header: (epk: Readonly<Record<string, unknown>>) => Header, recipient: KeyObject, plaintext: Uint8Array): string => {
  const ephemeral = generateKeyPairSync('x25519')
  const shared = diffieHellman({ privateKey: ephemeral.privateKey, publicKey: recipient })
  const info = Buffer.concat([Buffer.from([0, 0, 0, 7]), Buffer.from('A256GCM'), Buffer.alloc(8), Buffer.from([0, 0, 1, 0])])
  const key = createHash('sha256').update(Buffer.from([0, 0, 0, 1])).update(shared).update(info).digest()
  return forgeDirect(header({ ...ephemeral.publicKey.export({ format: 'jwk' }) }), key, plaintext)
}
