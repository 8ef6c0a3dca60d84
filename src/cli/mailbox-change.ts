// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import Type from 'typebox'
import { connect, withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, say } from './context.ts'
import type { Context } from './context.ts'
import { CommandFailed } from './failure.ts'
import { ExitCode } from './io.ts'
import { WHY } from './reason.ts'

const Changed = Type.Object({ changed: Type.Integer(), next: Type.Optional(Type.Integer()) })

interface ChangeOptions extends PlaceOptions {
  readonly party?: string
  readonly id?: readonly string[]
  readonly reason: string
  readonly json?: boolean
}

/** `mailbox retry`: parked messages go back into their lanes. */
export const mailboxRetryCommand = (context: Context): Command =>
  changeCommand(context, 'retry', 'put parked messages back, to be delivered late', 'put back', '"their disk is repaired"')

/** `mailbox drop`: parked messages end, and their senders are told. */
export const mailboxDropCommand = (context: Context): Command =>
  changeCommand(context, 'drop', 'remove parked messages for good; their senders are told that they failed', 'dropped', '"they cannot store it"')

const changeCommand = (context: Context, change: 'retry' | 'drop', description: string, done: string, reason: string): Command => {
  const command = withPlace(new Command(change))
    .description(description)
    .option('--id <id...>', 'these, by the id that mailbox list shows; at most 100')
    .option('--party <party>', 'all parked ones for this party')
    .requiredOption('--reason <text>', WHY)
    .action(async (options: ChangeOptions) => {
      const rows = rowsOf(options)
      const client = await connect(context, options)
      let changed = 0
      let after: number | undefined
      do {
        const page = await client.post(`/v1/mailbox/${change}`, { ...rows, ...(after === undefined ? {} : { after }), reason: options.reason }, Changed)
        changed += page.changed
        after = page.next
        if (after !== undefined) context.io.stderr.write(`${String(changed)} ${done} so far\n`)
      } while (after !== undefined)
      say(context, options.json, { ok: true, changed }, `${String(changed)} ${done}.`)
    })
  return finish(command, { talksToDaemon: true, examples: [`mailbox ${change} --id 17 18 --reason ${reason}`, `mailbox ${change} --party heron.example --reason ${reason} --json`] })
}

const rowsOf = ({ party, id }: ChangeOptions): { readonly party: string } | { readonly ids: readonly number[] } => {
  if (party !== undefined && id === undefined) return { party }
  if (party === undefined && id?.every((one) => /^[0-9]{1,15}$/.test(one))) return { ids: id.map(Number) }
  throw new CommandFailed({
    code: 'MALFORMED', what: 'It is not clear which messages are meant.', detail: 'give either --party or --id with numbers',
    fix: 'Look them up with: drawbridge mailbox list', exitCode: ExitCode.USAGE,
  })
}
