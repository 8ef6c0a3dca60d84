// SPDX-License-Identifier: AGPL-3.0-only
import { join } from 'node:path'
import { Command } from 'commander'
import type { Role } from '../model/values.ts'
import { parseVaultKeysFile } from '../model/vault-files.ts'
import type { VaultKeysFile } from '../model/vault-files.ts'
import { createPartyKeys, parsePartyKeys } from '../sdk/link/party-keys.ts'
import type { PartyKeys } from '../sdk/link/party-keys.ts'
import { finish, pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { createCoreKeys } from './core-keys.ts'
import { signVaultDelegation } from './delegate.ts'
import { PUBLIC_MODE, readJsonFile, refuseExisting, SECRET_MODE, writeJsonFile, writeTextFile } from './files.ts'

interface InitOptions { readonly party: string; readonly name: string; readonly wakeUrl?: string; readonly mediaHost?: readonly string[]; readonly vaultKeys?: string; readonly replaces?: string; readonly out?: string; readonly force?: boolean; readonly json?: boolean }

/** `provider init` and `core init`: a party makes its keys and the file it applies with. Needs no daemon. */
export const initCommand = (context: Context, role: Role): Command => {
  const example = role === 'core' ? '--party core.example --name "Example Chat" --out core' : '--party heron.example --name "Heron" --out heron'
  const command = new Command('init')
    .description(`make the keys of a ${role} and the application file that goes to the operator`)
    .requiredOption('--party <domain>', 'domain name that stands for the organisation')
    .requiredOption('--name <text>', 'name that people see, at most 64 characters')
    .option('--wake-url <url>', 'https:// address that the gateway calls when something urgent waits and no link is open')
    .option('--media-host <host...>', 'hosts of yours that attachments may lie at, for the gateway to fetch')
    .option('--out <dir>', 'folder for application.json and keys.json (default: the party\'s domain)')
    .option('--force', 'overwrite files that are there; old keys are lost')
  if (role === 'provider') command.option('--replaces <file>', 'keys.json that these keys follow: the old key signs for the new ones')
  if (role === 'core') command.option('--vault-keys <file>', 'what vault init printed, for a core whose users\' keys a vault holds: also makes the keys for content, and lets the vault speak for your users')
  command.action(async (options: InitOptions) => { await init(context, role, options) })
  const vault = role === 'core' ? [`core init ${example} --vault-keys vault-keys.json`] : []
  return finish(command, { examples: [`${role} init ${example}`, ...vault, `${role} init ${example} --json`] })
}

const init = async (context: Context, role: Role, options: InitOptions): Promise<void> => {
  const replaces = options.replaces === undefined ? undefined : readJsonFile(pathFrom(context, options.replaces), parsePartyKeys)
  const { application, keys } = await createPartyKeys({ party: options.party, role, displayName: options.name, wakeUrl: options.wakeUrl, mediaHosts: options.mediaHost, replaces })
  const folder = pathFrom(context, options.out ?? application.party)
  const files = { application: join(folder, 'application.json'), keys: join(folder, 'keys.json') }
  const force = options.force === true
  const vaultKeys = options.vaultKeys === undefined ? undefined : readJsonFile(pathFrom(context, options.vaultKeys), parseVaultKeysFile)
  const forVault = vaultKeys && filesForVault(folder)
  refuseExisting([...Object.values(files), ...Object.values(forVault ?? {})], force)
  writeJsonFile(files.keys, keys, SECRET_MODE, force)
  writeJsonFile(files.application, application, PUBLIC_MODE, force)
  if (forVault !== undefined && vaultKeys !== undefined) await joinVault(forVault, keys, vaultKeys, force)
  say(context, options.json, { ok: true, party: application.party, role, files: { ...files, ...forVault } }, `${application.party} can apply.
  ${files.keys}  secret: for the ${role}'s own server only
  ${files.application}  hand this to the operator, who runs: drawbridge ${role} add application.json${forVault === undefined ? '' : `
  ${forVault.secret}  secret: opens and seals content, for the core's own servers only
  ${forVault.vaultKeys}  the vault that you pin
  ${forVault.coreKeys}  ${forVault.delegation}
    hand these to whoever runs the vault: drawbridge vault pin --secret vault.secret --core application.json core-keys.json --delegation delegation.jws`}`)
}

const filesForVault = (folder: string) => ({
  secret: join(folder, 'core.secret'), coreKeys: join(folder, 'core-keys.json'), delegation: join(folder, 'delegation.jws'), vaultKeys: join(folder, 'vault-keys.json'),
})

/** The core's half of the channel, and its word for the vault's statement key. */
const joinVault = async (files: ReturnType<typeof filesForVault>, keys: PartyKeys, vault: VaultKeysFile, force: boolean): Promise<void> => {
  const { secret, publicKeys } = createCoreKeys(keys.party)
  writeJsonFile(files.secret, secret, SECRET_MODE, force)
  writeJsonFile(files.coreKeys, publicKeys, PUBLIC_MODE, force)
  writeJsonFile(files.vaultKeys, vault, PUBLIC_MODE, force)
  writeTextFile(files.delegation, await signVaultDelegation(keys, vault), force)
}
