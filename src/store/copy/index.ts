// SPDX-License-Identifier: AGPL-3.0-only
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { AuditLeaf } from '../../model/audit/entry.ts'
import { GatewayError } from '../../model/errors.ts'
import { requireDurable } from '../postgres/durable.ts'
import { unreachable } from '../postgres/failures.ts'
import { bringUpToDate } from '../postgres/migrate.ts'
import { openSession } from '../postgres/session.ts'
import type { OwnSession } from '../postgres/session.ts'
import { appendAudit } from '../postgres/write/audit.ts'
import { BUCKET, FORMER_BUCKET } from '../bucket.ts'
import { openConnection } from '../sqlite/connection.ts'
import type { Connection } from '../sqlite/connection.ts'
import { prepareFiles } from '../sqlite/files.ts'
import { acquireLock } from '../sqlite/lock.ts'
import { TABLES } from './tables.ts'
import type { CopiedTable } from './tables.ts'

/** Rows in one statement, each with at most 18 values: PostgreSQL takes 65,535. Envelopes of this many are 12 MiB at most. */
const PAGE_ROWS = 500
/** One statement may look through all that waits. */
const PATIENT_MS = 3_600_000

/** What is copied, and where to. */
export interface CopyOptions {
  /** The data folder of a gateway that is stopped. */
  readonly from: string
  /** A database with nothing in it. */
  readonly to: string
  /** Values that stand in the database beside the rows, such as the check value of the keys. */
  readonly meta: Readonly<Record<string, string>>
  /** The entry of the audit log that tells of the copy of so many rows; in the same transaction. */
  readonly entry: (rows: number) => AuditLeaf
  /** Told after each page. */
  readonly progress: (table: string, rows: number) => void
}

/** What a copy came to: rows by table, and whether the store had a bucket. */
export interface Copied { readonly rows: Readonly<Record<string, number>>; readonly hadBucket: boolean }

/**
 * Copies a SQLite store into an empty database in one transaction: ids stay, and numbers go on above them. Returns the rows
 * of each table, counted on both sides, and whether the store had a bucket: that stays the old store's. Throws `UNAVAILABLE` when the source is in use, `CONFLICT` when the target is not
 * empty; then nothing was changed.
 */
export const copyStore = async ({ from, to, meta, entry, progress }: CopyOptions): Promise<Copied> => {
  if (!existsSync(join(from, 'drawbridge.db'))) throw new GatewayError('CONFIG_INVALID', `there is no store in ${from}`)
  const files = prepareFiles(from)
  const unlock = acquireLock(files)
  try {
    const source = await openConnection(files.database)
    try {
      return await copyInto(source, { to, meta, entry, progress })
    } finally {
      source.close()
    }
  } finally {
    unlock()
  }
}

const copyInto = async (source: Connection, { to, meta, entry, progress }: Omit<CopyOptions, 'from'>): Promise<Copied> => {
  const target = await openSession(to, PATIENT_MS)
  try {
    await requireDurable(target)
    await bringUpToDate(target)
    await target.script(`SET statement_timeout = ${String(PATIENT_MS)}; BEGIN; LOCK TABLE "nodes" IN ACCESS EXCLUSIVE MODE`)
    await requireEmpty(target)
    const counts: Record<string, number> = {}
    for (const table of TABLES) counts[table.name] = await copyTable(source, target, table, progress)
    const hadBucket = await copyNumbers(source, target, meta)
    await appendAudit(target, entry(Object.values(counts).reduce((sum, count) => sum + count, 0)))
    await target.script('COMMIT')
    // All is copied, with statistics or without: the database makes them by itself before long.
    await target.script('ANALYZE').catch(() => undefined)
    return { rows: counts, hadBucket }
  } catch (error) {
    throw error instanceof GatewayError ? error : unreachable(error)
  } finally {
    await target.end()
  }
}

const requireEmpty = async ({ client }: OwnSession): Promise<void> => {
  for (const name of ['nodes', 'meta', ...TABLES.map((table) => table.name)]) {
    const { rows } = await client.query(`SELECT 1 FROM "${name}" LIMIT 1`)
    if (rows.length > 0) throw new GatewayError('CONFLICT', `the database is not empty: it has rows in ${name}`)
  }
}

const copyTable = async (source: Connection, target: OwnSession, table: CopiedTable, progress: CopyOptions['progress']): Promise<number> => {
  const names = table.columns.map((name) => `"${name}"`).join(', ')
  let [page, copied]: [unknown[][], number] = [[], 0]
  const write = async (): Promise<void> => {
    if (page.length === 0) return
    const rows = page.map((row, index) => `(${row.map((_, column) => `$${String(index * row.length + column + 1)}`).join(', ')})`)
    await target.client.query(`INSERT INTO "${table.name}" (${names}) VALUES ${rows.join(', ')}`, page.flat())
    copied += page.length
    page = []
    progress(table.name, copied)
  }
  for (const record of source.prepare<[], Record<string, unknown>>(`SELECT ${names} FROM "${table.name}"`).iterate()) {
    page.push(table.columns.map((name) => (table.flags.has(name) ? record[name] === 1 : record[name])))
    if (page.length === PAGE_ROWS) await write()
  }
  await write()
  await requireSameCount(source, target, table)
  return copied
}

const requireSameCount = async (source: Connection, { client }: OwnSession, { name }: CopiedTable): Promise<void> => {
  const there = source.prepare<[], number>(`SELECT count(*) FROM "${name}"`).pluck().get()
  const { rows: [here] } = await client.query<{ count: number }>(`SELECT count(*) AS count FROM "${name}"`)
  if (here?.count !== there) throw new Error(`${name} has not as many rows as it had`)
}

/** A number that was given once is never given again, also where its row is gone. The bucket is not taken over, since the old store may run again: both would take it for theirs. Returns whether there was one. */
const copyNumbers = async (source: Connection, { client }: OwnSession, meta: CopyOptions['meta']): Promise<boolean> => {
  for (const { name, numbered } of TABLES) {
    if (numbered === undefined) continue
    const greatest = source.prepare<[], number | null>(`SELECT max("${numbered}") FROM "${name}"`).pluck().get() ?? 0
    const given = source.prepare<[string], number>('SELECT seq FROM sqlite_sequence WHERE name = ?').pluck().get(name) ?? 0
    const last = Math.max(greatest, given)
    if (last > 0) await client.query('SELECT setval(pg_get_serial_sequence($1, $2), $3)', [`"${name}"`, numbered, last])
  }
  const counters = source.prepare<[], { name: string; value: number }>('SELECT name, value FROM counters').all()
  for (const { name, value } of counters) {
    await client.query('INSERT INTO "counters" ("name", "value") VALUES ($1, $2) ON CONFLICT ("name") DO UPDATE SET "value" = excluded."value"', [name, name === BUCKET ? FORMER_BUCKET : value])
  }
  for (const [name, value] of Object.entries(meta)) await client.query('INSERT INTO "meta" ("name", "value") VALUES ($1, $2)', [name, value])
  return counters.some(({ name }) => name === BUCKET)
}
