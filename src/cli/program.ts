// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import { readAbout } from '../gateway/about.ts'
import type { Context } from './context.ts'
import type { Output } from './io.ts'

/** All commands, or only the one that the command line names: loading the others would take longer than most of them run. What is wrong with a command line is told to `complaints`. */
export const createProgram = async (context: Context, first?: string, complaints: Output = context.io.stderr): Promise<Command> => {
  const { name, version } = readAbout()
  const program = new Command(name)
    .description('Lets the users of outside providers and of your own messaging service exchange messages encrypted with the Signal protocol.')
    .version(version)
    .enablePositionalOptions()
    .addHelpText('after', '\nEach command explains itself with examples: drawbridge provider add --help')
  const wanted = first !== undefined && Object.hasOwn(commands, first) ? [first] : Object.keys(commands)
  for (const word of wanted) program.addCommand(await commands[word]?.(context) ?? new Command(word), { hidden: HIDDEN.has(word) })
  direct(program, context.io.stdout, complaints)
  return program
}

/** Started by other processes, not by people. */
const HIDDEN = new Set(['sandbox-party'])

/** In the order of the help. */
const commands: Readonly<Record<string, (context: Context) => Promise<Command>>> = {
  serve: async (context) => (await import('./serve.ts')).serveCommand(context),
  doctor: async (context) => (await import('./doctor.ts')).doctorCommand(context),
  'support-bundle': async (context) => (await import('./support-bundle.ts')).supportBundleCommand(context),
  config: async (context) => (await import('./config.ts')).configCommand(context),
  core: async (context) => (await import('./core.ts')).coreCommand(context),
  provider: async (context) => (await import('./provider.ts')).providerCommand(context),
  offer: async (context) => (await import('./offer.ts')).offerCommand(context),
  enforcement: async (context) => (await import('./enforcement.ts')).enforcementCommand(context),
  mailbox: async (context) => (await import('./mailbox.ts')).mailboxCommand(context),
  media: async (context) => (await import('./media.ts')).mediaCommand(context),
  report: async (context) => (await import('./report.ts')).reportCommand(context),
  user: async (context) => (await import('./user.ts')).userCommand(context),
  vault: async (context) => (await import('./vault.ts')).vaultCommand(context),
  keys: async (context) => (await import('./keys.ts')).keysCommand(context),
  attest: async (context) => (await import('./attest.ts')).attestCommand(context),
  'core-agent': async (context) => (await import('./core-agent.ts')).coreAgentCommand(context),
  content: async (context) => (await import('./content.ts')).contentCommand(context),
  conformance: async (context) => (await import('./conformance.ts')).conformanceCommand(context),
  trace: async (context) => (await import('./trace.ts')).traceCommand(context),
  info: async (context) => (await import('./info.ts')).infoCommand(context),
  health: async (context) => (await import('./health.ts')).healthCommand(context),
  migrate: async (context) => (await import('./migrate.ts')).migrateCommand(context),
  backup: async (context) => (await import('./backup.ts')).backupCommand(context),
  audit: async (context) => (await import('./audit.ts')).auditCommand(context),
  token: async (context) => (await import('./token.ts')).tokenCommand(context),
  sandbox: async (context) => (await import('./sandbox.ts')).sandboxCommand(context),
  demo: async (context) => (await import('./demo.ts')).demoCommand(context),
  bench: async (context) => (await import('./bench.ts')).benchCommand(context),
  'sandbox-party': async (context) => (await import('./sandbox-party.ts')).sandboxPartyCommand(context),
}

/** Nothing is written past `io`, and nothing ends the process. */
const direct = (command: Command, answers: Output, complaints: Output): void => {
  command.exitOverride().configureOutput({ writeOut: (text) => { answers.write(text) }, writeErr: (text) => { complaints.write(text) } })
  for (const child of command.commands) direct(child, answers, complaints)
}
