// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../../model/errors.ts'
import { migrationsFolder, newestKnown } from '../migrations.ts'
import { loadMigrator } from './drizzle.ts'
import type { OwnSession } from './session.ts'

/** Held by the node that brings the schema up to date. */
const MIGRATION_LOCK = 4_919_571_003
/** Another node may be at it, with a large table before it. */
export const MIGRATION_MS = 300_000

/** Brings the schema up to date, one node at a time. Throws `UNAVAILABLE` when a newer version wrote it. */
export const bringUpToDate = async (session: OwnSession): Promise<void> => {
  const newest = newestKnown('postgres')
  if (await newestApplied(session) === newest) return
  await session.script(`SET lock_timeout = ${String(MIGRATION_MS)}; SET statement_timeout = ${String(MIGRATION_MS)}; SELECT pg_advisory_lock(${String(MIGRATION_LOCK)})`)
  const applied = await newestApplied(session)
  if (applied > newest) throw new GatewayError('UNAVAILABLE', 'the database was written by a newer version')
  if (applied === newest) return
  const { drizzle, migrate } = loadMigrator()
  await migrate(drizzle(session.client), { migrationsFolder: migrationsFolder('postgres') })
}

/** The newest migration that a database had; 0 for none. */
export const newestApplied = async (session: OwnSession): Promise<number> => {
  const [there] = (await session.client.query<{ there: boolean }>(`SELECT to_regclass('drizzle.__drizzle_migrations') IS NOT NULL AS there`)).rows
  if (there?.there !== true) return 0
  const [last] = (await session.client.query<{ newest: number | null }>('SELECT max(created_at) AS newest FROM drizzle.__drizzle_migrations')).rows
  return last?.newest ?? 0
}
