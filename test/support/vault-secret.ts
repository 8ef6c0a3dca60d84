// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a start secret as the command line makes one, in a folder of the test.
import { execFile } from 'node:child_process'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createEd25519, createX25519, publicPart } from '../../src/cli/fresh-keys.ts'
import { parseVaultSecretFile } from '../../src/model/vault-files.ts'
import type { CoreSecretFile, VaultKeysFile, VaultSecretFile } from '../../src/model/vault-files.ts'
import type { SigningParty } from './vault-world.ts'

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

/** The file of a new secret, and the public keys that were printed. */
export const createStartSecret = async (folder: string): Promise<{ readonly file: string; readonly keys: VaultKeysFile }> => {
  const file = join(folder, 'vault.secret')
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, 'vault', 'init', '--out', file])
  return { file, keys: JSON.parse(stdout) as VaultKeysFile }
}

/** A start secret as a file that pins a core: its party with its issuer keys, its half of the channel, and its delegation. */
export const createPinnedSecret = async (folder: string, { keys, application, home }: SigningParty, delegated = true): Promise<{ readonly file: string; readonly keys: VaultKeysFile; readonly core: CoreSecretFile }> => {
  const { file, keys: vault } = await createStartSecret(folder)
  const core: CoreSecretFile = { drawbridge: 'core-secret/1', party: keys.party, signingKey: createEd25519(), agreementKey: createX25519() }
  const secret = parseVaultSecretFile(JSON.parse(readFileSync(file, 'utf8')))
  writePrivately(file, {
    ...secret, delegation: delegated ? await home.signDelegation({ key: vault.statementKey }) : '',
    core: { party: keys.party, signingKey: publicPart(core.signingKey), agreementKey: publicPart(core.agreementKey), issuerKeys: application.issuerKeys },
  })
  return { file, keys: vault, core }
}

const writePrivately = (file: string, value: VaultSecretFile): void => {
  chmodSync(file, 0o600)
  writeFileSync(file, JSON.stringify(value))
  chmodSync(file, 0o400)
}
