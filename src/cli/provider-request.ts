// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import type { Static } from 'typebox'
import { parseDay } from '../model/agreement-time.ts'
import { parseApplicationFile } from '../model/party-files.ts'
import { Agreement, agreementPath, describeDue } from './agreement-answer.ts'
import { connect, withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { readJsonFile } from './files.ts'
import { WHY } from './reason.ts'

interface RequestOptions extends PlaceOptions { readonly received?: string; readonly reason: string; readonly json?: boolean }

/** `provider request`: a provider asked, and the three months run. */
export const providerRequestCommand = (context: Context): Command => {
  const command = withPlace(new Command('request'))
    .description('note that a provider asks for interoperability: Article 7(5) of the Digital Markets Act gives three months from that day. It admits nobody')
    .argument('<application>', 'application file of the provider')
    .option('--received <day>', 'UTC day on which it asked, as 2026-11-30 (default: today)')
    .requiredOption('--reason <text>', WHY)
    .action(async (file: string, options: RequestOptions) => {
      if (options.received !== undefined) parseDay(options.received)
      const application = readJsonFile(pathFrom(context, file), parseApplicationFile)
      const made = await (await connect(context, options)).post('/v1/agreements', { application, receivedOn: options.received, reason: options.reason }, Agreement)
      say(context, options.json, made, `The request of ${made.party} is noted. It must be operational by ${describeDue(made)}.\nNext: drawbridge provider add ${file} --testing`)
    })
  return finish(command, { talksToDaemon: true, examples: ['provider request heron/application.json --reason OPS-7', 'provider request heron/application.json --received 2026-11-30 --reason OPS-7 --json'] })
}

/** `provider withdraw`: the provider took its request back. */
export const providerWithdrawCommand = (context: Context): Command => stepCommand(context, 'withdraw', {
  description: 'note that a provider took its request back; nothing is due any more', done: ({ party }) => `The request of ${party} is taken back.`, example: '--reason "their letter, OPS-8"',
})

/** `provider live`: messages pass when the command returns. */
export const providerLiveCommand = (context: Context): Command => stepCommand(context, 'live', {
  description: 'let a provider that is testing through: messages pass when this returns. Refused while something is missing that the configuration asks for',
  done: (made) => `${made.party} is live.${made.due === undefined ? '' : ` Due was ${describeDue(made)}.`}`, example: '--reason "report and keys are good, OPS-9"',
})

interface Words { readonly description: string; readonly done: (made: Static<typeof Agreement>) => string; readonly example: string }
interface StepOptions extends PlaceOptions { readonly reason: string; readonly json?: boolean }

const stepCommand = (context: Context, step: 'withdraw' | 'live', { description, done, example }: Words): Command => {
  const command = withPlace(new Command(step))
    .description(description)
    .argument('<party>', 'domain name of the provider')
    .requiredOption('--reason <text>', WHY)
    .action(async (party: string, options: StepOptions) => {
      const path = agreementPath(party)
      const made = await (await connect(context, options)).post(`${path}/${step}`, { reason: options.reason }, Agreement)
      say(context, options.json, made, done(made))
    })
  return finish(command, { talksToDaemon: true, examples: [`provider ${step} heron.example ${example}`, `provider ${step} heron.example ${example} --json`] })
}
