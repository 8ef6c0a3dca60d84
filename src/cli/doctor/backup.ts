// SPDX-License-Identifier: AGPL-3.0-only
import { readLastBackup } from '../../store/backup/index.ts'
import { fine, warning } from './finding.ts'
import type { Check } from './world.ts'

const DAY_MS = 86_400_000
/** Whoever makes backups by a timer makes them at least weekly. */
const MAX_DAYS = 7

/** `backup`: how long ago the store in the data folder was backed up. Other tools, and PostgreSQL's, leave no note. */
export const checkBackup: Check = ({ config: { data, store }, now }) => {
  if (store.url !== undefined) return [fine('backup', 'PostgreSQL\'s own tools make it')]
  const last = readLastBackup(data.folder)
  if (last === undefined) return [fine('backup', 'none was made here by "drawbridge backup create"')]
  const days = Math.max(0, Math.floor((now() - Date.parse(last.createdAt)) / DAY_MS))
  const what = `the last one was made ${String(days)} days ago, ${last.isSealed ? 'sealed' : 'not sealed'}`
  return [days > MAX_DAYS ? warning('backup', what, 'Look why your timer does not make them, or run: drawbridge backup create --to /backup --recipient backup-key.json') : fine('backup', what)]
}
