// SPDX-License-Identifier: AGPL-3.0-only
// docs/data-register.md as data, and what it is held against: the schemas of both stores and proto/.
import { getTableColumns, getTableName, is } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import protobuf from 'protobufjs'
import { messagesOf, schemaOf } from '../unit/wire/schema.ts'

const STORE = join(import.meta.dirname, '../../src/store')

/** Names of one place: a table with its columns, or a message with its fields. */
export type Places = ReadonlyMap<string, ReadonlySet<string>>

/** A row of one of the register's tables. */
export interface RegisterRow {
  /** What the row is about: tables, messages or kinds. */
  readonly names: readonly string[]
  readonly fields: readonly string[]
  /** What stands behind the names, such as `(PostgreSQL)`. */
  readonly note: string
  readonly cells: readonly string[]
}

/** The rows of all tables in `page` whose heading begins with `heading`. */
export const rowsUnder = (page: string, heading: string): readonly RegisterRow[] => {
  const lines = page.split('\n')
  return lines.flatMap((line, at) => {
    if (!line.startsWith(`| ${heading} |`)) return []
    const rows = lines.slice(at + 2)
    const end = rows.findIndex((row) => !row.startsWith('| '))
    return rows.slice(0, end < 0 ? rows.length : end).map(toRow)
  })
}

const toRow = (line: string): RegisterRow => {
  const cells = line.split('|').slice(1, -1).map((cell) => cell.trim())
  const [first = '', second = ''] = cells
  return { cells, names: quoted(first), note: first.replaceAll(/`[^`]*`/g, '').trim(), fields: quoted(second).flatMap((text) => text.split(' ')) }
}

const quoted = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text)

/** What rows say: each place with its fields. A field that is said twice is in `twice`. */
export const saidBy = (rows: readonly RegisterRow[]): { readonly places: Places; readonly twice: readonly string[] } => {
  const places = new Map<string, Set<string>>()
  const twice: string[] = []
  for (const { names, fields } of rows) {
    for (const name of names) {
      const known = places.get(name) ?? new Set()
      places.set(name, known)
      for (const field of fields) {
        if (known.has(field)) twice.push(`${name}.${field}`)
        known.add(field)
      }
    }
  }
  return { places, twice }
}

/** What is in one and not in the other, as `place.field`. */
export const lacking = (from: Places, inOther: Places): readonly string[] =>
  [...from].flatMap(([name, fields]) => [...fields].filter((field) => inOther.get(name)?.has(field) !== true).map((field) => `${name}.${field}`))

/** The tables of one driver with their columns. */
export const storedPlaces = async (driver: 'sqlite' | 'postgres'): Promise<Places> => {
  const folder = join(STORE, driver, 'schema')
  const places = new Map<string, ReadonlySet<string>>()
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
    const module = await import(pathToFileURL(join(folder, file)).href) as Readonly<Record<string, unknown>>
    for (const one of Object.values(module)) {
      if (is(one, SQLiteTable) || is(one, PgTable)) places.set(getTableName(one), new Set(Object.values(getTableColumns(one)).map(({ name }) => name)))
    }
  }
  return places
}

/** The messages of both doors with the fields that hold no other message. */
export const wirePlaces = (): Places => new Map((['gateway', 'content'] as const).flatMap((door) => messagesOf(schemaOf(door)))
  .map((message): [string, ReadonlySet<string>] => [message.name, new Set(message.fieldsArray.filter(({ resolvedType }) => !(resolvedType instanceof protobuf.Type)).map(({ name }) => snake(name)))])
  .filter(([, fields]) => fields.size > 0))

// protobufjs reads names as JavaScript writes them.
const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
