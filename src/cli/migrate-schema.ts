// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import type { Config } from '../config/index.ts'
import { databaseUrl } from '../gateway/open-store.ts'
import { knownMigrations } from '../store/migrations.ts'
import { schemaAge } from '../store/schema-age.ts'
import { configOf, withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, say } from './context.ts'
import type { Context } from './context.ts'

type SchemaOptions = PlaceOptions & { readonly json?: boolean }

/** What `migrate status` ends with where a start would change the schema, or refuse it. */
const NOT_CURRENT = 4

/** `migrate status`: how the schema stands to this program; changes nothing. */
export const statusCommand = (context: Context): Command => {
  const command = withPlace(new Command('status'))
    .description('say which version of the schema the store has, and what a start of this program would change')
    .action(async (options: SchemaOptions) => {
      const { config } = await configOf(context, options)
      const schema = await schemaOf(config)
      say(context, options.json, { ok: schema.age === 'current', ...schema }, `${STANDING[schema.age]}${schema.pending.map((name) => `\n  ${name}`).join('')}`)
      if (schema.age !== 'current') context.exitCode = NOT_CURRENT
    })
  return finish(command, { examples: ['migrate status', 'migrate status --config /etc/drawbridge/config.yaml --json'], exitCodes: { 0: 'the schema is this program\'s', [NOT_CURRENT]: 'it is older or newer, or there is none yet' } })
}

/** `migrate up`: what a start does to the schema, without starting. */
export const upCommand = (context: Context): Command => {
  const command = withPlace(new Command('up'))
    .description('bring the schema of the store up to date, as the next start would; there is no way back, so take a backup first. The gateway must be stopped')
    .action(async (options: SchemaOptions) => {
      const { config } = await configOf(context, options)
      const { store, pending } = await schemaOf(config)
      const begun = performance.now()
      await upgrade(config)
      const ms = Math.round(performance.now() - begun)
      say(context, options.json, { ok: true, store, applied: pending, ms }, pending.length === 0 ? STANDING.current : `Applied in ${String(ms)} ms:\n${pending.map((name) => `  ${name}`).join('\n')}`)
    })
  return finish(command, { examples: ['migrate up', 'migrate up --data /var/lib/drawbridge --json'] })
}

const STANDING = {
  none: 'There is no store yet; the first start makes it:',
  older: 'The schema is an older version\'s. The next start, or "drawbridge migrate up", applies what is missing, and there is no way back: take a backup first.',
  current: 'The schema is this program\'s.',
  newer: 'A newer version wrote the store. Start that version or a later one: this one refuses.',
} as const

/** Which migrations the store of a configuration had, and which it lacks. Changes nothing. */
export const schemaOf = async ({ store, data }: Config) => {
  const url = databaseUrl(store)
  const driver = url === undefined ? 'sqlite' : 'postgres'
  const applied = url === undefined
    ? (await import('../store/sqlite/upgrade.ts')).appliedInFolder(data.folder)
    : await (await import('../store/postgres/upgrade.ts')).appliedInDatabase(url)
  const known = knownMigrations(driver)
  return {
    store: driver, age: schemaAge(applied, Math.max(...known.map(({ at }) => at))),
    applied: known.filter(({ at }) => at <= applied).map(({ name }) => name), pending: known.filter(({ at }) => at > applied).map(({ name }) => name),
  } as const
}

const upgrade = async ({ store, data }: Config): Promise<void> => {
  const url = databaseUrl(store)
  if (url === undefined) await (await import('../store/sqlite/upgrade.ts')).upgradeFolder(data.folder)
  else await (await import('../store/postgres/upgrade.ts')).upgradeDatabase(url)
}
