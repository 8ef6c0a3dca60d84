// SPDX-License-Identifier: AGPL-3.0-only
import type { AuditReaders } from '../audit.ts'
import { newestKnown } from '../migrations.ts'
import { schemaAge } from '../schema-age.ts'
import type { SchemaAge } from '../schema-age.ts'
import { requireDurable } from './durable.ts'
import { newestApplied } from './migrate.ts'
import { createAuditReads } from './read/audit.ts'
import { openSession } from './session.ts'

/** What a look at a database finds. */
export interface DatabaseLook {
  readonly schema: SchemaAge
  /** How far the database's clock is before this machine's, in ms, half the way there and back taken off. */
  readonly aheadMs: number
}

/** Asks a database for what a start asks of it, and changes nothing. Throws `UNAVAILABLE` as a start does: it does not answer, or would lose what it has answered. */
export const lookAtDatabase = async (url: string, now: () => number): Promise<DatabaseLook> => {
  const session = await openSession(url)
  try {
    await requireDurable(session)
    const asked = now()
    const { rows: [clock] } = await session.client.query<{ readonly at: unknown }>('SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS at')
    const middle = (asked + now()) / 2
    return { schema: schemaAge(await newestApplied(session), newestKnown('postgres')), aheadMs: Math.round(Number(clock?.at) - middle) }
  } finally {
    await session.end()
  }
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
