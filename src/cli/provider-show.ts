// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import { connect, withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, say } from './context.ts'
import type { Context } from './context.ts'
import { describeParty, Party, partyPath } from './party-answer.ts'

/** `provider show`: one agreement. */
export const providerShowCommand = (context: Context): Command => {
  const command = withPlace(new Command('show'))
    .description('show one party: state and reason, binding, wake-up URL, ids of its keys')
    .argument('<party>', 'domain name of the party')
    .action(async (party: string, options: PlaceOptions & { readonly json?: boolean }) => {
      const found = await (await connect(context, options)).get(partyPath(party), Party)
      say(context, options.json, found, describeParty(found))
    })
  return finish(command, { talksToDaemon: true, examples: ['provider show heron.example', 'provider show heron.example --json'] })
}
