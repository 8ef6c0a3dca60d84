// SPDX-License-Identifier: AGPL-3.0-only
import { Command, InvalidArgumentError } from 'commander'
import { keyId } from '../model/ids.ts'
import { parseVaultKeysFile } from '../model/vault-files.ts'
import type { VaultKeysFile } from '../model/vault-files.ts'
import { createHome } from '../sdk/link/home.ts'
import { parsePartyKeys } from '../sdk/link/party-keys.ts'
import type { PartyKeys } from '../sdk/link/party-keys.ts'
import { finish, pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { readJsonFile, writeTextFile } from './files.ts'

interface DelegateOptions { readonly keys: string; readonly vaultKeys: string; readonly days?: number; readonly out?: string; readonly force?: boolean; readonly json?: boolean }

/** `core delegate`: the core lets a vault state the identities of its users. Needs the core's keys and no daemon. */
export const delegateCommand = (context: Context): Command => {
  const command = new Command('delegate')
    .description('let a vault sign identity statements for the core\'s users: of custody VAULT, and of no other')
    .requiredOption('--keys <file>', 'keys.json of the core')
    .requiredOption('--vault-keys <file>', 'what vault init printed')
    .option('--days <number>', 'for how long; every statement of the vault falls with it (default: until the core\'s issuer key is taken out)', wholeDays)
    .option('--out <file>', 'where the delegation goes (default: standard output)')
    .option('--force', 'overwrite a file that is there')
    .action(async (options: DelegateOptions) => { await delegate(context, options) })
  return finish(command, { examples: [
    'core delegate --keys core/keys.json --vault-keys vault-keys.json --out delegation.jws',
    'core delegate --keys core/keys.json --vault-keys vault-keys.json --days 365 --json',
  ] })
}

const delegate = async (context: Context, options: DelegateOptions): Promise<void> => {
  const keys = readJsonFile(pathFrom(context, options.keys), parsePartyKeys)
  const vault = readJsonFile(pathFrom(context, options.vaultKeys), parseVaultKeysFile)
  const { statementKey } = vault
  const delegation = await signVaultDelegation(keys, vault, options.days)
  if (options.out !== undefined) writeTextFile(pathFrom(context, options.out), delegation, options.force === true)
  const summary = { ok: true, party: keys.party, statementKey: statementKey.kid, custody: 'VAULT', days: options.days ?? null, delegation }
  say(context, options.json, summary, options.out === undefined ? delegation : `${options.out}: ${statementKey.kid} speaks for custody VAULT of ${keys.party}`)
}

/** The core's word for a vault's statement key: for custody `VAULT` only, for whole days or for ever. */
export const signVaultDelegation = (keys: PartyKeys, { statementKey }: VaultKeysFile, days?: number): Promise<string> =>
  // A delegation is for everybody: the gateway id, which tokens are bound to, plays no part in it.
  createHome({ keys, gatewayId: keyId(keys.issuerKey.kid) }).signDelegation({ key: statementKey, days })

const wholeDays = (text: string): number => {
  const value = Number(text)
  if (!/^[0-9]+$/.test(text) || value < 1 || value > 3_650) throw new InvalidArgumentError('It must be a whole number of days, 1 to 3650.')
  return value
}
