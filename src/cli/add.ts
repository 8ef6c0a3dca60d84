// SPDX-License-Identifier: AGPL-3.0-only
import { dirname, join } from 'node:path'
import { Command, Option } from 'commander'
import Type from 'typebox'
import type { ApplicationFile } from '../model/credentials.ts'
import { GatewayError } from '../model/errors.ts'
import { parseAdmissionFile, parseApplicationFile } from '../model/party-files.ts'
import type { Role } from '../model/values.ts'
import { connect, withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { prepareFile, readJsonFile } from './files.ts'

interface AddOptions extends PlaceOptions { readonly out?: string; readonly binding?: string; readonly force?: boolean; readonly json?: boolean }

/** `provider add` and `core add`: admits a party and writes its admission file. */
export const addCommand = (context: Context, role: Role): Command => {
  const folder = role === 'core' ? 'core' : 'heron'
  const command = withPlace(new Command('add'))
    .description(role === 'core' ? 'admit the core, of which there is exactly one; do this first' : 'admit a provider; its agreement is live at once')
    .argument('<application>', 'application file of the party')
    .option('--out <file>', 'where the admission file goes (default: admission.json beside the application)')
    .addOption(new Option('--binding <mode>', 'how its links are tied to their connection (default: as the daemon listens)').choices(['exporter', 'proxy', 'plain-loopback']))
    .option('--force', 'overwrite an admission file that is there')
    .action(async (file: string, options: AddOptions) => { await add(context, role, file, options) })
  return finish(command, {
    talksToDaemon: true,
    examples: [`${role} add ${folder}/application.json`, `${role} add ${folder}/application.json --out ${folder}-admission.json --json`],
  })
}

const add = async (context: Context, role: Role, file: string, options: AddOptions): Promise<void> => {
  const path = pathFrom(context, file)
  const application = readJsonFile(path, parseApplicationFile)
  requireRole(application, role)
  const client = await connect(context, options)
  // The daemon gives the admission once: it must not be lost because it cannot be written.
  const out = pathFrom(context, options.out ?? join(dirname(path), 'admission.json'))
  const prepared = prepareFile(out, options.force === true)
  try {
    const admission = parseAdmissionFile(await client.post('/v1/parties', { application, bindingMode: options.binding }, Admission))
    prepared.write(`${JSON.stringify(admission, undefined, 2)}\n`)
    say(context, options.json, { ok: true, party: admission.party, role, admissionFile: out, admission }, `${admission.party} is admitted as ${role}.
  ${out}  hand this to the ${role}, outside the gateway: it says whom its software may trust${application.wakeUrl === undefined ? '' : `
  ${application.wakeUrl}  is called when something urgent waits and no link is open`}`)
  } finally {
    prepared.discard()
  }
}

/** Enough to tell it from a problem document; its parser checks the rest. */
const Admission = Type.Object({ drawbridge: Type.Literal('admission/1') })

const requireRole = (application: ApplicationFile, role: Role): void => {
  if (application.role === role) return
  throw new GatewayError('CONFIG_INVALID', `this is the application of a ${application.role}: use drawbridge ${application.role} add`)
}
