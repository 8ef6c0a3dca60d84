// SPDX-License-Identifier: AGPL-3.0-only
import { join } from 'node:path'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { GatewayError } from '../../model/errors.ts'
import type { OwnSession } from './session.ts'

// As far from here as from the compiled file in dist/store/postgres.
const MIGRATIONS = join(import.meta.dirname, '../../../migrations/postgres')
/** Held by the node that brings the schema up to date. */
const MIGRATION_LOCK = 4_919_571_003
/** Another node may be at it, with a large table before it. */
export const MIGRATION_MS = 300_000

/** Brings the schema up to date, one node at a time. Throws `UNAVAILABLE` when a newer version wrote it. */
export const bringUpToDate = async (session: OwnSession): Promise<void> => {
  const newest = newestKnown()
  if (await newestApplied(session) === newest) return
  await session.script(`SET lock_timeout = ${String(MIGRATION_MS)}; SET statement_timeout = ${String(MIGRATION_MS)}; SELECT pg_advisory_lock(${String(MIGRATION_LOCK)})`)
  const applied = await newestApplied(session)
  if (applied > newest) throw new GatewayError('UNAVAILABLE', 'the database was written by a newer version')
  // Loaded only when there is something to migrate.
  const [{ drizzle }, { migrate }] = await Promise.all([import('drizzle-orm/node-postgres'), import('drizzle-orm/node-postgres/migrator')])
  if (applied < newest) await migrate(drizzle(session.client), { migrationsFolder: MIGRATIONS })
}

/** The newest migration that this program knows; ms since the epoch. */
export const newestKnown = (): number => Math.max(...readMigrationFiles({ migrationsFolder: MIGRATIONS }).map(({ folderMillis }) => folderMillis))

/** The newest migration that a database had; 0 for none. */
export const newestApplied = async (session: OwnSession): Promise<number> => {
  const [there] = (await session.client.query<{ there: boolean }>(`SELECT to_regclass('drizzle.__drizzle_migrations') IS NOT NULL AS there`)).rows
  if (there?.there !== true) return 0
  const [last] = (await session.client.query<{ newest: number | null }>('SELECT max(created_at) AS newest FROM drizzle.__drizzle_migrations')).rows
  return last?.newest ?? 0
}
