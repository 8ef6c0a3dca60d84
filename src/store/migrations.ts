// SPDX-License-Identifier: AGPL-3.0-only
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where a driver's migrations are: as far from here as from the compiled file in dist/store. */
export const migrationsFolder = (driver: 'sqlite' | 'postgres'): string => join(import.meta.dirname, '../../migrations', driver)

/** One step of the schema. */
export interface Migration {
  /** Its file without the ending: `0018_invites`. */
  readonly name: string
  /** What a database notes of it; ms since the epoch. */
  readonly at: number
}

interface Journal { readonly entries: readonly { readonly tag: string; readonly when: number }[] }

/** All that this program knows for a driver, the oldest first. */
export const knownMigrations = (driver: 'sqlite' | 'postgres'): readonly Migration[] =>
  (JSON.parse(readFileSync(join(migrationsFolder(driver), 'meta/_journal.json'), 'utf8')) as Journal).entries.map(({ tag, when }) => ({ name: tag, at: when }))

/** The newest that this program knows for a driver; ms since the epoch. */
export const newestKnown = (driver: 'sqlite' | 'postgres'): number => Math.max(...knownMigrations(driver).map(({ at }) => at))
