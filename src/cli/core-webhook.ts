// SPDX-License-Identifier: AGPL-3.0-only
import { Command, Option } from 'commander'
import Type from 'typebox'
import { connect, withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, say } from './context.ts'
import type { Context } from './context.ts'
import { CommandFailed } from './failure.ts'
import { ExitCode } from './io.ts'
import { WHY } from './reason.ts'
import { table } from './table.ts'
import { webhookRotateCommand } from './webhook-rotate.ts'

const PATH = '/v1/core/webhook'
const List = Type.Object({
  receiver: Type.String(), next: Type.Optional(Type.Integer()),
  events: Type.Array(Type.Object({
    id: Type.Integer(), user: Type.String(), time: Type.String(), attempts: Type.Integer(), reason: Type.String(),
    next: Type.Optional(Type.String()), deadSince: Type.Optional(Type.String()),
  })),
})
const Replayed = Type.Object({ replayed: Type.Integer() })

/** What the state of a receiver means to who reads it. */
const RECEIVER: Readonly<Record<string, string>> = {
  off: 'core.webhook is not set: the core polls.', elsewhere: 'Another gateway calls the core.', well: 'The receiver is well.',
  resting: 'The receiver fails and is left alone for a while.', probed: 'The receiver failed; the next call asks whether it is back.',
  gone: 'The receiver answered 410 and is not called. Once it is back: drawbridge core webhook replay --all',
}

/** `core webhook …`: events that are called out. */
export const coreWebhookCommand = (context: Context): Command => new Command('webhook')
  .description('events that the gateway calls the core with')
  .addCommand(listCommand(context)).addCommand(replayCommand(context)).addCommand(webhookRotateCommand(context))

interface ListOptions extends PlaceOptions { readonly state: string; readonly limit: string; readonly after: string; readonly json?: boolean }

const listCommand = (context: Context): Command => {
  const command = withPlace(new Command('list'))
    .description('list events that the core did not take, a page at a time')
    .addOption(new Option('--state <state>', 'tried for the last time, or to be tried again').choices(['dead', 'retrying']).default('dead'))
    .option('--limit <n>', 'rows in a page, at most 500', '50')
    .option('--after <id>', 'go on above this id', '0')
    .action(async ({ state, limit, after, ...options }: ListOptions) => {
      const found = await (await connect(context, options)).get(`${PATH}?${new URLSearchParams({ state, limit, after }).toString()}`, List)
      const cells = found.events.map((one) => [String(one.id), one.time, one.user, String(one.attempts), one.reason, one.deadSince ?? one.next ?? ''])
      const rows = cells.length === 0 ? state === 'dead' ? 'There are no dead letters.' : 'Nothing waits to be tried again.'
        : table(['id', 'stored', 'user', 'tries', 'why', state === 'dead' ? 'dead since' : 'next try'], cells)
      say(context, options.json, found, `${RECEIVER[found.receiver] ?? ''}\n${rows}`)
      if (found.next !== undefined && options.json !== true) context.io.stderr.write(`More may follow; go on with: --after ${String(found.next)}\n`)
    })
  return finish(command, { talksToDaemon: true, examples: ['core webhook list', 'core webhook list --state retrying --limit 100 --json'] })
}

interface ReplayOptions extends PlaceOptions { readonly id?: readonly string[]; readonly all?: boolean; readonly reason?: string; readonly json?: boolean }

const replayCommand = (context: Context): Command => {
  const command = withPlace(new Command('replay'))
    .description('call the core again at once with events that it did not take; they come late, out of their order')
    .option('--id <id...>', 'these, by the id that core webhook list shows; at most 500')
    .option('--all', 'all of them, dead or to be tried again, also after a receiver was gone')
    .option('--reason <text>', WHY)
    .action(async ({ id, all, reason, ...options }: ReplayOptions) => {
      const body = all === true ? { reason } : { ids: id?.map(Number) ?? [], reason }
      if ((all === true) === (id !== undefined) || id?.some((one) => !/^[0-9]{1,15}$/.test(one))) throw unclear()
      const answer = await (await connect(context, options)).post(`${PATH}/replay`, body, Replayed)
      say(context, options.json, answer, `${String(answer.replayed)} offered again.`)
    })
  return finish(command, { talksToDaemon: true, examples: ['core webhook replay --id 17 18', 'core webhook replay --all --json'] })
}

const unclear = () => new CommandFailed({
  code: 'MALFORMED', what: 'It is not clear which events are meant.', detail: 'give either --all or --id with numbers',
  fix: 'Look them up with: drawbridge core webhook list', exitCode: ExitCode.USAGE,
})
