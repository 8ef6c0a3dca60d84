// SPDX-License-Identifier: AGPL-3.0-only
import { existsSync } from 'node:fs'
import { join } from 'node:path'
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
