// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import { readAbout } from '../gateway/about.ts'
import { addCommand } from './add.ts'
import { configCommand } from './config.ts'
import type { Context } from './context.ts'
import { demoCommand } from './demo.ts'
import { healthCommand } from './health.ts'
import { infoCommand } from './info.ts'
import { initCommand } from './init.ts'
import { issuersCommand } from './issuers.ts'
import { providerListCommand } from './provider-list.ts'
import { providerShowCommand } from './provider-show.ts'
import { providerResumeCommand, providerSuspendCommand } from './provider-state.ts'
import { sandboxPartyCommand } from './sandbox-party.ts'
import { serveCommand } from './serve.ts'
import { tokenCommand } from './token.ts'

/** All commands. */
export const createProgram = (context: Context): Command => {
  const { name, version } = readAbout()
  const program = new Command(name)
    .description('Lets the users of outside providers and of your own messaging service exchange end-to-end encrypted messages.')
    .version(version)
    .enablePositionalOptions()
    .addCommand(serveCommand(context))
    .addCommand(configCommand(context))
    .addCommand(coreCommands(context))
    .addCommand(providerCommands(context))
    .addCommand(infoCommand(context))
    .addCommand(healthCommand(context))
    .addCommand(tokenCommand(context))
    .addCommand(demoCommand(context))
    .addCommand(sandboxPartyCommand(context), { hidden: true })
    .addHelpText('after', '\nEach command explains itself with examples: drawbridge provider add --help')
  direct(program, context)
  return program
}

const coreCommands = (context: Context): Command => new Command('core').description('your own messaging service')
  .addCommand(initCommand(context, 'core')).addCommand(addCommand(context, 'core')).addCommand(issuersCommand(context))

const providerCommands = (context: Context): Command => new Command('provider').description('organisations with an agreement')
  .addCommand(initCommand(context, 'provider')).addCommand(addCommand(context, 'provider'))
  .addCommand(providerListCommand(context)).addCommand(providerShowCommand(context))
  .addCommand(providerSuspendCommand(context)).addCommand(providerResumeCommand(context))

/** Nothing is written past `io`, and nothing ends the process. */
const direct = (command: Command, context: Context): void => {
  const { stdout, stderr } = context.io
  command.exitOverride().configureOutput({ writeOut: (text) => { stdout.write(text) }, writeErr: (text) => { stderr.write(text) } })
  for (const child of command.commands) direct(child, context)
}
