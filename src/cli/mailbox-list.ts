// SPDX-License-Identifier: AGPL-3.0-only
import { Command, Option } from 'commander'
import Type from 'typebox'
import { connect, withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, say } from './context.ts'
import type { Context } from './context.ts'
import { table } from './table.ts'

const Queue = Type.Object({ rows: Type.Array(Type.Object({
  id: Type.Integer(), state: Type.String(), party: Type.String(), senderUser: Type.String(), senderDevice: Type.Integer(), recipientUser: Type.String(),
  recipientDevice: Type.Integer(), submissionId: Type.String(), bytes: Type.Integer(), attempts: Type.Integer(), acceptedAt: Type.String(), expiresAt: Type.String(),
})), next: Type.Optional(Type.Integer()) })

interface ListOptions extends PlaceOptions {
  readonly party?: string
  readonly state: string
  readonly limit: string
  readonly after: string
  readonly json?: boolean
}

/** `mailbox list`: a page of what is not delivered, never its content. */
export const mailboxListCommand = (context: Context): Command => {
  const command = withPlace(new Command('list'))
    .description('list messages that are not delivered, a page at a time')
    .option('--party <party>', 'only those for this party')
    .addOption(new Option('--state <state>', 'refused too often, held back because standing changed, or on the way').choices(['parked', 'withheld', 'waiting']).default('parked'))
    .option('--limit <n>', 'rows in a page, at most 500', '50')
    .option('--after <id>', 'go on above this id', '0')
    .action(async ({ party, state, limit, after, ...options }: ListOptions) => {
      const query = new URLSearchParams({ state, limit, after, ...(party === undefined ? {} : { party }) })
      const { rows, next } = await (await connect(context, options)).get(`/v1/mailbox?${query.toString()}`, Queue)
      const cells = rows.map((row) => [
        String(row.id), row.party, `${row.senderUser}.${row.senderDevice}`, `${row.recipientUser}.${row.recipientDevice}`, row.submissionId,
        String(row.bytes), String(row.attempts), row.acceptedAt, row.expiresAt,
      ])
      say(context, options.json, { rows, ...(next === undefined ? {} : { next }) }, rows.length === 0 ? `Nothing is ${state}.`
        : table(['id', 'party', 'from', 'to', 'submission', 'bytes', 'attempts', 'accepted', 'expires'], cells))
      if (next !== undefined && options.json !== true) context.io.stderr.write(`More may follow; go on with: --after ${String(next)}\n`)
    })
  return finish(command, { talksToDaemon: true, examples: ['mailbox list', 'mailbox list --party heron.example --state waiting --limit 100 --json'] })
}
