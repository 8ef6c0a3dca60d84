// SPDX-License-Identifier: AGPL-3.0-only
import type { Command } from 'commander'
import { withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { CommandFailed } from './failure.ts'
import { ExitCode } from './io.ts'
import { WHY } from './reason.ts'

/** Options that say who is meant, and why. */
export interface AboutOptions extends PlaceOptions {
  readonly party?: string
  readonly reference?: string
  readonly address?: string
  readonly user?: string
  readonly reason: string
  readonly out?: string
  readonly json?: boolean
}

/** How a person is named to the daemon. */
export type About = { readonly party: string; readonly reference: string } | { readonly address: string } | { readonly user: string }

/** Exit code for somebody about whom nothing is held. */
export const NOTHING_HELD = 4
/** What that code means, for `--help`. */
export const NOTHING_HELD_MEANS = { [NOTHING_HELD]: 'the gateway holds nothing about such a user' } as const

/** Adds the options that name a person, and the reason. */
export const withAbout = (command: Command): Command => withPlace(command)
  .option('--party <party>', 'the party that the person is a user of; with --reference')
  .option('--reference <text>', 'the name that this party has for the person')
  .option('--address <address>', 'or the address or phone number that people reach the person by')
  .option('--user <id>', 'or a user id')
  .requiredOption('--reason <text>', WHY)

/** Who is meant. Throws where it is not clear. */
export const aboutOf = ({ party, reference, address, user }: AboutOptions): About => {
  const given = [reference ?? party, address, user].filter((one) => one !== undefined).length
  if (given === 1 && party !== undefined && reference !== undefined) return { party, reference }
  if (given === 1 && address !== undefined) return { address }
  if (given === 1 && user !== undefined) return { user }
  throw new CommandFailed({
    code: 'MALFORMED', what: 'It is not clear who is meant.', detail: 'give --party with --reference, or --address, or --user',
    fix: 'Ask the person\'s provider which reference it has for them.', exitCode: ExitCode.USAGE,
  })
}
