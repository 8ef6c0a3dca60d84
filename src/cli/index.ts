// SPDX-License-Identifier: AGPL-3.0-only
import { CommanderError } from 'commander'
import { errorShape } from '../ops/error-shape.ts'
import type { Context } from './context.ts'
import { failureOf, printFailure } from './failure.ts'
import { ExitCode } from './io.ts'
import type { Io } from './io.ts'
import { createProgram } from './program.ts'

export type { Io, StopSignal } from './io.ts'

/** Runs one command line (without program names) and returns its exit code. Never throws. */
export const run = async (argv: readonly string[], io: Io): Promise<number> => {
  const context: Context = { io, exitCode: ExitCode.OK }
  try {
    await (await createProgram(context, argv[0])).parseAsync([...argv], { from: 'user' })
    return context.exitCode
  } catch (error) {
    // Commander ends help and version by an exception though they did what was asked.
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.OK : ExitCode.USAGE
    const failure = failureOf(error)
    printFailure(io.stderr, failure, argv.includes('--json'))
    return failure.exitCode
  }
}

/** What a crash leaves behind: class and places, since an error's text may quote anything. */
export const describeCrash = (error: unknown): string => `${JSON.stringify({ level: 'fatal', event: 'daemon.crashed', error: errorShape(error) })}\n`
