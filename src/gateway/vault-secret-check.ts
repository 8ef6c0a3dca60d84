// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../model/errors.ts'
import { VAULT_DEVICE } from '../registry/index.ts'
import type { Readers } from '../store/readers.ts'
import type { Wrapping } from '../store/rows.ts'
import { CallRefused } from '../vault/protocol/client.ts'
import type { VaultDeps } from './vault-child.ts'

/** Long enough for a vault that has much to do before it. */
const CHECK_MS = 10_000

/**
 * Tries one user of each key-encryption key that the store's keys are wrapped with: a vault with another start secret would refuse every message, or give
 * new users keys that the right one cannot unwrap. Throws `CONFIG_INVALID` saying which key is missing.
 */
export const createSecretCheck = (read: Reads, events: { vaultKeyMissing(key: number): void }): VaultDeps['accepts'] => async (client, keyNumbers) => {
  for (const wrapping of await read.wrappings()) {
    try {
      if (!keyNumbers.includes(wrapping.key)) throw missing(wrapping)
      await unwrap(read, client, wrapping)
    } catch (error) {
      if (error instanceof GatewayError && error.code === 'CONFIG_INVALID') events.vaultKeyMissing(wrapping.key)
      throw error
    }
  }
}

type Reads = Pick<Readers, 'wrappings' | 'vaultAccount' | 'user'>

const missing = ({ key, users }: Wrapping): GatewayError => new GatewayError(
  'CONFIG_INVALID', `the keys of ${String(users)} users are wrapped by key-encryption key ${String(key)}, which the vault's start secret does not hold; put it back`)

const unwrap = async (read: Reads, client: Parameters<VaultDeps['accepts']>[0], { key, sample }: Wrapping): Promise<void> => {
  const [account, row] = await Promise.all([read.vaultAccount(sample), read.user(sample)])
  if (account === undefined || row?.forProvider === undefined) return
  const { user, wrappedKey, version, state } = account
  try {
    await client.call({
      call: 'rotate', account: { user, provider: row.forProvider, device: VAULT_DEVICE, wrappedKey, state: { version, bytes: state } },
    }, AbortSignal.timeout(CHECK_MS))
  } catch (error) {
    if (!(error instanceof CallRefused)) throw error
    // A vault without a core's keys does nothing for users anyway.
    if (error.refused === 'unsupported') return
    throw new GatewayError('CONFIG_INVALID', `key-encryption key ${String(key)} in the vault's start secret is not the one that users' keys are wrapped by; restore the secret`)
  }
}
