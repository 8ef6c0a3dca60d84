// SPDX-License-Identifier: AGPL-3.0-only
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { AgreementJwk, Private, PublicJwk } from '../model/credentials.ts'
import { keyThumbprint } from '../model/jwk.ts'
import { agreementThumbprint } from '../model/agreement-key.ts'
import type { VaultSecretFile } from '../model/vault-files.ts'

/** A new key that signs. */
export const createEd25519 = (): Private<PublicJwk> => {
  const { x = '', d = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  const key = { kty: 'OKP', crv: 'Ed25519', x } as const
  return { ...key, kid: keyThumbprint(key), d }
}

/** A new key that others encrypt to. */
export const createX25519 = (): Private<AgreementJwk> => {
  const { x = '', d = '' } = generateKeyPairSync('x25519').privateKey.export({ format: 'jwk' })
  const key = { kty: 'OKP', crv: 'X25519', x } as const
  return { ...key, kid: agreementThumbprint(key), d }
}

const KEY_BYTES = 32

/** A new key that wraps users' keys, under its number. */
export const createKeyEncryptionKey = (id: number): VaultSecretFile['keyEncryptionKeys'][number] => ({ id, key: randomBytes(KEY_BYTES).toString('base64url') })

/** What of a key may be shown. */
export const publicPart = <Jwk extends object>({ d: _secret, ...jwk }: Private<Jwk>): Omit<Private<Jwk>, 'd'> => jwk
