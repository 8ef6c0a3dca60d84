// SPDX-License-Identifier: AGPL-3.0-only
import type { AuditReaders } from '../audit.ts'
import { newestKnown } from '../migrations.ts'
import { PREKEY_STOCK } from '../prekey-stock.ts'
import type { PrekeyStock } from '../prekey-stock.ts'
import { schemaAge } from '../schema-age.ts'
import type { SchemaAge } from '../schema-age.ts'
import { requireDurable } from './durable.ts'
import { newestApplied } from './migrate.ts'
import { createAuditReads } from './read/audit.ts'
import { openSession } from './session.ts'
import type { OwnSession } from './session.ts'

/** What a look at a database finds. */
export interface DatabaseLook {
  readonly schema: SchemaAge
  /** How far the database's clock is before this machine's, in ms, half the way there and back taken off. */
  readonly aheadMs: number
  /** Of each party with a device; empty where the database is of another version. */
  readonly prekeys: readonly PrekeyStock[]
}

/** Asks a database for what a start asks of it, and changes nothing. Throws `UNAVAILABLE` as a start does: it does not answer, or would lose what it has answered. */
export const lookAtDatabase = async (url: string, now: () => number): Promise<DatabaseLook> => {
  const session = await openSession(url, COUNT_MS)
  try {
    await requireDurable(session)
    const asked = now()
    const { rows: [clock] } = await session.client.query<{ readonly at: unknown }>('SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS at')
    const middle = (asked + now()) / 2
    const schema = schemaAge(await newestApplied(session), newestKnown('postgres'))
    return { schema, aheadMs: Math.round(Number(clock?.at) - middle), prekeys: schema === 'current' ? await stockOf(session) : [] }
  } finally {
    await session.end()
  }
}

/** Nothing is held up by it. */
const COUNT_MS = 60_000

/** Reads tables through, as no statement of the daemon may. */
const stockOf = async (session: OwnSession): Promise<readonly PrekeyStock[]> => {
  await session.script(`SET statement_timeout = ${String(COUNT_MS)}; SET enable_seqscan = on; SET enable_hashjoin = on`)
  const { rows } = await session.client.query<Readonly<Record<keyof PrekeyStock, string>>>(PREKEY_STOCK)
  return rows.map(({ party, devices, bare }) => ({ party, devices: Number(devices), bare: Number(bare) }))
}

/** What `use` makes of the audit log of a database; undefined where there is none of this version. Throws `UNAVAILABLE`. */
export const withAuditLog = async <T>(url: string, use: (reads: AuditReaders) => Promise<T>): Promise<T | undefined> => {
  const session = await openSession(url)
  try {
    return schemaAge(await newestApplied(session), newestKnown('postgres')) === 'current' ? await use(createAuditReads(session)) : undefined
  } finally {
    await session.end()
  }
}
