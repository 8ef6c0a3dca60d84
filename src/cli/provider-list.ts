// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import { connect, withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, say } from './context.ts'
import type { Context } from './context.ts'
import { PartyList } from './party-answer.ts'
import { table } from './table.ts'

/** `provider list`: everybody with an agreement, the core included. */
export const providerListCommand = (context: Context): Command => {
  const command = withPlace(new Command('list'))
    .description('list the core and all providers with the state of their agreements')
    .action(async (options: PlaceOptions & { readonly json?: boolean }) => {
      const { parties } = await (await connect(context, options)).get('/v1/parties', PartyList)
      const rows = parties.map(({ party, role, state, bindingMode, addedAt, displayName }) => [party, role, state, bindingMode, addedAt.slice(0, 10), displayName])
      say(context, options.json, { parties }, parties.length === 0
        ? 'Nobody is admitted yet. Begin with: drawbridge core init --party core.example --name "Example Chat" --out core'
        : table(['party', 'role', 'state', 'binding', 'since', 'name'], rows))
    })
  return finish(command, { talksToDaemon: true, examples: ['provider list', 'provider list --json'] })
}
