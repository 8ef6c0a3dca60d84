// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes } from 'node:crypto'
import { CompactEncrypt, compactDecrypt, CompactSign, compactVerify, importJWK } from 'jose'
import { compactHeader, compactParts } from '../../model/compact.ts'
import { epochHeader, MAX_EPOCH_SECONDS, MAX_KEY_MESSAGE_CHARACTERS, readEpochHeader, readKeyMessageHeader } from '../../model/core-messages.ts'
import type { EpochHeader } from '../../model/core-messages.ts'
import { keyId } from '../../model/ids.ts'
import type { CoreSecretFile, VaultKeysFile } from '../../model/vault-files.ts'
import { ContentRefused } from './refused.ts'
import type { ContentRefusal } from './refused.ts'

/** The core's own keys, and those of the vault that it pins. */
export interface CoreChannelKeys {
  readonly own: CoreSecretFile
  readonly vault: Pick<VaultKeysFile, 'signingKey' | 'agreementKey'>
}

/** A content key of 32 bytes, and what its key message says about it. */
export interface CoreEpoch {
  readonly header: EpochHeader
  readonly key: Uint8Array
}

/** An epoch of the core's own. */
export interface OwnCoreEpoch extends CoreEpoch { readonly keyMessage: string }

const KEY_BYTES = 32
const EPOCH_ID_BYTES = 16

/** An epoch that begins at `now` (ms), wrapped once for the vault. */
export const createCoreEpoch = async ({ own, vault }: CoreChannelKeys, now: number): Promise<OwnCoreEpoch> => {
  const notBeforeSeconds = Math.floor(now / 1_000)
  const header: EpochHeader = {
    signer: keyId(own.signingKey.kid), audience: keyId(vault.agreementKey.kid), direction: 'from-core', epoch: randomBytes(EPOCH_ID_BYTES).toString('base64url'),
    notBeforeSeconds, expiresSeconds: notBeforeSeconds + MAX_EPOCH_SECONDS,
  }
  const key = new Uint8Array(randomBytes(KEY_BYTES))
  const signed = await new CompactSign(key).setProtectedHeader(epochHeader(header)).sign(await importJWK({ ...own.signingKey }, 'EdDSA'))
  const keyMessage = await new CompactEncrypt(Buffer.from(signed))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', typ: 'drawbridge-epoch+jwe', kid: vault.agreementKey.kid })
    .encrypt(await importJWK({ ...vault.agreementKey }, 'ECDH-ES'))
  return { header, key, keyMessage }
}

/** The epoch of a key message by the vault. Throws `ContentRefused`. */
export const openVaultEpoch = async (keys: CoreChannelKeys, keyMessage: string): Promise<CoreEpoch> => {
  const jws = await decrypted(keys, keyMessage)
  const header = headerOf(jws, 3, readEpochHeader)
  if (header === undefined) throw new ContentRefused('malformed')
  if (header.signer !== keys.vault.signingKey.kid) throw new ContentRefused('other-vault')
  if (header.audience !== keys.own.agreementKey.kid) throw new ContentRefused('other-core')
  if (header.direction !== 'to-core') throw new ContentRefused('other-epoch')
  const publicKey = await importJWK({ ...keys.vault.signingKey }, 'EdDSA')
  const { payload } = await otherwise('other-vault', compactVerify(jws, publicKey, { algorithms: ['EdDSA'] }))
  if (payload.length !== KEY_BYTES) throw new ContentRefused('malformed')
  return { header, key: payload }
}

/** What `work` resolves to; refuses whatever it throws. */
export const otherwise = async <T>(refusal: ContentRefusal, work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch {
    throw new ContentRefused(refusal)
  }
}

const decrypted = async ({ own }: CoreChannelKeys, keyMessage: string): Promise<string> => {
  const header = headerOf(keyMessage, 5, readKeyMessageHeader)
  if (header === undefined) throw new ContentRefused('malformed')
  if (header.audience !== own.agreementKey.kid) throw new ContentRefused('other-core')
  const privateKey = await importJWK({ ...own.agreementKey }, 'ECDH-ES')
  const { plaintext } = await otherwise('broken', compactDecrypt(keyMessage, privateKey, { keyManagementAlgorithms: ['ECDH-ES'], contentEncryptionAlgorithms: ['A256GCM'] }))
  return Buffer.from(plaintext).toString('latin1')
}

const headerOf = <T>(jose: string, count: 3 | 5, read: (claims: NonNullable<ReturnType<typeof compactHeader>>) => T | undefined): T | undefined => {
  const [first] = compactParts(jose, count, MAX_KEY_MESSAGE_CHARACTERS) ?? []
  const claims = first && compactHeader(first)
  return claims && read(claims)
}
