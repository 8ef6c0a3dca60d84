// SPDX-License-Identifier: AGPL-3.0-only
// Sees: what is sealed between vault and core, in the clear.
// Promises: compact JWE (RFC 7516 section 7.1) with A256GCM under a key that both ends have; the header is bound to the content as it was written.
// Never: reads a header; that is for who knows what it must say.
import { VaultRefused } from '../refusal.ts'
import { openApart, sealBytes } from '../sealing/aead.ts'
import type { Secret } from '../sealing/secret.ts'

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** A compact JWE without an encrypted key, under a random nonce. `header` is its protected header in base64url. */
export const sealParts = (key: Secret, header: string, plaintext: Secret): string => {
  const sealed = Buffer.from(sealBytes(key, Buffer.from(header, 'latin1'), plaintext).buffer)
  const text = (from: number, to: number): string => sealed.toString('base64url', from, to)
  const tagAt = sealed.length - TAG_BYTES
  return `${header}..${text(0, NONCE_BYTES)}.${text(NONCE_BYTES, tagAt)}.${text(tagAt, sealed.length)}`
}

/** The plaintext of a compact JWE that was cut into `parts`. Refuses as `content-refused` what this key did not seal. */
export const openParts = (key: Secret, jwe: string, parts: readonly Buffer[]): Secret => {
  const [, encryptedKey, nonce, ciphertext, tag] = parts
  if (encryptedKey?.length !== 0 || nonce === undefined || ciphertext === undefined || tag === undefined) throw new VaultRefused('content-refused')
  try {
    return openApart(key, Buffer.from(jwe.slice(0, jwe.indexOf('.')), 'latin1'), { nonce, ciphertext, tag })
  } catch {
    throw new VaultRefused('content-refused')
  }
}
