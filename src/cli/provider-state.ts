// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import type { Static } from 'typebox'
import { connect, withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, say } from './context.ts'
import type { Context } from './context.ts'
import { Party, partyPath } from './party-answer.ts'

interface StateOptions extends PlaceOptions { readonly reason: string; readonly json?: boolean }

/** `provider suspend`: in force, and the links closed, when the command returns. */
export const providerSuspendCommand = (context: Context): Command => stateCommand(context, 'suspend', {
  description: 'suspend a party: its links are closed and nothing of it passes when this returns',
  done: () => 'is suspended; its links are closed.',
  reason: 'why; the party itself is told, nobody else',
  example: '--reason "spam since Monday"',
})

/** `provider resume`: in force when the command returns. */
export const providerResumeCommand = (context: Context): Command => stateCommand(context, 'resume', {
  description: 'lift the suspension of a party',
  done: ({ state }) => `is ${state} again.`,
  reason: 'why; kept with the agreement',
  example: '--reason "settled by phone"',
})

interface Words { readonly description: string; readonly done: (found: Static<typeof Party>) => string; readonly reason: string; readonly example: string }

const stateCommand = (context: Context, change: 'suspend' | 'resume', words: Words): Command => {
  const command = withPlace(new Command(change))
    .description(words.description)
    .argument('<party>', 'domain name of the party')
    .requiredOption('--reason <text>', words.reason)
    .action(async (party: string, options: StateOptions) => {
      const found = await (await connect(context, options)).post(`${partyPath(party)}/${change}`, { reason: options.reason }, Party)
      say(context, options.json, found, `${found.party} ${words.done(found)}`)
    })
  return finish(command, { talksToDaemon: true, examples: [`provider ${change} heron.example ${words.example}`, `provider ${change} heron.example ${words.example} --json`] })
}
