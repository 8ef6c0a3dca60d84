// SPDX-License-Identifier: AGPL-3.0-only
import { dirname, join } from 'node:path'
import { Command, Option } from 'commander'
import Type from 'typebox'
import type { ApplicationFile } from '../model/credentials.ts'
import { GatewayError } from '../model/errors.ts'
import { parseAdmissionFile, parseApplicationFile } from '../model/party-files.ts'
import type { Role } from '../model/values.ts'
import type { AdminClient } from './admin-client.ts'
import { connect, withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { addCredential } from './core-credential.ts'
import { prepareFile, readJsonFile, refuseExisting, SECRET_MODE } from './files.ts'
import { WHY } from './reason.ts'

interface AddOptions extends PlaceOptions { readonly out?: string; readonly binding?: string; readonly credential?: string; readonly testing?: boolean; readonly reason?: string; readonly force?: boolean; readonly json?: boolean }

/** `provider add` and `core add`: admits a party and writes its admission file. */
export const addCommand = (context: Context, role: Role): Command => {
  const folder = role === 'core' ? 'core' : 'heron'
  const command = withPlace(new Command('add'))
    .description(role === 'core' ? 'admit the core, of which there is exactly one; do this first' : 'admit a provider; its agreement is live at once, or with --testing once "provider live" says so')
    .argument('<application>', 'application file of the party')
    .option('--out <file>', 'where the admission file goes (default: admission.json beside the application)')
    .addOption(new Option('--binding <mode>', 'how its links are tied to their connection (default: as the daemon listens)').choices(['exporter', 'proxy', 'plain-loopback']))
    .option('--reason <text>', WHY)
    .option('--force', 'overwrite an admission file that is there')
  if (role === 'provider') command.option('--testing', 'admit it to test: it links and enlists, and no message passes')
  if (role === 'core') command.option('--credential <name>', 'also make a credential for this server of the core\'s, in a file beside the admission file').addHelpText('after', STEPS)
  command.action(async (file: string, options: AddOptions) => { await add(context, role, file, options) })
  return finish(command, {
    talksToDaemon: true,
    examples: [
      `${role} add ${folder}/application.json`, ...(role === 'core' ? ['core add core/application.json --credential server-1'] : ['provider add heron/application.json --testing']),
      `${role} add ${folder}/application.json --out ${folder}-admission.json --json`,
    ],
  })
}

const add = async (context: Context, role: Role, file: string, options: AddOptions): Promise<void> => {
  const path = pathFrom(context, file)
  const application = readJsonFile(path, parseApplicationFile)
  requireRole(application, role)
  const client = await connect(context, options)
  // The daemon gives the admission once: it must not be lost because it cannot be written.
  const out = pathFrom(context, options.out ?? join(dirname(path), 'admission.json'))
  refuseExisting([out, ...(options.credential === undefined ? [] : [credentialBeside(out)])], options.force === true)
  const prepared = prepareFile(out, options.force === true)
  const credential = options.credential === undefined ? undefined : prepareCredential(credentialBeside(out), options.credential, options.force === true)
  try {
    const admission = parseAdmissionFile(await client.post('/v1/parties', { application, bindingMode: options.binding, testing: options.testing, reason: options.reason }, Admission))
    prepared.write(`${JSON.stringify(admission, undefined, 2)}\n`)
    await credential?.write(client)
    say(context, options.json, { ok: true, party: admission.party, role, admissionFile: out, ...(credential === undefined ? {} : { credentialFile: credential.path }), admission }, `${admission.party} is admitted as ${role}${options.testing === true ? ', to test: no message passes until "provider live"' : ''}.
  ${out}  hand this to the ${role}, outside the gateway: it pins the gateway (${admission.gateway.id}) and says whom its software may trust${credential === undefined ? '' : `
  ${credential.path}  with this ${credential.name} uses /core/v1; nobody can be shown it again`}${application.wakeUrl === undefined ? '' : `
  ${application.wakeUrl}  is called when something urgent waits and no link is open`}${(application.mediaHosts ?? []).map((host) => `
  ${host}  may hold attachments of its users, which the gateway fetches`).join('')}`)
  } finally {
    prepared.discard()
    credential?.discard()
  }
}

const credentialBeside = (admissionFile: string): string => join(dirname(admissionFile), 'credential')

/** A place for a credential that is known to be writable before the credential is made. */
const prepareCredential = (path: string, name: string, force: boolean) => {
  const file = prepareFile(path, force, SECRET_MODE)
  return {
    path, name, discard: (): void => { file.discard() },
    write: async (client: AdminClient): Promise<void> => { file.write(`${(await addCredential(client, name)).secret}\n`) },
  }
}

const STEPS = `

A core whose users' keys a vault holds is set up in four steps, each where its secrets stay (docs/core.md):
  where the vault runs   drawbridge vault init --out vault.secret > vault-keys.json
  at the core            drawbridge core init --party core.example --name "Example Chat" --vault-keys vault-keys.json --out core
  where the vault runs   drawbridge vault pin --secret vault.secret --core core/application.json core/core-keys.json --delegation core/delegation.jws
  at the gateway         drawbridge core add core/application.json --credential server-1`

/** Enough to tell it from a problem document; its parser checks the rest. */
const Admission = Type.Object({ drawbridge: Type.Literal('admission/1') })

const requireRole = (application: ApplicationFile, role: Role): void => {
  if (application.role === role) return
  throw new GatewayError('CONFIG_INVALID', `this is the application of a ${application.role}: use drawbridge ${application.role} add`)
}
