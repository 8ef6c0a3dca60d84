// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import Type from 'typebox'
import { submissionId, userId } from '../model/ids.ts'
import { connect, withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, say } from './context.ts'
import type { Context } from './context.ts'
import { table } from './table.ts'

const Traces = Type.Object({ traces: Type.Array(Type.Object({
  senderDevice: Type.Integer(), acceptedAt: Type.String(),
  places: Type.Array(Type.Object({
    party: Type.String(), deviceId: Type.Integer(), state: Type.String(), attempts: Type.Integer(),
    pushedAt: Type.Optional(Type.String()), endedAt: Type.Optional(Type.String()),
  })),
})) })

interface TraceOptions extends PlaceOptions { readonly sender: string; readonly json?: boolean }

/** `trace`: what became of a message, device by device. */
export const traceCommand = (context: Context): Command => {
  const command = withPlace(new Command('trace'))
    .description('show what became of a message, for each device it was sent to')
    .argument('<submission>', 'submission id of the message')
    .requiredOption('--sender <user>', 'user id of who sent it')
    .action(async (submission: string, { sender, ...options }: TraceOptions) => {
      const { traces } = await (await connect(context, options)).get(`/v1/traces/${userId(sender)}/${submissionId(submission)}`, Traces)
      const rows = traces.flatMap(({ senderDevice, acceptedAt, places }) => places.map(({ party, deviceId, state, attempts, pushedAt = '-', endedAt = '-' }) =>
        [String(senderDevice), acceptedAt, party, String(deviceId), state, String(attempts), pushedAt, endedAt]))
      say(context, options.json, { traces }, rows.length === 0 ? 'Nothing is known of it: it was never accepted from this sender, or its traces are over.'
        : table(['from device', 'accepted', 'party', 'device', 'state', 'attempts', 'pushed', 'ended'], rows))
    })
  const [user, id] = ['7b0f3c52-3f0e-4c6e-9a55-0d9f5b1f6a11', '0d6c1e7a-52a4-4f0b-8a39-6f1f5f0c2b77']
  return finish(command, { talksToDaemon: true, examples: [`trace ${id} --sender ${user}`, `trace ${id} --sender ${user} --json`] })
}
