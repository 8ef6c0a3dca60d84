// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import { configKeys, configValue } from '../config/index.ts'
import type { Config, LoadedConfig } from '../config/index.ts'
import { configOf } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, say } from './context.ts'
import type { Context } from './context.ts'
import { table } from './table.ts'

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

type ShowOptions = ConfigOptions & { readonly origin?: boolean }

const showCommand = (context: Context): Command => {
  const command = new Command('show')
    .description('print the configuration that holds, and where each key was set; of addresses no user, password or query')
    .option('--config <file>', 'configuration file')
    .option('--origin', 'as a table: each key, what holds, and whether it comes from the file (with line and column), a variable, or the default')
    .action(async (options: ShowOptions) => {
      const loaded = await configOf(context, options)
      if (options.origin === true) say(context, options.json, { file: loaded.file ?? null, keys: withOrigins(loaded) }, toTable(loaded))
      else say(context, options.json, toJson(loaded), toText(loaded))
    })
  return finish(command, { examples: ['config show', 'config show --origin', 'config show --config config.yaml --json'] })
}

const toJson = ({ config, file, origins }: LoadedConfig) => ({
  file: file ?? null,
  config: {
    ...config, store: { ...config.store, url: shownUrl(config.store.url) }, core: { ...config.core, webhook: shownOrigin(config.core.webhook) },
    audit: { ...config.audit, checkpoints: { ...config.audit.checkpoints, url: shownOrigin(config.audit.checkpoints.url) } },
  },
  origins: Object.fromEntries(origins),
})

/** Each key with its value, null where it has none, and where that comes from. */
const withOrigins = ({ config, origins }: LoadedConfig) =>
  Object.fromEntries(configKeys.map(({ name, variable }) => [name, { value: valueOf(config, name) ?? null, origin: origins.get(name) ?? 'default', variable }]))

const toTable = (loaded: LoadedConfig): string =>
  table(['key', 'value', 'origin'], configKeys.map(({ name }) => [name, shown(loaded.config, name), loaded.origins.get(name) ?? 'default']))

const toText = ({ config, origins }: LoadedConfig): string =>
  configKeys.map(({ name }) => `${name}: ${shown(config, name)}  # ${origins.get(name) ?? 'default'}`).join('\n')

/** Values as they hold: a default that depends on the surroundings is shown worked out. */
const shown = (config: Config, name: string): string => {
  const value = valueOf(config, name)
  if (value !== undefined) return typeof value === 'string' ? value : JSON.stringify(value)
  return `(${configKeys.find((key) => key.name === name)?.notes.defaultText ?? ''})`
}

const valueOf = (config: Config, name: string): unknown => (HIDDEN[name] ?? configValue)(config, name)

/** Keys that are not shown as they are. */
const HIDDEN: Readonly<Record<string, (config: Config) => unknown>> = {
  'core.webhook': ({ core }) => shownOrigin(core.webhook),
  'store.url': ({ store }) => shownUrl(store.url),
  'audit.checkpoints.url': ({ audit }) => shownOrigin(audit.checkpoints.url),
}

/** An address without user, password and what stands behind it. */
const shownUrl = (url: string | undefined): string | undefined => url?.replace(/^([^:]+:\/\/)(?:.*@)?([^?#]*).*$/s, '$1$2')

/** Who is called; the path of such an address may be what lets one in. */
const shownOrigin = (url: string | undefined): string | undefined => (url === undefined ? undefined : `${new URL(url).origin}/…`)
