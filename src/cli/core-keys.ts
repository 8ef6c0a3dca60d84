// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import { partyId } from '../model/ids.ts'
import type { PartyId } from '../model/ids.ts'
import { strictParsed } from '../model/strict-json.ts'
import { parseCoreSecretFile } from '../model/vault-files.ts'
import type { CoreKeysFile, CoreSecretFile } from '../model/vault-files.ts'
import { finish, pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { SECRET_MODE, writeJsonFile } from './files.ts'
import { createEd25519, createX25519, publicPart } from './fresh-keys.ts'

interface InitOptions { readonly party: string; readonly out: string; readonly force?: boolean; readonly json?: boolean }

/** `core keys init`: makes the core's half of the channel to its vault. Needs no daemon, and belongs where the core's servers run. */
export const coreKeysCommand = (context: Context): Command => {
  const command = new Command('init')
    .description('make the keys with which the core signs and opens content, and print the public ones, which a vault pins')
    .requiredOption('--party <domain>', 'the core\'s domain')
    .requiredOption('--out <file>', 'where the private keys go; for the core\'s servers, never for the gateway')
    .option('--force', 'overwrite keys that are there; what was sealed to them can never be opened')
    .action((options: InitOptions) => { init(context, options) })
  finish(command, { examples: ['core keys init --party core.example --out core.secret > core-keys.json', 'core keys init --party core.example --out core.secret --json'] })
  return new Command('keys').description('the core\'s keys for content, on a core whose users\' keys a vault holds').addCommand(command)
}

const init = (context: Context, options: InitOptions): void => {
  const path = pathFrom(context, options.out)
  const party = strictParsed(options.party, '--party', partyId, 'a lower-case domain name')
  const { secret, publicKeys: keys } = createCoreKeys(party)
  writeJsonFile(path, secret, SECRET_MODE, options.force === true)
  say(context, options.json, { ok: true, secret: path, keys }, JSON.stringify(keys, undefined, 2))
}

/** New keys with which a core signs and opens content, and the public ones. */
export const createCoreKeys = (party: PartyId): { readonly secret: CoreSecretFile; readonly publicKeys: CoreKeysFile } => {
  const secret = parseCoreSecretFile({ drawbridge: 'core-secret/1', party, signingKey: createEd25519(), agreementKey: createX25519() })
  return { secret, publicKeys: { drawbridge: 'core-keys/1', party, signingKey: publicPart(secret.signingKey), agreementKey: publicPart(secret.agreementKey) } }
}
