// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import Type from 'typebox'
import type { AdminClient } from './admin-client.ts'
import { connect, withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, say } from './context.ts'
import type { Context } from './context.ts'
import { WHY } from './reason.ts'
import { table } from './table.ts'

type Options = PlaceOptions & { readonly reason?: string; readonly json?: boolean }

const PATH = '/v1/core/credentials'
const Added = Type.Object({ name: Type.String(), secret: Type.String() })
const Removed = Type.Object({ name: Type.String() })
const Credentials = Type.Object({ credentials: Type.Array(Type.Object({ name: Type.String(), addedAt: Type.String() })) })

/** `core credential …`: who may speak for the core over HTTP. */
export const coreCredentialCommand = (context: Context): Command => new Command('credential')
  .description('secrets with which your own servers use /core/v1')
  .addCommand(addCommand(context)).addCommand(listCommand(context)).addCommand(removeCommand(context))

const addCommand = (context: Context): Command => {
  const command = withPlace(new Command('add'))
    .description('make a credential; it is shown once, its hash is kept')
    .argument('<name>', 'the server that will use it')
    .option('--reason <text>', WHY)
    .action(async (name: string, options: Options) => {
      const added = await addCredential(await connect(context, options), name, options.reason)
      say(context, options.json, added, added.secret)
    })
  return finish(command, { talksToDaemon: true, examples: ['core credential add server-1', 'core credential add server-1 --json'] })
}

/** Makes a credential of this name at the daemon; its secret is in the answer and nowhere else. */
export const addCredential = (client: AdminClient, name: string, reason?: string) => client.post(PATH, { name, reason }, Added)

const listCommand = (context: Context): Command => {
  const command = withPlace(new Command('list'))
    .description('list the credentials by their names')
    .action(async (options: Options) => {
      const found = await (await connect(context, options)).get(PATH, Credentials)
      say(context, options.json, found, found.credentials.length === 0
        ? 'There is no credential yet. Make one with: drawbridge core credential add NAME'
        : table(['name', 'since'], found.credentials.map(({ name, addedAt }) => [name, addedAt.slice(0, 10)])))
    })
  return finish(command, { talksToDaemon: true, examples: ['core credential list', 'core credential list --json'] })
}

const removeCommand = (context: Context): Command => {
  const command = withPlace(new Command('remove'))
    .description('remove a credential; its next request is refused')
    .argument('<name>', 'as in the list')
    .requiredOption('--reason <text>', WHY)
    .action(async (name: string, options: Options) => {
      const removed = await (await connect(context, options)).post(`${PATH}/remove`, { name, reason: options.reason }, Removed)
      say(context, options.json, removed, `${removed.name} is removed.`)
    })
  return finish(command, { talksToDaemon: true, examples: ['core credential remove server-1 --reason "server-1 is replaced, OPS-12"', 'core credential remove server-1 --reason OPS-12 --json'] })
}
