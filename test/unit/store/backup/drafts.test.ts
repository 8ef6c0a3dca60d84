// SPDX-License-Identifier: AGPL-3.0-only
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import t from 'tap'
import { backupLock, removeLeftovers, restoringDraft, sealingDraft } from '../../../../src/store/backup/drafts.ts'
import { holdFile } from '../../../../src/store/sqlite/hold-file.ts'

t.test('a copy that is being sealed stays where it is, and one that nobody seals any more goes', async (t) => {
  const data = t.testdir({ 'backup.part': { 'drawbridge.db': 'rows' }, 'restore.part': { 'drawbridge.db': 'rows' }, 'drawbridge.db': 'the store' })
  const letGo = holdFile(backupLock(data))
  removeLeftovers(data)
  t.same([sealingDraft(data), restoringDraft(data)].map((path) => existsSync(path)), [true, false])
  letGo?.()
  removeLeftovers(data)
  removeLeftovers(data)
  t.notOk(existsSync(sealingDraft(data)))
  t.ok(existsSync(join(data, 'drawbridge.db')))
})

t.test('a lock that one may read and not write is not held: it would keep nobody out', async (t) => {
  // Not below the clone, which another user may be unable to reach.
  const folder = mkdtempSync(join(tmpdir(), 'drawbridge-lock-'))
  t.teardown(() => { rmSync(folder, { recursive: true, force: true }) })
  chmodSync(folder, 0o777)
  const path = join(folder, 'backup.lock')
  writeFileSync(path, '', { mode: 0o444 })
  // Root may write every file, so the child is nobody once all is loaded.
  const child = `
    import process from 'node:process'
    import { holdFile } from '${new URL('../../../../src/store/sqlite/hold-file.ts', import.meta.url).href}'
    holdFile(process.argv[2])?.()
    if (process.getuid() === 0) process.setuid(65534)
    try { console.log(holdFile(process.argv[1]) === undefined ? 'busy' : 'held') } catch (error) { console.log(error.code) }`
  t.equal(execFileSync(process.execPath, ['--input-type=module', '--eval', child, path, join(folder, 'other.lock')], { encoding: 'utf8' }).trim(), 'EACCES')
})
