// SPDX-License-Identifier: AGPL-3.0-only
import { join } from 'node:path'
import { Command } from 'commander'
import type { Role } from '../model/values.ts'
import { createPartyKeys } from '../sdk/link/party-keys.ts'
import { finish, pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { PUBLIC_MODE, refuseExisting, SECRET_MODE, writeJsonFile } from './files.ts'

interface InitOptions { readonly party: string; readonly name: string; readonly wakeUrl?: string; readonly out?: string; readonly force?: boolean; readonly json?: boolean }

/** `provider init` and `core init`: a party makes its keys and the file it applies with. Needs no daemon. */
export const initCommand = (context: Context, role: Role): Command => {
  const example = role === 'core' ? '--party core.example --name "Example Chat" --out core' : '--party heron.example --name "Heron" --out heron'
  const command = new Command('init')
    .description(`make the keys of a ${role} and the application file that goes to the operator`)
    .requiredOption('--party <domain>', 'domain name that stands for the organisation')
    .requiredOption('--name <text>', 'name that people see, at most 64 characters')
    .option('--wake-url <url>', 'https:// address that the gateway calls when something urgent waits and no link is open')
    .option('--out <dir>', 'folder for application.json and keys.json (default: the party\'s domain)')
    .option('--force', 'overwrite files that are there; old keys are lost')
    .action(async (options: InitOptions) => { await init(context, role, options) })
  return finish(command, { examples: [`${role} init ${example}`, `${role} init ${example} --json`] })
}

const init = async (context: Context, role: Role, options: InitOptions): Promise<void> => {
  const { application, keys } = await createPartyKeys({ party: options.party, role, displayName: options.name, wakeUrl: options.wakeUrl })
  const folder = pathFrom(context, options.out ?? application.party)
  const files = { application: join(folder, 'application.json'), keys: join(folder, 'keys.json') }
  const force = options.force === true
  refuseExisting(Object.values(files), force)
  writeJsonFile(files.keys, keys, SECRET_MODE, force)
  writeJsonFile(files.application, application, PUBLIC_MODE, force)
  say(context, options.json, { ok: true, party: application.party, role, files }, `${application.party} can apply.
  ${files.keys}  secret: for the ${role}'s own server only
  ${files.application}  hand this to the operator, who runs: drawbridge ${role} add application.json`)
}
