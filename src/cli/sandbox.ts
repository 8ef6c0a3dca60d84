// SPDX-License-Identifier: AGPL-3.0-only
import { randomInt } from 'node:crypto'
import { Command, InvalidArgumentError } from 'commander'
import { FAULTS, parseFaults } from '../conformance/faults/fault.ts'
import type { FaultPlan, FaultTold } from '../conformance/faults/fault.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { finish } from './context.ts'
import type { Context } from './context.ts'
import { ExitCode } from './io.ts'
import { invocation } from './shell.ts'
import { abortOnSignal, CUT_SHORT } from './signals.ts'
import { table } from './table.ts'

interface SandboxCommandOptions { readonly json?: boolean; readonly keep?: boolean; readonly faults?: FaultPlan | true; readonly seed?: number }

/** Seeds are easily typed. */
const MAX_SEED = 999_999

/** `sandbox`: everything that it takes to try an integration, until Ctrl-C. */
export const sandboxCommand = (context: Context): Command => {
  const command = new Command('sandbox')
    .description('run a gateway, a vault, a core and two providers with people who answer, to try an integration against; until Ctrl-C')
    .option('--keep', 'leave data, keys and logs where they are, and say where')
    .option('--faults [list]', `what goes wrong for the provider that is yours, such as drop,reorder:3 (once in 3 occasions; 0: only when Fay of the core is texted the word): ${Object.keys(FAULTS).join(', ')}, all (docs/sandbox.md)`, planOf)
    .option('--seed <number>', 'repeat the faults of a run', seedOf)
    .action(async (options: SandboxCommandOptions) => { await sandbox(context, options) })
  return finish(command, {
    exitCodes: { [ExitCode.OK]: 'stopped by a signal', [ExitCode.FAILED]: 'something did not come up', [CUT_SHORT]: 'a second signal ended it at once' },
    examples: ['sandbox', 'sandbox --json', 'sandbox --keep', 'sandbox --faults', 'sandbox --faults drop,reorder:3,identity:0 --seed 7 --json'],
  })
}

const planOf = (list: string): FaultPlan => {
  const plan = parseFaults(list)
  if (plan === undefined) throw new InvalidArgumentError(`must be names out of ${Object.keys(FAULTS).join(', ')} and all, each with :NUMBER if you like`)
  return plan
}

const seedOf = (text: string): number => {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError(`must be a whole number up to ${String(MAX_SEED)}`)
  return Number(text)
}

const sandbox = async ({ io }: Context, { json = false, keep = false, faults, seed = randomInt(MAX_SEED + 1) }: SandboxCommandOptions): Promise<void> => {
  const ending = abortOnSignal(io)
  const self = invocation(io.self, io.workingFolder)
  try {
    const { runSandbox } = await import('../sandbox/sandbox.ts')
    const told = (fault: FaultTold): void => { io.stdout.write(`${json ? JSON.stringify(fault) : `${fault.at} ${fault.fault}: ${fault.what}`}\n`) }
    const trouble = faults === undefined ? undefined : (await import('../conformance/faults/start.ts')).faultsOf({ plan: faults === true ? planOf('all') : faults, seed, told })
    const shown = trouble === undefined ? {} : { seed }
    await runSandbox({
      keep, trouble, progress: (text) => { io.stderr.write(`${text}\n`) },
      ready: (made) => { io.stdout.write(`${json ? JSON.stringify({ ready: true, ...made, ...shown, try: tries(made, self) }) : toText(made, self, seed)}\n`) },
    }, { self: io.self, environment: io.environment, signal: ending.signal })
  } finally {
    ending.forget()
  }
}

/** Commands of this program as the person who started it would type them. */
const tries = ({ try: commands }: Sandbox, self: string): Sandbox['try'] => commands.map(({ what, command }) => ({ what, command: command.replace(/^drawbridge /, `${self} `) }))

const toText = (made: Sandbox, self: string, seed: number): string => {
  const { gateway, vault, core, providers, visitor, trouble } = made
  const people = [{ party: core.party, users: core.users }, ...providers].flatMap(({ party, users }) => users.map(({ address, user, custody }) => [address, party, custody, user]))
  return `The sandbox is ready. Stop it with Ctrl-C.

  gateway  ${gateway.linksUrl}   log: ${gateway.logFile}
  core     ${core.agentUrl}   plain JSON, by the core-agent; the same with JOSE at ${gateway.coreUrl}
  vault    process ${String(vault.pid)}, ${vault.shape}
  yours    ${visitor.party}: connect as this provider with ${visitor.keys}
           and ${visitor.admission}
${trouble === undefined ? '' : `  faults   write to ${trouble.address}; --seed ${String(seed)} repeats them\n`}
${table(['who', 'at', 'custody', 'user id'], people)}

${tries(made, self).map(({ what, command }) => `# ${what}\n${command}`).join('\n\n')}`
}
