// SPDX-License-Identifier: AGPL-3.0-only
import type { Command } from 'commander'
import { loadConfig } from '../config/index.ts'
import type { LoadedConfig } from '../config/index.ts'
import { createAdminClient } from './admin-client.ts'
import type { AdminClient } from './admin-client.ts'
import type { Context } from './context.ts'
import { shellWord } from './shell.ts'

/** Options that say which daemon is meant. */
export interface PlaceOptions {
  readonly config?: string
  readonly data?: string
  readonly keys?: string
  readonly listen?: string
  readonly adminSocket?: string
}

/** Adds the options that lead to a running daemon; without any it is the one with the default folders. */
export const withPlace = (command: Command): Command => command
  .option('--config <file>', 'configuration file of the daemon')
  .option('--data <dir>', 'data folder of the daemon')
  .option('--admin-socket <path>', 'socket of the daemon\'s admin API')

/** The configuration that options, environment, file and defaults make. Throws `ConfigError`. */
export const configOf = ({ io }: Context, options: PlaceOptions): LoadedConfig => loadConfig({
  file: options.config,
  environment: io.environment,
  workingFolder: io.workingFolder,
  options: new Map(OVERRIDES.flatMap(([member, option, key]) => {
    const text = options[member]
    return text === undefined ? [] : [[key, { option, text }] as const]
  })),
})

/** The daemon that the options mean. */
export const connect = (context: Context, options: PlaceOptions): AdminClient =>
  createAdminClient(configOf(context, options).config.admin.socket, `drawbridge serve${placeArguments(options)}`)

/** The options again, as they stand on a command line. */
export const placeArguments = ({ config, data, adminSocket }: PlaceOptions): string =>
  [['--config', config], ['--data', data], ['--admin-socket', adminSocket]]
    .map(([option, text]) => (text === undefined ? '' : ` ${option ?? ''} ${shellWord(text)}`)).join('')

const OVERRIDES = [
  ['data', '--data', 'data.folder'], ['keys', '--keys', 'keys.folder'], ['listen', '--listen', 'links.listen'], ['adminSocket', '--admin-socket', 'admin.socket'],
] as const
