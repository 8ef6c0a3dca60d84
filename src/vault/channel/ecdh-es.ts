// SPDX-License-Identifier: AGPL-3.0-only
// Sees: an epoch's key inside its signature, while it is encrypted or decrypted; the vault's agreement key.
// Promises: JWE with ECDH-ES on X25519 and A256GCM (RFC 7518 sections 4.6 and 5.3, RFC 8037 section 3.2), a fresh ephemeral key for each.
// Never: takes an algorithm, a compression or a key from a header that it does not expect.
import { createPublicKey, diffieHellman, generateKeyPairSync, hash } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { compactHeader, compactParts, encodeHeader } from '../../model/compact.ts'
import { keyMessageHeader, MAX_KEY_MESSAGE_CHARACTERS, readKeyMessageHeader } from '../../model/core-messages.ts'
import type { EphemeralKey } from '../../model/core-messages.ts'
import { keyId } from '../../model/ids.ts'
import type { AgreementJwk } from '../../model/credentials.ts'
import { VaultRefused } from '../refusal.ts'
import { Secret, wipe } from '../sealing/secret.ts'
import type { OwnKey } from '../secret.ts'
import { openParts, sealParts } from './jwe.ts'

/** A key message around `inner`, for whoever holds this agreement key. */
export const encryptTo = (recipient: AgreementJwk, inner: Secret): string => {
  const ephemeral = generateKeyPairSync('x25519')
  const { x = '' } = ephemeral.publicKey.export({ format: 'jwk' })
  const header = encodeHeader(keyMessageHeader(keyId(recipient.kid), { kty: 'OKP', crv: 'X25519', x }))
  const key = agreedKey(ephemeral.privateKey, createPublicKey({ key: { ...recipient }, format: 'jwk' }))
  try {
    return sealParts(key, header, inner)
  } finally {
    wipe(key)
  }
}

/** What {@link encryptTo} went around. Refuses as `content-refused` whatever is not exactly a key message to this key. */
export const decryptWith = (own: OwnKey, keyMessage: string): Secret => {
  const parts = compactParts(keyMessage, 5, MAX_KEY_MESSAGE_CHARACTERS)
  const header = parts?.[0] && compactHeader(parts[0])
  const read = header && readKeyMessageHeader(header)
  if (parts === undefined || read?.audience !== own.kid) throw new VaultRefused('content-refused')
  const key = agreedKey(own.key, ephemeralKey(read.epk))
  try {
    return openParts(key, keyMessage, parts)
  } finally {
    wipe(key)
  }
}

const ephemeralKey = (epk: EphemeralKey): KeyObject => createPublicKey({ key: { ...epk }, format: 'jwk' })

/** `AlgorithmID`, empty `PartyUInfo` and `PartyVInfo`, and 256 bits as `SuppPubInfo`: RFC 7518 section 4.6.2, `ECDH-ES` without key wrapping. */
const OTHER_INFO = Buffer.concat([counted('A256GCM'), counted(''), counted(''), Buffer.from([0, 0, 1, 0])])
/** The one round of the Concat KDF (NIST SP 800-56A section 5.8.1) that 256 bits need. */
const ROUND = Buffer.from([0, 0, 0, 1])

/** Throws for a point of low order: OpenSSL refuses a shared secret of zeros (RFC 7748 section 6.1). */
const agreedKey = (privateKey: KeyObject, publicKey: KeyObject): Secret => {
  const shared = diffieHellman({ privateKey, publicKey })
  const hashed = Buffer.concat([ROUND, shared, OTHER_INFO])
  try {
    return new Secret(new Uint8Array(hash('sha256', hashed, 'buffer')))
  } finally {
    shared.fill(0)
    hashed.fill(0)
  }
}

function counted(text: string): Buffer {
  const bytes = Buffer.from(`\0\0\0\0${text}`, 'latin1')
  bytes.writeUInt32BE(text.length)
  return bytes
}
