// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import { finish, pathFrom } from './context.ts'
import type { Context } from './context.ts'
import { ExitCode } from './io.ts'
import { abortOnSignal } from './signals.ts'

interface RunOptions { readonly in: string; readonly out: string; readonly secret: string; readonly makePipes?: boolean; readonly json?: boolean }

const WORDS = { 'waiting': 'waiting', 'serving': 'serving', 'ended': 'ended', 'other-version': 'ended, since the gateway is of another version of drawbridge: install the same one at both ends' } as const

/** `vault run`: launches the vault of the split shape; the first process of its container, as a user of its own. */
export const vaultRunCommand = (context: Context): Command => {
  const command = new Command('run')
    .description('run a vault apart from the gateway, joined by two FIFOs; starts it again when it ends')
    .requiredOption('--in <fifo>', 'what the gateway asks: PLACE.calls in its vault.pipes')
    .requiredOption('--out <fifo>', 'what the vault answers: PLACE.answers')
    .requiredOption('--secret <file>', 'the start secret; only this user may read it')
    .option('--make-pipes', 'make the two FIFOs where they are missing, for this user and the group of their folder')
    .action(async (options: RunOptions) => { await run(context, options) })
  return finish(command, {
    exitCodes: { [ExitCode.OK]: 'stopped by a signal', [ExitCode.FAILED]: 'the vault refuses to serve here; standard error says what it could do that it must not be able to do' },
    examples: ['vault run --in /run/vault/0.calls --out /run/vault/0.answers --secret /etc/vault.secret'],
  })
}

const run = async (context: Context, options: RunOptions): Promise<void> => {
  const { io } = context
  const ending = abortOnSignal(io)
  // Loaded here, so that the other commands start fast.
  const { runVaults } = await import('../gateway/vault-runner.ts')
  try {
    await runVaults({
      execPath: io.self[0], secretFile: pathFrom(context, options.secret), signal: ending.signal, makesPipes: options.makePipes === true,
      pipes: { calls: pathFrom(context, options.in), answers: pathFrom(context, options.out) },
      tell: (what, pid, code) => {
        io.stdout.write(options.json === true ? `${JSON.stringify({ vault: what, pid, code })}\n` : `vault: ${WORDS[what]}${pid === undefined ? '' : ` (process ${pid})`}\n`)
      },
    })
  } finally {
    ending.forget()
  }
}
