// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import Type from 'typebox'
import { connect, withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, say } from './context.ts'
import type { Context } from './context.ts'

/** What a daemon says of itself over the admin API. */
export const Info = Type.Object({
  version: Type.String(), source: Type.String(), phase: Type.String(), startedAt: Type.String(), linksUrl: Type.String(),
  coreUrl: Type.Union([Type.String(), Type.Null()]), gatewayId: Type.String(),
  counts: Type.Object({ providers: Type.Integer(), cores: Type.Integer(), suspended: Type.Integer(), openLinks: Type.Integer(), parkedMessages: Type.Integer() }),
  events: Type.Record(Type.String(), Type.Integer()),
})

/** `info`: what a running daemon says of itself. */
export const infoCommand = (context: Context): Command => {
  const command = withPlace(new Command('info'))
    .description('show what the running daemon says of itself')
    .action(async (options: PlaceOptions & { readonly json?: boolean }) => {
      const info = await (await connect(context, options)).get('/v1/info', Info)
      const { counts } = info
      say(context, options.json, info, [
        `drawbridge ${info.version}, ${info.phase} since ${info.startedAt}`,
        `  links      ${info.linksUrl}  (${counts.openLinks} open)`,
        ...(info.coreUrl === null ? [] : [`  core       ${info.coreUrl}`]),
        `  parties    ${counts.cores} core, ${counts.providers} providers, ${counts.suspended} suspended`,
        `  parked     ${describeParked(counts.parkedMessages)}`,
        `  gateway id ${info.gatewayId}`,
        `  source     ${info.source}`,
        ...Object.entries(info.events).map(([event, count]) => `  ${String(count).padStart(9)}  ${event}`),
      ].join('\n'))
    })
  return finish(command, { talksToDaemon: true, examples: ['info', 'info --json'] })
}

// The daemon counts so far.
const MANY = 10_000

const describeParked = (count: number): string =>
  count === 0 ? 'nothing' : `${String(count)} ${count >= MANY ? 'messages or more' : count === 1 ? 'message' : 'messages'}; see: drawbridge mailbox list`
