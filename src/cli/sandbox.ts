// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { finish } from './context.ts'
import type { Context } from './context.ts'
import { ExitCode } from './io.ts'
import { invocation } from './shell.ts'
import { abortOnSignal, CUT_SHORT } from './signals.ts'
import { table } from './table.ts'

interface SandboxCommandOptions { readonly json?: boolean; readonly keep?: boolean }

/** `sandbox`: everything that it takes to try an integration, until Ctrl-C. */
export const sandboxCommand = (context: Context): Command => {
  const command = new Command('sandbox')
    .description('run a gateway, a vault, a core and two providers with people who answer, to try an integration against; until Ctrl-C')
    .option('--keep', 'leave data, keys and logs where they are, and say where')
    .action(async (options: SandboxCommandOptions) => { await sandbox(context, options) })
  return finish(command, {
    exitCodes: { [ExitCode.OK]: 'stopped by a signal', [ExitCode.FAILED]: 'something did not come up', [CUT_SHORT]: 'a second signal ended it at once' },
    examples: ['sandbox', 'sandbox --json', 'sandbox --keep'],
  })
}

const sandbox = async ({ io }: Context, { json = false, keep = false }: SandboxCommandOptions): Promise<void> => {
  const ending = abortOnSignal(io)
  const self = invocation(io.self, io.workingFolder)
  try {
    const { runSandbox } = await import('../sandbox/sandbox.ts')
    await runSandbox({
      keep, progress: (text) => { io.stderr.write(`${text}\n`) },
      ready: (made) => { io.stdout.write(`${json ? JSON.stringify({ ready: true, ...made, try: tries(made, self) }) : toText(made, self)}\n`) },
    }, { self: io.self, environment: io.environment, signal: ending.signal })
  } finally {
    ending.forget()
  }
}

/** Commands of this program as the person who started it would type them. */
const tries = ({ try: commands }: Sandbox, self: string): Sandbox['try'] => commands.map(({ what, command }) => ({ what, command: command.replace(/^drawbridge /, `${self} `) }))

const toText = (made: Sandbox, self: string): string => {
  const { gateway, vault, core, providers, visitor } = made
  const people = [{ party: core.party, users: core.users }, ...providers].flatMap(({ party, users }) => users.map(({ address, user, custody }) => [address, party, custody, user]))
  return `The sandbox is ready. Stop it with Ctrl-C.

  gateway  ${gateway.linksUrl}   log: ${gateway.logFile}
  core     ${core.agentUrl}   plain JSON, by the core-agent; the same with JOSE at ${gateway.coreUrl}
  vault    process ${String(vault.pid)}, ${vault.shape}
  yours    ${visitor.party}: connect as this provider with ${visitor.keys}
           and ${visitor.admission}

${table(['who', 'at', 'custody', 'user id'], people)}

${tries(made, self).map(({ what, command }) => `# ${what}\n${command}`).join('\n\n')}`
}
