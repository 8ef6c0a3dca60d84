// SPDX-License-Identifier: AGPL-3.0-only
import { requireDurable } from './durable.ts'
import { bringUpToDate, MIGRATION_MS } from './migrate.ts'
import { openSession } from './session.ts'
import { statement } from './statement.ts'

const FIND = statement<{ readonly value: string }>('SELECT "value" FROM "meta" WHERE "name" = $1')
const ADD = statement('INSERT INTO "meta" ("name", "value") VALUES ($1, $2) ON CONFLICT ("name") DO NOTHING')

/**
 * Gives a database a lasting value by name, once: `valueOf` is told the one it has already. Answers what stands there
 * afterwards; another node that starts at the same moment may have been first. Brings the schema up to date for it.
 */
export const claimMeta = async (url: string, name: string, valueOf: (before: string | undefined) => string): Promise<string> => {
  const session = await openSession(url, MIGRATION_MS)
  try {
    await requireDurable(session)
    await bringUpToDate(session)
    const own = valueOf((await session.one(FIND, [name]))?.value)
    await session.run(ADD, [name, own])
    return (await session.one(FIND, [name]))?.value ?? ''
  } finally {
    await session.end()
  }
}
