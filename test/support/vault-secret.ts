// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a start secret as the command line makes one, in a folder of the test.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { VaultKeysFile } from '../../src/model/vault-files.ts'

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

/** The file of a new secret, and the public keys that were printed. */
export const createStartSecret = async (folder: string): Promise<{ readonly file: string; readonly keys: VaultKeysFile }> => {
  const file = join(folder, 'vault.secret')
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, 'vault', 'init', '--out', file])
  return { file, keys: JSON.parse(stdout) as VaultKeysFile }
}
