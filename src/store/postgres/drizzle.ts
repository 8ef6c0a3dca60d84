// SPDX-License-Identifier: AGPL-3.0-only
// Required and not imported: see ../drizzle.ts.
import { createRequire } from 'node:module'
import type * as PgCore from 'drizzle-orm/pg-core'
import type * as Driver from 'drizzle-orm/node-postgres'
import type * as Migrator from 'drizzle-orm/node-postgres/migrator'

const require = createRequire(import.meta.url)

/** What the schema is written in. */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- only one form of the keys is, and it is not used
export const { bigint, boolean, customType, foreignKey, index, integer, pgSequence, pgTable, primaryKey, smallint, text, timestamp, unique, uniqueIndex, uuid } = require('drizzle-orm/pg-core') as typeof PgCore

/** What brings a schema up to date; read from disk only where one is to be, since it is large. */
export const loadMigrator = () => ({
  drizzle: (require('drizzle-orm/node-postgres') as typeof Driver).drizzle,
  migrate: (require('drizzle-orm/node-postgres/migrator') as typeof Migrator).migrate,
})
