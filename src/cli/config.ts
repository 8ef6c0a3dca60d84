// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import { configKeys } from '../config/index.ts'
import type { Config, LoadedConfig } from '../config/index.ts'
import { configOf } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, say } from './context.ts'
import type { Context } from './context.ts'

type ConfigOptions = PlaceOptions & { readonly json?: boolean }

/** `config check` and `config show`. Need no daemon. */
export const configCommand = (context: Context): Command =>
  new Command('config').description('look at the configuration without starting').addCommand(checkCommand(context)).addCommand(showCommand(context))

const checkCommand = (context: Context): Command => {
  const command = new Command('check')
    .description('say everything that is wrong with the configuration, with line and column')
    .option('--config <file>', 'configuration file')
    .action(async (options: ConfigOptions) => {
      const { file, origins } = await configOf(context, options)
      say(context, options.json, { ok: true, file: file ?? null, set: origins.size }, `${file ?? 'The configuration without a file'} is valid; ${origins.size} keys are set.`)
    })
  return finish(command, { examples: ['config check --config config.yaml', 'config check --json'] })
}

const showCommand = (context: Context): Command => {
  const command = new Command('show')
    .description('print the configuration that holds, and where each key was set')
    .option('--config <file>', 'configuration file')
    .action(async (options: ConfigOptions) => {
      const loaded = await configOf(context, options)
      say(context, options.json, toJson(loaded), toText(loaded))
    })
  return finish(command, { examples: ['config show', 'config show --config config.yaml --json'] })
}

const toJson = ({ config, file, origins }: LoadedConfig) => ({ file: file ?? null, config: { ...config, store: { ...config.store, url: shownUrl(config.store.url) } }, origins: Object.fromEntries(origins) })

const toText = ({ config, origins }: LoadedConfig): string =>
  configKeys.map(({ name }) => `${name}: ${shown(config, name)}  # ${origins.get(name) ?? 'default'}`).join('\n')

/** Values as they hold: a default that depends on the surroundings is shown worked out. */
const shown = (config: Config, name: string): string => {
  const values: Readonly<Record<string, unknown>> = {
    'links.listen': hostPort(config.links.listen), 'links.publicUrl': config.links.publicUrl, 'links.tls.certFile': config.links.tls?.certFile,
    'links.tls.keyFile': config.links.tls?.keyFile, 'links.proxies': config.links.proxies, 'links.sourceUrl': config.links.sourceUrl,
    'data.folder': config.data.folder, 'keys.folder': config.keys.folder,
    'admin.socket': config.admin.socket, 'admin.listen': config.admin.tcp === undefined ? undefined : hostPort(config.admin.tcp.listen),
    'admin.tokensFile': config.admin.tcp?.tokensFile, 'store.url': shownUrl(config.store.url),
    'store.passwordFile': config.store.passwordFile, 'store.lingerMs': config.store.lingerMs, 'core.e2ee': config.core.e2ee,
    'vault.shape': config.vault.shape, 'vault.secretFile': config.vault.secretFile, 'vault.pipes': config.vault.pipes, 'vault.count': config.vault.count,
    'log.level': config.log.level, 'log.format': config.log.format,
  }
  const value = values[name]
  if (value !== undefined) return typeof value === 'string' ? value : JSON.stringify(value)
  return `(${configKeys.find((key) => key.name === name)?.notes.defaultText ?? ''})`
}

/** An address without user, password and what stands behind it. */
const shownUrl = (url: string | undefined): string | undefined => url?.replace(/^([^:]+:\/\/)(?:.*@)?([^?#]*).*$/s, '$1$2')

const hostPort = ({ host, port }: Config['links']['listen']): string => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`)
