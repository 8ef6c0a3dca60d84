// SPDX-License-Identifier: AGPL-3.0-only
import { AFTER_RESTORE, RESTORED } from '../restored.ts'
import type { Restored } from '../restored.ts'
import type { Connection } from './connection.ts'

/** Marks a database as restored: its next start takes out what may not be used again. */
export const markRestored = (db: Connection): void => {
  db.prepare('INSERT INTO counters (name, value) VALUES (?, 1) ON CONFLICT (name) DO NOTHING').run(RESTORED)
}

/** Does what the mark asks for; undefined where there is none. */
export const afterRestore = (db: Connection): Restored | undefined => db.transaction((): Restored | undefined => {
  const run = (text: string): number => db.prepare(text).run().changes
  if (run(AFTER_RESTORE.mark) === 0) return undefined
  const conversations = run(AFTER_RESTORE.conversations)
  const prekeys = AFTER_RESTORE.prekeys.reduce((sum, text) => sum + run(text), 0)
  for (const text of AFTER_RESTORE.rest) run(text)
  return { conversations, prekeys }
}).immediate()
