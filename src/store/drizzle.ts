// SPDX-License-Identifier: AGPL-3.0-only
// What both drivers use of Drizzle. Here and in theirs it is required and not imported: for each ES module of a package Node parses the
// package's "exports" once more, and Drizzle's are 170 KB. Importing it was half of what each start of a command cost.
import { createRequire } from 'node:module'
import type * as Sql from 'drizzle-orm/sql/sql'
import type * as Table from 'drizzle-orm/table'
import type * as Utils from 'drizzle-orm/utils'

const require = createRequire(import.meta.url)

/** What is written in SQL itself. */
export const { sql } = require('drizzle-orm/sql/sql') as typeof Sql

/** The name of a table in the database. */
export const { getTableName } = require('drizzle-orm/table') as typeof Table

/** The columns of a table by their names in its rows. */
export const { getTableColumns } = require('drizzle-orm/utils') as typeof Utils
