// SPDX-License-Identifier: Apache-2.0
import type { Database } from './database.ts'

/** Numbers that start at 1 and only rise, whatever is deleted. */
export const createCounters = (db: Database) => {
  const raise = db.prepare<[string], { value: number }>(
    'INSERT INTO counter (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value')
  const find = db.prepare<[string], { value: number }>('SELECT value FROM counter WHERE name = ?')
  return {
    next: (name: string): number => {
      const row = raise.get(name)
      if (row === undefined) throw new Error('a counter always returns its value')
      return row.value
    },
    last: (name: string): number => find.get(name)?.value ?? 0,
  }
}

/** See {@link createCounters}. */
export type Counters = ReturnType<typeof createCounters>
