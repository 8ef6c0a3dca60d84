// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import { parseApplicationFile } from '../model/party-files.ts'
import { Agreement, agreementPath } from './agreement-answer.ts'
import { connect, withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { CommandFailed } from './failure.ts'
import { readJsonFile } from './files.ts'
import { ExitCode } from './io.ts'
import { WHY } from './reason.ts'

interface RotateOptions extends PlaceOptions { readonly finish?: boolean; readonly unseen?: boolean; readonly compared?: boolean; readonly reason: string; readonly json?: boolean }

/** `provider rotate`: a new key beside the old, and the old out once the new was seen. */
export const providerRotateCommand = (context: Context): Command => {
  const command = withPlace(new Command('rotate'))
    .description('change the keys of a provider: first let the new ones in beside the old, then, once a link was opened with the new link key, --finish takes the old ones out')
    .argument('<party>', 'domain name of the provider')
    .argument('[application]', 'new application file of the provider, with its new keys')
    .option('--compared', 'the old key did not sign for the new one, and you compared it with the provider over another way than the file came')
    .option('--finish', 'take the old keys out')
    .option('--unseen', 'with --finish: also if no link was opened with the new key')
    .requiredOption('--reason <text>', WHY)
    .action(async (party: string, file: string | undefined, options: RotateOptions) => {
      if ((file === undefined) !== (options.finish === true) || (options.unseen === true && file !== undefined) || (options.compared === true && file === undefined)) throw wrongUsage()
      await (file === undefined ? finishRotation(context, party, options) : rotate(context, party, file, options))
    })
  return finish(command, { talksToDaemon: true, examples: ['provider rotate heron.example heron-new/application.json --reason OPS-12', 'provider rotate heron.example --finish --reason OPS-12 --json'] })
}

const rotate = async (context: Context, party: string, file: string, options: RotateOptions): Promise<void> => {
  const path = agreementPath(party)
  const application = readJsonFile(pathFrom(context, file), parseApplicationFile)
  const made = await (await connect(context, options)).post(`${path}/keys`, { application, compared: options.compared === true, reason: options.reason }, Agreement)
  say(context, options.json, made, `${party} may open links with its old key and with ${made.rotation?.newKey ?? ''}.
${made.rotation?.vouchedBy === 'old-key' ? 'The old key signed for the new one.' : 'The old key did not sign for the new one; you compared it.'}
Next: the provider links with the new one, which provider show tells; then: drawbridge provider rotate ${party} --finish --reason …`)
}

const finishRotation = async (context: Context, party: string, options: RotateOptions): Promise<void> => {
  const made = await (await connect(context, options)).post(`${agreementPath(party)}/finish-rotation`, { unseen: options.unseen === true, reason: options.reason }, Agreement)
  say(context, options.json, made, `The old keys of ${party} open no link any more; a link that is open stays until it ends.`)
}

const wrongUsage = (): CommandFailed => new CommandFailed({
  code: 'MALFORMED', what: 'Either an application file, or --finish.', detail: 'the new keys come first, and the old ones go in a step of their own', fix: 'For example: drawbridge provider rotate heron.example heron-new/application.json --reason OPS-12', exitCode: ExitCode.USAGE,
})
