// SPDX-License-Identifier: AGPL-3.0-only
// Sees: the start secret: key-encryption keys, this vault's private keys, and whom it pins.
// Promises: taken as a whole or not at all; who prints what comes of it sees key handles and no key.
// Never: says what stood in a secret that it refuses.
import { createHash, createPrivateKey } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { parseVaultSecretFile } from '../model/vault-files.ts'
import type { VaultSecretFile } from '../model/vault-files.ts'

/** A private key under its public name, the RFC 7638 thumbprint. */
export interface OwnKey { readonly kid: string; readonly key: KeyObject }

/** What the vault works with; all of it came with the start, and none of it is an argument of any call. */
export interface StartSecret {
  /** 32 bytes each, by number; the highest wraps, all unwrap. */
  readonly keyEncryptionKeys: ReadonlyMap<number, Uint8Array<ArrayBuffer>>
  /** Ed25519. */
  readonly signing: OwnKey
  /** X25519. */
  readonly agreement: OwnKey
  /** Ed25519; signs identity statements where a delegation covers it. */
  readonly statement: OwnKey
  /** null: no core is pinned, so nothing is opened and nothing sealed. */
  readonly core: VaultSecretFile['core']
  /** Empty: no user may be minted. */
  readonly delegation: string
  /** base64url SHA-256 over everything above that is public. */
  readonly fingerprint: string
}

/** The secret from the bytes of its file, which are overwritten. Throws `CONFIG_INVALID`. */
export const parseStartSecret = (bytes: Uint8Array): StartSecret => {
  try {
    return toSecret(parseVaultSecretFile(JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'))))
  } finally {
    bytes.fill(0)
  }
}

const toSecret = (file: VaultSecretFile): StartSecret => Object.freeze({
  keyEncryptionKeys: new Map(file.keyEncryptionKeys.map(({ id, key }) => [id, new Uint8Array(Buffer.from(key, 'base64url'))])),
  signing: ownKey(file.signingKey),
  agreement: ownKey(file.agreementKey),
  statement: ownKey(file.statementKey),
  core: file.core,
  delegation: file.delegation,
  fingerprint: fingerprintOf(file),
})

const ownKey = (jwk: VaultSecretFile['signingKey'] | VaultSecretFile['agreementKey']): OwnKey =>
  Object.freeze({ kid: jwk.kid, key: createPrivateKey({ key: { ...jwk }, format: 'jwk' }) })

/** Names of keys only, in a fixed order: docs/vault.md says how to work it out again. */
const fingerprintOf = ({ keyEncryptionKeys, signingKey, agreementKey, statementKey, core, delegation }: VaultSecretFile): string =>
  createHash('sha256').update(JSON.stringify([
    keyEncryptionKeys.map(({ id }) => id), signingKey.kid, agreementKey.kid, statementKey.kid,
    core === null ? null : [core.party, core.signingKey.kid, core.agreementKey.kid, core.issuerKeys.keys.map(({ kid }) => kid)], delegation,
  ])).digest('base64url')
