// SPDX-License-Identifier: AGPL-3.0-only
// Required and not imported: see ../drizzle.ts.
import { createRequire } from 'node:module'
import type * as SqliteCore from 'drizzle-orm/sqlite-core'
import type * as Driver from 'drizzle-orm/better-sqlite3'
import type * as Migrator from 'drizzle-orm/better-sqlite3/migrator'

const require = createRequire(import.meta.url)

/** What the schema is written in. */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- only one form of the keys is, and it is not used
export const { blob, foreignKey, index, integer, primaryKey, sqliteTable, text, unique, uniqueIndex } = require('drizzle-orm/sqlite-core') as typeof SqliteCore

/** What brings a schema up to date; read from disk only where one is to be, since it is large. */
export const loadMigrator = () => ({
  drizzle: (require('drizzle-orm/better-sqlite3') as typeof Driver).drizzle,
  migrate: (require('drizzle-orm/better-sqlite3/migrator') as typeof Migrator).migrate,
})
