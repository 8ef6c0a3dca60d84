// SPDX-License-Identifier: AGPL-3.0-only
import { createHash } from 'node:crypto'
import type { PgTable } from 'drizzle-orm/pg-core'
import { getTableColumns, getTableName } from '../drizzle.ts'

/** Hex digits of a statement's name; PostgreSQL takes 63 characters. */
const NAME_LENGTH = 24

/** One SQL statement that each connection prepares once, under its name; `Row` is what it answers. */
export interface Statement<Row> {
  readonly name: string
  readonly text: string
  /** Never there: ties the statement to its row. */
  readonly row?: Row
}

/** A statement from SQL with `$1`, `$2`, …. */
export const statement = <Row = unknown>(text: string): Statement<Row> =>
  ({ name: createHash('sha256').update(text).digest('hex').slice(0, NAME_LENGTH), text })

/** What a table holds, by column name. */
export type RecordOf<Table extends PgTable> = Table['$inferSelect']

/** A statement that takes records of a table, and the values it takes from one. */
export interface RecordStatement<Table extends PgTable> {
  readonly statement: Statement<unknown>
  readonly values: (record: Table['$inferInsert']) => unknown[]
}

/** Inserts a record; a column that is left out of `columns` gets its default. */
export const insertRecord = <Table extends PgTable>(table: Table, columns = columnsOf(table)): RecordStatement<Table> =>
  ({ statement: statement(insertSql(table, columns)), values: valuesOf(columns) })

/** Inserts a record, or replaces the one with the same `key` but for the columns that stay as they were; a column that is left out of `columns` gets its default. */
export const upsertRecord = <Table extends PgTable>(table: Table, key: readonly string[], stay: readonly string[] = [], columns = columnsOf(table)): RecordStatement<Table> => {
  const changes = columns.filter((name) => !key.includes(name) && !stay.includes(name)).map((name) => `"${name}" = excluded."${name}"`)
  const text = `${insertSql(table, columns)} ON CONFLICT (${quoted(key)}) DO UPDATE SET ${changes.join(', ')}`
  return { statement: statement(text), values: valuesOf(columns) }
}

/** The names of a table's columns. */
export const columnsOf = (table: PgTable): string[] => Object.keys(getTableColumns(table))

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ')

const insertSql = (table: PgTable, columns: readonly string[]): string =>
  `INSERT INTO "${getTableName(table)}" (${quoted(columns)}) VALUES (${columns.map((_, index) => `$${String(index + 1)}`).join(', ')})`

const valuesOf = (columns: readonly string[]) => (record: object): unknown[] => {
  const byName = new Map<string, unknown>(Object.entries(record))
  return columns.map((name) => byName.get(name))
}
