// SPDX-License-Identifier: AGPL-3.0-only
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Environment } from '../config/index.ts'
import type { ApplicationFile } from '../model/credentials.ts'
import { parseApplicationFile } from '../model/party-files.ts'
import type { Daemon } from './daemon.ts'
import { PARTY_FILES, VAULT_FILES } from './party-process.ts'
import { CORE, HERON, KITE } from './stage.ts'
import type { PartyName } from './stage.ts'

const APPLICATION_FILE = 'application.json'

const NAMES: Readonly<Record<string, string>> = { [CORE]: 'Example Chat', [HERON]: 'Heron', [KITE]: 'Kite' }

const kindOf = (party: string): 'core' | 'provider' => (party === CORE ? 'core' : 'provider')

/** What a party's own people do: make its keys, and the file that goes to the operator. */
export const initialise = async (daemon: Daemon, party: string, folder: string): Promise<ApplicationFile> => {
  await daemon.command(kindOf(party), 'init', '--party', party, '--name', NAMES[party] ?? party, '--out', folder)
  return parseApplicationFile(JSON.parse(await readFile(join(folder, APPLICATION_FILE), 'utf8')))
}

/** What the operator does with that file: the party is in, and its admission file goes back. */
export const admit = async (daemon: Daemon, party: string, folder: string): Promise<void> => {
  await daemon.command(kindOf(party), 'add', join(folder, APPLICATION_FILE), '--out', join(folder, PARTY_FILES.admission))
}

/** What operator and core do once, so that a vault may hold keys of the core's people: each makes keys, each pins the other's. Gives the settings of a gateway with that vault. */
export const setUpVault = async (daemon: Daemon, coreFolder: string, vaultFolder: string): Promise<Environment> => {
  const [secretFile, delegation] = [join(vaultFolder, 'vault.secret'), join(coreFolder, 'delegation.jws')]
  const at = (file: string): string => join(coreFolder, file)
  const [vault, core, { secret: credential }] = await Promise.all([
    daemon.command('vault', 'init', '--out', secretFile), daemon.command('core', 'keys', 'init', '--party', CORE, '--out', at(VAULT_FILES.secret)),
    daemon.command('core', 'credential', 'add', 'server-1'),
  ]) as readonly [{ readonly keys: unknown }, { readonly keys: unknown }, { readonly secret: string }]
  await Promise.all([
    writeFile(at(VAULT_FILES.vaultKeys), JSON.stringify(vault.keys)), writeFile(at(VAULT_FILES.keys), JSON.stringify(core.keys)),
    writeFile(at(VAULT_FILES.credential), credential, { mode: 0o600 }),
  ])
  await daemon.command('core', 'delegate', '--keys', at(PARTY_FILES.keys), '--vault-keys', at(VAULT_FILES.vaultKeys), '--out', delegation)
  await daemon.command('vault', 'pin', '--secret', secretFile, '--core', at(PARTY_FILES.admission), at(VAULT_FILES.keys), '--delegation', delegation)
  return { DRAWBRIDGE_CORE_E2EE: 'false', DRAWBRIDGE_CORE_LISTEN: '127.0.0.1:0', DRAWBRIDGE_VAULT_SHAPE: 'embedded', DRAWBRIDGE_VAULT_SECRET_FILE: secretFile }
}

/** Ends a provider's links and lets nothing of it pass. In force when it resolves. */
export const suspend = async (daemon: Daemon, party: PartyName, reason: string): Promise<void> => {
  await daemon.command('provider', 'suspend', party, '--reason', reason)
}

/** Lets a provider in again. */
export const resume = async (daemon: Daemon, party: PartyName, reason: string): Promise<void> => {
  await daemon.command('provider', 'resume', party, '--reason', reason)
}
