// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import Type from 'typebox'
import { connect, withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, say } from './context.ts'
import type { Context } from './context.ts'
import { ExitCode } from './io.ts'

const Answer = Type.Object({ ok: Type.Boolean() })

/** `health`: an exit code for service managers and container health checks. */
export const healthCommand = (context: Context): Command => {
  const command = withPlace(new Command('health'))
    .description('ask the running daemon whether it takes work')
    .option('--live', 'ask only whether it lives: a restart helps if not')
    .action(async (options: PlaceOptions & { readonly live?: boolean; readonly json?: boolean }) => {
      const asked = options.live === true ? 'live' : 'ready'
      const { ok } = await (await connect(context, options)).get(`/${asked}z`, Answer)
      context.exitCode = ok ? ExitCode.OK : ExitCode.FAILED
      say(context, options.json, { ok, asked }, ok ? asked : `not ${asked}`)
    })
  return finish(command, { talksToDaemon: true, exitCodes: { [ExitCode.FAILED]: 'it answers, but is not ready (not alive)' }, examples: ['health', 'health --live --json'] })
}
