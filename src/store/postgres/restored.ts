// SPDX-License-Identifier: AGPL-3.0-only
import { AFTER_RESTORE, EVENT_NUMBERS_SKIPPED, RESTORED } from '../restored.ts'
import type { Restored } from '../restored.ts'
import { requireDurable } from './durable.ts'
import { bringUpToDate, MIGRATION_MS } from './migrate.ts'
import { openSession } from './session.ts'
import type { OwnSession } from './session.ts'
import { statement } from './statement.ts'

/** Marks a database as restored: the next node that starts takes out what may not be used again. Throws `UNAVAILABLE`. */
export const markDatabaseRestored = async (url: string): Promise<void> => {
  const session = await openSession(url, MIGRATION_MS)
  try {
    await requireDurable(session)
    await bringUpToDate(session)
    await session.run(statement('INSERT INTO "counters" ("name", "value") VALUES ($1, 1) ON CONFLICT ("name") DO NOTHING'), [RESTORED])
  } finally {
    await session.end()
  }
}

/** Does what the mark asks for; undefined where there is none, and for all but one of several nodes. */
export const afterRestore = async (session: OwnSession): Promise<Restored | undefined> => {
  const run = (text: string): Promise<number> => session.run(statement(text))
  await session.script(`SET statement_timeout = ${String(MIGRATION_MS)}; BEGIN`)
  if (await run(AFTER_RESTORE.mark) === 0) {
    await session.script('ROLLBACK')
    return undefined
  }
  const conversations = await run(AFTER_RESTORE.conversations)
  let prekeys = 0
  for (const text of AFTER_RESTORE.prekeys) prekeys += await run(text)
  for (const text of AFTER_RESTORE.rest) await run(text)
  const sequence = `pg_get_serial_sequence('"events"', 'id')`
  await session.script(`SELECT setval(${sequence}, nextval(${sequence}) + ${String(EVENT_NUMBERS_SKIPPED)}); UPDATE "feeds" SET "offered" = nextval(${sequence}); COMMIT`)
  return { conversations, prekeys }
}
