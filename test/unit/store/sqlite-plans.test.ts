// SPDX-License-Identifier: AGPL-3.0-only
import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import { openSqliteStore } from '../../../src/store/sqlite/index.ts'

/** Steps of a plan that read something through, as SQLite tells them. */
const scansOf = (db: Database.Database, sql: string): readonly string[] => {
  const named: Readonly<Record<string, null>> = Object.fromEntries([...sql.matchAll(/[@:$](\w+)/g)].map(([, name = '']) => [name, null] as const))
  const values: readonly unknown[] = [...(Object.keys(named).length > 0 ? [named] : []), ...[...sql.matchAll(/\?/g)].map(() => null)]
  const steps = db.prepare<unknown[], { readonly detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values)
  return steps.filter(({ detail }) => detail.startsWith('SCAN ')).map(({ detail }) => detail)
}

/** What may be read through: as many rows as agreements, or as there are tables, as the statement itself makes or is given, or as its limit among those that park; one from the end of its key; steps of enforcement, for the operator's own list. */
const SMALL = /^SCAN (?:parties|agreements|offers|issuerLists|auditCheckpoints|enforcement|sqlite_schema|sqlite_sequence|__drizzle_migrations|CONSTANT ROW|w$|\(subquery|a VIRTUAL TABLE|json_each VIRTUAL TABLE|mailbox USING (?:COVERING )?INDEX mailbox_parked)/

t.test('no statement of the store grows with what waits: each finds its rows by an index', async (t) => {
  const path = t.testdir()
  const onUnhealthy = (error: unknown): void => { t.fail('the store became unhealthy', { error }) }
  // What migrations say is said once, before anything waits.
  await (await openSqliteStore({ path, onUnhealthy })).close()
  const prepare = Object.getOwnPropertyDescriptor(Database.prototype, 'prepare')?.value as (this: Database.Database, sql: string) => Database.Statement
  const prepared = t.capture(Database.prototype, 'prepare', prepare)
  const store = await openSqliteStore({ path, onUnhealthy })
  t.teardown(() => store.close())
  const statements = prepared().map(({ args: [sql] }) => sql).filter((sql) => /^\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH)/.test(sql))
  for (const table of ['mailbox', 'lanes', 'submissions', 'traces', 'events']) t.ok(statements.some((sql) => sql.includes(table)), `a statement about ${table} is known`)

  const db = new Database(join(path, 'drawbridge.db'), { readonly: true })
  t.teardown(() => db.close())
  const large = (sql: string): readonly string[] => scansOf(db, sql).filter((scan) => !SMALL.test(scan))
  t.same(statements.filter((sql) => large(sql).length > 0), [])
  t.same(large('SELECT * FROM mailbox WHERE laneBytes = ?'), ['SCAN mailbox'], 'one that reads a table through is found')
})
