// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import { isListenedTo } from '../gateway/vault-pipes.ts'
import { finish, pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { ExitCode } from './io.ts'

/** `vault health`: an exit code for the container or unit of a split vault. */
export const vaultHealthCommand = (context: Context): Command => {
  const command = new Command('health')
    .description('ask whether a split vault, or its launcher, takes calls; whether it is the right one, the gateway knows')
    .requiredOption('--in <fifo>', 'what the gateway asks: PLACE.calls in its vault.pipes')
    .action((options: { readonly in: string; readonly json?: boolean }) => {
      const ok = isListenedTo(pathFrom(context, options.in))
      context.exitCode = ok ? ExitCode.OK : ExitCode.FAILED
      say(context, options.json, { ok }, ok ? 'listens' : 'nobody listens')
    })
  return finish(command, { exitCodes: { [ExitCode.FAILED]: 'nobody listens, or there is no such FIFO' }, examples: ['vault health --in /run/drawbridge/0.calls'] })
}
