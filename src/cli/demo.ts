// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import { finish } from './context.ts'
import type { Context } from './context.ts'
import { ExitCode } from './io.ts'
import { abortOnSignal } from './signals.ts'

interface DemoOptions { readonly json?: boolean; readonly verbose?: boolean; readonly keep?: boolean }

/** `demo`: the whole story against a real gateway with fresh data. */
export const demoCommand = (context: Context): Command => {
  const command = new Command('demo')
    .description('play a story: a gateway, a core and two providers, from agreement to suspension')
    .option('--verbose', 'show also what was said')
    .option('--keep', 'leave data, keys and log where they are, and say where')
    .action(async (options: DemoOptions) => { context.exitCode = await demo(context, options) })
  return finish(command, {
    exitCodes: { [ExitCode.OK]: 'every step did what it says', [ExitCode.FAILED]: 'a step did not; it is named' },
    examples: ['demo', 'demo --verbose', 'demo --json'],
  })
}

const demo = async ({ io }: Context, options: DemoOptions): Promise<number> => {
  const ending = abortOnSignal(io)
  try {
    const { runDemo } = await import('../sandbox/demo.ts')
    return await runDemo(options, { stdout: io.stdout, stderr: io.stderr, self: io.self, environment: io.environment, signal: ending.signal })
  } finally {
    ending.forget()
  }
}
