// SPDX-License-Identifier: AGPL-3.0-only
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { parseBackupKeyFile } from '../../model/backup-files.ts'
import { readLastBackup } from '../../store/backup/index.ts'
import { readJsonFile } from '../files.ts'
import { fine, warning } from './finding.ts'
import type { Finding } from './finding.ts'
import type { Check, World } from './world.ts'

const DAY_MS = 86_400_000
/** Whoever makes backups by a timer makes them at least weekly. */
const MAX_DAYS = 7

/** `backup`: how long ago the store in the data folder was backed up, and whether as the configuration says. Other tools, and PostgreSQL's, leave no note. Throws for a backup key that is none. */
export const checkBackup: Check = ({ config: { backup: { recipientFile }, data, store }, now, place }) => {
  if (store.url !== undefined) return [fine('backup', 'PostgreSQL\'s own tools make it')]
  if (recipientFile !== undefined) readJsonFile(recipientFile, parseBackupKeyFile)
  const make = `drawbridge backup create --to /backup${recipientFile === undefined ? ' --recipient backup-key.json' : ''}${place}`
  const last = readLastBackup(data.folder)
  if (last === undefined) return [never(data.folder, make, now())]
  const days = daysSince(Date.parse(last.createdAt), now())
  const what = `the last one was made ${String(days)} days ago, ${last.isSealed ? 'sealed' : 'not sealed'}`
  if (days > MAX_DAYS) return [warning('backup', what, `Look why your timer does not make them, or run: ${make}`)]
  return [last.isSealed || recipientFile === undefined ? fine('backup', what) : warning('backup', `${what} though backup.recipientFile is set`, `Delete it, and run: ${make}`)]
}

/** A store is as old as its file: what was never backed up in its first week is forgotten. */
const never = (folder: World['config']['data']['folder'], make: string, now: number): Finding => {
  const made = statSync(join(folder, 'drawbridge.db'), { throwIfNoEntry: false })?.birthtimeMs ?? now
  const what = 'none was made here by "drawbridge backup create"'
  return daysSince(made, now) > MAX_DAYS ? warning('backup', `${what}, and the store is ${String(daysSince(made, now))} days old`, `If no other tool makes them, run: ${make}`) : fine('backup', what)
}

const daysSince = (then: number, now: number): number => Math.max(0, Math.floor((now - then) / DAY_MS))
