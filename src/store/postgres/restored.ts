// SPDX-License-Identifier: AGPL-3.0-only
import { ERASURES } from '../erasures.ts'
import { AFTER_RESTORE, EVENT_NUMBERS_SKIPPED, RESTORED, RESTORED_AS } from '../restored.ts'
import type { Restored, RestoredEntry } from '../restored.ts'
import { requireDurable } from './durable.ts'
import { bringUpToDate, MIGRATION_MS } from './migrate.ts'
import { openSession } from './session.ts'
import type { OwnSession } from './session.ts'
import { statement } from './statement.ts'
import { appendAudit } from './write/audit.ts'

const MARK = statement('INSERT INTO "counters" ("name", "value") VALUES ($1, $2) ON CONFLICT ("name") DO UPDATE SET "value" = excluded."value"')
const LAST_ERASURE = statement<{ readonly value: number }>('SELECT "value" FROM "counters" WHERE "name" = $1')

/**
 * Marks a database as restored: the next node that starts takes out what may not be used again. `markFor` is told the number of the last erasure that the
 * database knows of, and throws where it may not be. Throws `UNAVAILABLE`.
 */
export const markDatabaseRestored = async (url: string, markFor: (lastErasure: number) => keyof typeof RESTORED_AS): Promise<void> => {
  const session = await openSession(url, MIGRATION_MS)
  try {
    await requireDurable(session)
    await bringUpToDate(session)
    const as = markFor((await session.one(LAST_ERASURE, [ERASURES]))?.value ?? 0)
    await session.run(MARK, [RESTORED, RESTORED_AS[as]])
  } finally {
    await session.end()
  }
}

/** Does what the mark asks for; undefined where there is none, and for all but one of several nodes. */
export const afterRestore = async (session: OwnSession, entryOf?: RestoredEntry): Promise<Restored | undefined> => {
  const run = (text: string): Promise<number> => session.run(statement(text))
  await session.script(`SET statement_timeout = ${String(MIGRATION_MS)}; BEGIN`)
  await run(AFTER_RESTORE.erasuresDue)
  await run(AFTER_RESTORE.erasuresWaived)
  if (await run(AFTER_RESTORE.mark) === 0) {
    await session.script('ROLLBACK')
    return undefined
  }
  const conversations = await run(AFTER_RESTORE.conversations)
  let prekeys = 0
  for (const text of AFTER_RESTORE.prekeys) prekeys += await run(text)
  for (const text of AFTER_RESTORE.rest) await run(text)
  const sequence = `pg_get_serial_sequence('"events"', 'id')`
  if (entryOf) await appendAudit(session, entryOf({ conversations, prekeys }))
  await session.script(`SELECT setval(${sequence}, nextval(${sequence}) + ${String(EVENT_NUMBERS_SKIPPED)}); UPDATE "feeds" SET "offered" = nextval(${sequence}); COMMIT`)
  return { conversations, prekeys }
}
