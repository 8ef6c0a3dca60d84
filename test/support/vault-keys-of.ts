// SPDX-License-Identifier: AGPL-3.0-only
// Promise: the keys that a gateway must never hold, as a test digs them out of a start secret, a data folder and what the core has.
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openVaultEpoch } from '../../src/agent/channel/epochs.ts'
import type { UserId } from '../../src/model/ids.ts'
import { openSqliteStore } from '../../src/store/sqlite/index.ts'
import { openEpoch } from '../../src/vault/channel/epochs.ts'
import { openBlob } from '../../src/vault/sealing/blobs.ts'
import { reveal, Secret } from '../../src/vault/sealing/secret.ts'
import { createUserKeys } from '../../src/vault/sealing/user-keys.ts'
import { parseStartSecret } from '../../src/vault/secret.ts'
import { decodeAccount } from '../../src/vault/state/account.ts'
import type { PinnedCore } from './pinned-core.ts'

/** Keys by what they are. */
export type KeysByName = Readonly<Record<string, Uint8Array>>

/** Of the start secret: the vault's own. */
export const keysOfSecret = ({ secretFile }: PinnedCore): KeysByName => {
  const file = JSON.parse(readFileSync(secretFile, 'utf8')) as Record<'signingKey' | 'agreementKey' | 'statementKey', { readonly d: string }> & { readonly keyEncryptionKeys: readonly { readonly key: string }[] }
  return {
    'key-encryption key': Buffer.from(file.keyEncryptionKeys[0]?.key ?? '', 'base64url'),
    'signing key': Buffer.from(file.signingKey.d, 'base64url'), 'agreement key': Buffer.from(file.agreementKey.d, 'base64url'), 'statement key': Buffer.from(file.statementKey.d, 'base64url'),
  }
}

/** Content keys of an epoch of the vault's and one of the core's, by their key messages. */
export const keysOfEpochs = async ({ secretFile, channelKeys }: PinnedCore, ofVault: string, ofCore: string): Promise<KeysByName> => {
  const { signing, agreement, core } = parseStartSecret(readFileSync(secretFile))
  if (core === null) throw new Error('no core is pinned')
  return {
    'content key of the vault': (await openVaultEpoch(channelKeys, ofVault)).key,
    'content key of the core': reveal(openEpoch({ signing, agreement, core }, ofCore).key),
  }
}

/** A user's own keys, out of a copy of the data folder that is made below `folder`. */
export const keysOfUser = async ({ secretFile }: PinnedCore, dataFolder: string, folder: string, user: UserId): Promise<KeysByName> => {
  mkdirSync(folder)
  for (const name of ['drawbridge.db', 'drawbridge.db-wal']) {
    if (existsSync(join(dataFolder, name))) copyFileSync(join(dataFolder, name), join(folder, name))
  }
  const store = await openSqliteStore({ path: folder, onUnhealthy: () => undefined })
  try {
    const row = await store.read.vaultAccount(user)
    if (row === undefined) throw new Error('no such account')
    const { keyEncryptionKeys } = parseStartSecret(readFileSync(secretFile))
    const userKey = createUserKeys(new Map([...keyEncryptionKeys].map(([id, key]) => [id, new Secret(key)]))).unwrap(user, row.wrappedKey)
    const { privateKey } = decodeAccount(openBlob(userKey, { table: 'account', user, version: row.version }, row.state))
    return { 'user key': reveal(userKey), 'identity key': reveal(privateKey) }
  } finally {
    await store.close()
  }
}
