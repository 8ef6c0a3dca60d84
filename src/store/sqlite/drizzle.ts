// SPDX-License-Identifier: AGPL-3.0-only
// Required and not imported: for each ES module of a package Node parses the package's "exports" once more, and Drizzle's
// are 170 KB. Importing it was half of what each start of a command cost.
import { createRequire } from 'node:module'
import type * as SqliteCore from 'drizzle-orm/sqlite-core'
import type * as Driver from 'drizzle-orm/better-sqlite3'
import type * as Migrator from 'drizzle-orm/better-sqlite3/migrator'
import type * as Sql from 'drizzle-orm/sql/sql'
import type * as Table from 'drizzle-orm/table'
import type * as Utils from 'drizzle-orm/utils'

const require = createRequire(import.meta.url)

/** What the schema is written in. */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- only one form of the keys is, and it is not used
export const { blob, foreignKey, index, integer, primaryKey, sqliteTable, text, unique, uniqueIndex } = require('drizzle-orm/sqlite-core') as typeof SqliteCore

/** What is written in SQL itself. */
export const { sql } = require('drizzle-orm/sql/sql') as typeof Sql

/** The name of a table in the database. */
export const { getTableName } = require('drizzle-orm/table') as typeof Table

/** The columns of a table by their names in its rows. */
export const { getTableColumns } = require('drizzle-orm/utils') as typeof Utils

/** What brings a schema up to date; read from disk only where one is to be, since it is large. */
export const loadMigrator = () => ({
  drizzle: (require('drizzle-orm/better-sqlite3') as typeof Driver).drizzle,
  migrate: (require('drizzle-orm/better-sqlite3/migrator') as typeof Migrator).migrate,
})
