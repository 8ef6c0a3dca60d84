// SPDX-License-Identifier: AGPL-3.0-only
import type { Config } from '../config/index.ts'
import { GatewayError } from '../model/errors.ts'
import { configOf } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import type { Context } from './context.ts'

/** The configuration of a gateway whose store is in its data folder. Throws `CONFIG_INVALID` where it is in PostgreSQL. */
export const configWithFolder = async (context: Context, options: PlaceOptions): Promise<Config> => {
  const { config } = await configOf(context, options)
  if (config.store.url === undefined) return config
  throw new GatewayError('CONFIG_INVALID', 'store.url names a PostgreSQL database: back it up with pg_dump, restore it with pg_restore, then run: drawbridge backup mark-restored')
}
