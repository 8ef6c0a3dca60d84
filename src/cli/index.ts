// SPDX-License-Identifier: AGPL-3.0-only
import { CommanderError } from 'commander'
import { errorShape } from '../ops/error-shape.ts'
import type { Context } from './context.ts'
import { failureOf, printFailure } from './failure.ts'
import type { Failure } from './failure.ts'
import { ExitCode } from './io.ts'
import type { Io } from './io.ts'
import { createProgram } from './program.ts'

export type { Io, StopSignal } from './io.ts'

/** Runs one command line (without program names) and returns its exit code. Never throws. */
export const run = async (argv: readonly string[], io: Io): Promise<number> => {
  const asJson = argv.includes('--json')
  const context: Context = { io, exitCode: ExitCode.OK }
  try {
    // Commander tells of wrong usage in words as it comes upon it, before it throws.
    await (await createProgram(context, argv[0], asJson ? { write: () => undefined } : io.stderr)).parseAsync([...argv], { from: 'user' })
    return context.exitCode
  } catch (error) {
    // Commander ends help and version by an exception though they did what was asked.
    if (error instanceof CommanderError && (error.exitCode === 0 || !asJson)) return error.exitCode === 0 ? ExitCode.OK : ExitCode.USAGE
    const failure = error instanceof CommanderError ? misused(error) : failureOf(error)
    printFailure(io.stderr, failure, asJson)
    return failure.exitCode
  }
}

const misused = ({ code, message }: CommanderError): Failure => ({
  code: 'USAGE', what: 'The command line does not fit together.', detail: code === 'commander.help' ? 'a command is missing' : message.replace(/^error: /, ''),
  fix: 'See the same command with --help instead.', exitCode: ExitCode.USAGE,
})

/** What a crash leaves behind: class and places, since an error's text may quote anything. */
export const describeCrash = (error: unknown): string => `${JSON.stringify({ level: 'fatal', event: 'daemon.crashed', error: errorShape(error) })}\n`
