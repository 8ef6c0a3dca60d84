// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a store as the version before the newest migration left it: its schema, and in it all rows of today's that it had room for.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres'
import { migrate as migratePostgres } from 'drizzle-orm/node-postgres/migrator'
import { Client, DatabaseError } from 'pg'

const MIGRATIONS = join(import.meta.dirname, '../../migrations')

/** SQLSTATE foreign_key_violation. */
const REFERS_TO_NOTHING = '23503'

interface Journal { readonly entries: readonly { readonly tag: string }[] }

/** Runs `use` on a folder with all migrations but the newest. */
const withoutNewest = async (driver: 'sqlite' | 'postgres', use: (folder: string) => Promise<void> | void): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'drawbridge-schema-'))
  try {
    cpSync(join(MIGRATIONS, driver), folder, { recursive: true })
    const journal = join(folder, 'meta/_journal.json')
    const whole = JSON.parse(readFileSync(journal, 'utf8')) as Journal
    writeFileSync(journal, JSON.stringify({ ...whole, entries: whole.entries.slice(0, -1) }))
    await use(folder)
    return whole.entries.at(-1)?.tag ?? ''
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ')

/** Puts the database in a data folder that nobody has open back by one migration; gives that migration's name. */
export const setBackFolder = async (dataFolder: string): Promise<string> => {
  const path = join(dataFolder, 'drawbridge.db')
  const now = `${path}.now`
  const closing = new Database(path)
  closing.pragma('wal_checkpoint(TRUNCATE)')
  closing.close()
  cpSync(path, now)
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
  const db = new Database(path)
  db.pragma('journal_mode = WAL')
  const newest = await withoutNewest('sqlite', (folder) => { migrate(drizzle(db), { migrationsFolder: folder }) })
  db.pragma('foreign_keys = OFF')
  db.exec(`ATTACH '${now}' AS present`)
  const columns = (of: string, table: string): readonly string[] => db.prepare<[], string>(`SELECT name FROM pragma_table_info('${table}', '${of}')`).pluck().all()
  const tables = db.prepare<[], string>("SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'").pluck().all()
  for (const table of [...tables, 'sqlite_sequence']) {
    const both = quoted(columns('main', table).filter((name) => columns('present', table).includes(name)))
    db.exec(`DELETE FROM main."${table}"`)
    if (both !== '') db.exec(`INSERT INTO main."${table}" (${both}) SELECT ${both} FROM present."${table}"`)
  }
  db.exec('DETACH present')
  db.close()
  rmSync(now)
  return newest
}

/** Puts a PostgreSQL database that nobody uses back by one migration; gives that migration's name. */
export const setBackDatabase = async (url: string): Promise<string> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const names = async (sql: string): Promise<readonly string[]> => (await client.query<{ name: string }>(sql)).rows.map(({ name }) => name)
    await client.query('ALTER SCHEMA public RENAME TO present; CREATE SCHEMA public; DROP SCHEMA drizzle CASCADE')
    const newest = await withoutNewest('postgres', (folder) => migratePostgres(drizzlePostgres(client), { migrationsFolder: folder }))
    const columns = (schema: string, table: string) => names(`SELECT column_name AS name FROM information_schema.columns WHERE table_schema = '${schema}' AND table_name = '${table}' AND is_generated = 'NEVER'`)
    const waiting = [...await names("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'")]
    await client.query(`TRUNCATE ${waiting.map((table) => `public."${table}"`).join(', ')}`)
    // One that refers to another comes after it, whichever that is.
    for (let tries = waiting.length ** 2, table = waiting.shift(); table !== undefined; tries -= 1, table = waiting.shift()) {
      const present = await columns('present', table)
      const both = quoted((await columns('public', table)).filter((name) => present.includes(name)))
      if (both === '') continue
      await client.query(`INSERT INTO public."${table}" (${both}) OVERRIDING SYSTEM VALUE SELECT ${both} FROM present."${table}"`).catch((error: unknown) => {
        if (tries === 0 || !(error instanceof DatabaseError) || error.code !== REFERS_TO_NOTHING) throw error
        waiting.push(table)
      })
    }
    for (const sequence of await names("SELECT sequencename AS name FROM pg_sequences WHERE schemaname = 'public'")) {
      await client.query(`SELECT setval('public."${sequence}"', last_value, is_called) FROM present."${sequence}"`)
    }
    await client.query('DROP SCHEMA present CASCADE')
    return newest
  } finally {
    await client.end()
  }
}
