// SPDX-License-Identifier: AGPL-3.0-only
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { databaseUrl } from '../../gateway/open-store.ts'
import { followFromStart } from '../../ops/audit/follow.ts'
import { createLastNote } from '../../ops/audit/last-note.ts'
import { KEY_FILE } from '../../ops/key-file.ts'
import { openServiceKeys } from '../../ops/keys.ts'
import type { AuditReaders } from '../../store/audit.ts'
import { fine, warning } from './finding.ts'
import type { Check, World } from './world.ts'

/** `audit`: the log is the one that this node signed last, so that a start would go on with it; beside a daemon too. */
export const checkAudit: Check = async ({ config }) => {
  const last = createLastNote(config.audit.lastCheckpoint)
  const kept = last.read() !== undefined
  if (!existsSync(join(config.keys.folder, KEY_FILE))) return [fine('audit', 'the first start begins it')]
  const { checkpoint } = openServiceKeys(config.keys.folder, false)
  const followed = await withLog(config, (reads) => followFromStart(reads, checkpoint, last))
  if (followed === undefined) return [fine('audit', 'there is none of this version yet')]
  const { head: { size }, newest } = followed
  if (!kept && last.setAside() !== undefined) return [fine('audit', `the log has ${String(size)} entries; the next start goes on with it, as after a restore`)]
  if (kept || newest === undefined) return [fine('audit', `the log has ${String(size)} entries and is what was signed`)]
  return [warning('audit', `${last.path} is missing: nothing here says what was signed last`, 'The next start takes the log as it is. Before that, compare it with a checkpoint outside: drawbridge audit verify.')]
}

const withLog = async <T>({ store, data }: World['config'], use: (reads: AuditReaders) => Promise<T>): Promise<T | undefined> => {
  const url = databaseUrl(store)
  if (url === undefined) return (await import('../../store/sqlite/look.ts')).withAuditLog(data.folder, use)
  return (await import('../../store/postgres/look.ts')).withAuditLog(url, use)
}
