// SPDX-License-Identifier: AGPL-3.0-only
import type { Command } from 'commander'
import type { LoadedConfig } from '../config/index.ts'
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
export const configOf = async ({ io }: Context, options: PlaceOptions): Promise<LoadedConfig> => {
  // Loaded here, so that the commands that need neither start fast.
  const { loadConfig } = await import('../config/index.ts')
  return loadConfig({
    file: options.config,
    environment: io.environment,
    workingFolder: io.workingFolder,
    options: new Map(OVERRIDES.flatMap(([member, option, key]) => {
      const text = options[member]
      return text === undefined ? [] : [[key, { option, text }] as const]
    })),
  })
}

/** The daemon that the options mean. */
export const connect = async (context: Context, options: PlaceOptions): Promise<AdminClient> => {
  const [{ config }, { createAdminClient }] = await Promise.all([configOf(context, options), import('./admin-client.ts')])
  return createAdminClient(config.admin.socket, `drawbridge serve${placeArguments(options)}`)
}

/** The options again, as they stand on a command line. */
export const placeArguments = ({ config, data, adminSocket }: PlaceOptions): string =>
  [['--config', config], ['--data', data], ['--admin-socket', adminSocket]]
    .map(([option, text]) => (text === undefined ? '' : ` ${option ?? ''} ${shellWord(text)}`)).join('')

const OVERRIDES = [
  ['data', '--data', 'data.folder'], ['keys', '--keys', 'keys.folder'], ['listen', '--listen', 'links.listen'], ['adminSocket', '--admin-socket', 'admin.socket'],
] as const
