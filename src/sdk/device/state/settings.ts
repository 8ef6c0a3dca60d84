// SPDX-License-Identifier: Apache-2.0
import type { Database } from './database.ts'

/** Single values of the device: what the user chose, and the newest issuer list. */
export type SettingName = 'receipts.delivered' | 'receipts.read' | 'issuer-list'

/** Named texts. */
export const createSettings = (db: Database) => {
  const find = db.prepare<[SettingName], { value: string }>('SELECT value FROM setting WHERE name = ?')
  const save = db.prepare('INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)')
  return {
    find: (name: SettingName): string | undefined => find.get(name)?.value,
    save: (name: SettingName, value: string): void => { save.run(name, value) },
  }
}
