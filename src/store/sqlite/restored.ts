// SPDX-License-Identifier: AGPL-3.0-only
import { ERASURES } from '../erasures.ts'
import { AFTER_RESTORE, EVENT_NUMBERS_SKIPPED, RESTORED, RESTORED_AS } from '../restored.ts'
import type { Restored, RestoredEntry } from '../restored.ts'
import type { Connection } from './connection.ts'
import { createAppendAudit } from './write/audit.ts'

/** Marks a database as restored: its next start takes out what may not be used again. */
export const markRestored = (db: Connection, as: keyof typeof RESTORED_AS): void => {
  db.prepare('INSERT INTO counters (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value').run(RESTORED, RESTORED_AS[as])
}

/** The number of the last erasure that a database knows of; 0 for none. */
export const lastErasure = (db: Connection): number => db.prepare<[string], number>('SELECT value FROM counters WHERE name = ?').pluck().get(ERASURES) ?? 0

/** Does what the mark asks for; undefined where there is none. */
export const afterRestore = (db: Connection, entryOf?: RestoredEntry): Restored | undefined => db.transaction((): Restored | undefined => {
  const run = (text: string): number => db.prepare(text).run().changes
  run(AFTER_RESTORE.erasuresDue)
  run(AFTER_RESTORE.erasuresWaived)
  if (run(AFTER_RESTORE.mark) === 0) return undefined
  const conversations = run(AFTER_RESTORE.conversations)
  const prekeys = AFTER_RESTORE.prekeys.reduce((sum, text) => sum + run(text), 0)
  for (const text of AFTER_RESTORE.rest) run(text)
  run("INSERT INTO sqlite_sequence (name, seq) SELECT 'events', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'events')")
  run(`UPDATE sqlite_sequence SET seq = seq + ${String(EVENT_NUMBERS_SKIPPED)} WHERE name = 'events'`)
  run("UPDATE feeds SET offered = (SELECT seq FROM sqlite_sequence WHERE name = 'events')")
  if (entryOf) createAppendAudit(db)(entryOf({ conversations, prekeys }))
  return { conversations, prekeys }
}).immediate()
