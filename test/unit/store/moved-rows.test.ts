// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 120
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import { createPostgresCluster, postgresMissing } from '../../support/postgres-cluster.ts'

t.setTimeout(110_000)
const missing = postgresMissing()

interface Journal { readonly entries: readonly { readonly tag: string }[] }

/** The statements before the migration of that name, and its own. */
const migrationsOf = (driver: 'sqlite' | 'postgres', name: string): readonly [before: readonly string[], own: readonly string[]] => {
  const folder = join(import.meta.dirname, '../../../migrations', driver)
  const tags = (JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8')) as Journal).entries.map(({ tag }) => tag)
  const own = tags.findIndex((tag) => tag.endsWith(`_${name}`))
  const statements = (tag: string): readonly string[] => readFileSync(join(folder, `${tag}.sql`), 'utf8').split('--> statement-breakpoint')
  return [tags.slice(0, own).flatMap(statements), statements(tags[own] ?? '')]
}

const PARTIES = [['core.example', 'core'], ['heron.example', 'provider']].map(([party, role]) => `
  INSERT INTO "parties" ("party", "role", "displayName", "state", "stateReason", "bindingMode", "limits", "policyVersion", "wakeUrl", "linkKeys", "issuerKeys", "addedAt", "version")
  VALUES ('${party}', '${role}', '', 'live', '', 'tls', '{}', 1, '', '[]', '[]', 0, 1)`)
const EVENT = (bytes: string) => `INSERT INTO "events" ("party", "user", "timeMs", "bodySealed") VALUES ('core.example', '00000000-0000-4000-8000-000000000001', 0, ${bytes})`
const REPORT = (bytes: string) => `
  INSERT INTO "reports" ("id", "party", "reporter", "reportedUser", "messages", "receivedAt", "digest", "checked", "sealed")
  VALUES ('00000000-0000-4000-8000-000000000009', 'core.example', '00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002', 1, 7, ${bytes}, ${bytes}, ${bytes})`
const TAKEN = 'SELECT "id" || \' \' || "reporter" || \' \' || "receivedAt" || \' \' || length("digest") FROM "takenReports"'
const TAKEN_BEFORE = '00000000-0000-4000-8000-000000000009 00000000-0000-4000-8000-000000000001 7 1'
/** One that a step suspends and one that was suspended by hand; of each kind of step that does not suspend it as a whole there is one too. */
const SUSPENDED = [
  ...[['heron.example', 'spam'], ['egret.example', 'unpaid']].map(([party, reason]) => `
    INSERT INTO "parties" ("party", "role", "displayName", "state", "stateReason", "bindingMode", "limits", "policyVersion", "wakeUrl", "linkKeys", "issuerKeys", "addedAt", "version")
    VALUES ('${party}', 'provider', '', 'suspended', '${reason}', 'tls', '{}', 1, '', '[]', '[]', 0, 1)`),
  ...[['1', 'heron.example', 'NULL', 'suspend', 'NULL'], ['2', 'heron.example', 'NULL', 'suspend', '9'], ['3', 'heron.example', "'00000000-0000-4000-8000-000000000009'", 'suspend', 'NULL'],
    ['4', 'heron.example', 'NULL', 'slow', 'NULL'], ['5', 'egret.example', 'NULL', 'suspend', 'NULL']].map(([id, party, user, step, endedAt]) => `
    INSERT INTO "enforcement" ("id", "version", "party", "user", "step", "rule", "reason", "actor", "startedAt", "endedAt", "appeal", "decision")
    VALUES ('00000000-0000-4000-8000-00000000000${id}', 1, '${party}', ${user}, '${step}', 'operator', 'spam', 'socket', ${id}, ${endedAt}, 'none', '')`),
]
const SUSPENDED_BY = 'SELECT "party" || \' \' || coalesce("suspendedBy" || \'\', \'nothing\') FROM "parties" ORDER BY "party"'
const BY_STEP = ['egret.example nothing', 'heron.example 00000000-0000-4000-8000-000000000001']
const FEEDS = 'SELECT "party" || \' \' || "offered" FROM "feeds"'

t.test('SQLite: a cursor that a core holds from before an upgrade is taken after it', async (t) => {
  const [before, own] = migrationsOf('sqlite', 'feeds')
  const db = new Database(':memory:')
  t.teardown(() => db.close())
  for (const sql of [...before, ...PARTIES, EVENT("x'00'"), EVENT("x'00'"), 'DELETE FROM events', ...own]) db.exec(sql)
  t.same(db.prepare(FEEDS).pluck().all(), ['core.example 2'])
})

t.test('SQLite: a report from before an upgrade is known after it', async (t) => {
  const [before, own] = migrationsOf('sqlite', 'taken_reports')
  const db = new Database(':memory:')
  t.teardown(() => db.close())
  for (const sql of [...before, REPORT("x'00'"), ...own]) db.exec(sql)
  t.same(db.prepare(TAKEN).pluck().all(), [TAKEN_BEFORE])
})

t.test('SQLite: a step that suspended a party before an upgrade ends its suspension after it', async (t) => {
  const [before, own] = migrationsOf('sqlite', 'suspended_by')
  const db = new Database(':memory:')
  t.teardown(() => db.close())
  for (const sql of [...before, ...SUSPENDED, ...own]) db.exec(sql)
  t.same(db.prepare(SUSPENDED_BY).pluck().all(), BY_STEP)
})

t.test('PostgreSQL: a cursor that a core holds from before an upgrade is taken after it, a report is known, and a step suspends what it suspended', { skip: missing ?? false }, async (t) => {
  const cluster = await createPostgresCluster(t)
  const [before, own] = migrationsOf('postgres', 'feeds')
  for (const events of [[EVENT("'\\x00'"), EVENT("'\\x00'"), 'DELETE FROM "events"'], []]) {
    const database = new URL(await cluster.createDatabase()).pathname.slice(1)
    for (const sql of [...before, ...PARTIES, ...events, ...own]) await cluster.query(sql, database)
    t.equal((await cluster.query(FEEDS, database)).trim(), `core.example ${String(events.length === 0 ? 0 : 2)}`)
  }
  const [beforeReports, ownReports] = migrationsOf('postgres', 'taken_reports')
  const database = new URL(await cluster.createDatabase()).pathname.slice(1)
  for (const sql of [...beforeReports, REPORT("'\\x00'"), ...ownReports]) await cluster.query(sql, database)
  t.equal((await cluster.query(TAKEN, database)).trim(), TAKEN_BEFORE)
  const [beforeSteps, ownSteps] = migrationsOf('postgres', 'suspended_by')
  const suspended = new URL(await cluster.createDatabase()).pathname.slice(1)
  for (const sql of [...beforeSteps, ...SUSPENDED, ...ownSteps]) await cluster.query(sql, suspended)
  t.same((await cluster.query(SUSPENDED_BY, suspended)).trim().split('\n'), BY_STEP)
})
