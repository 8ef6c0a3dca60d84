// SPDX-License-Identifier: AGPL-3.0-only
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { checkAudit } from '../../../../src/cli/doctor/audit.ts'
import { createLastNote, setLastNoteAside } from '../../../../src/ops/audit/last-note.ts'
import { signedCheckpoint } from '../../../../src/ops/audit/signed-checkpoint.ts'
import { openServiceKeys } from '../../../../src/ops/keys.ts'
import { openSqliteStore } from '../../../../src/store/sqlite/index.ts'
import { startedOnce, worldOf } from '../../../support/doctor-world.ts'
import { auditLeaf } from '../../../support/store-conformance/rows.ts'
import { shortFolder } from '../support.ts'

t.test('the log is well as long as it is what was signed, a problem where it is not, and where nothing says what was signed a warning', async (t) => {
  const home = shortFolder(t)
  t.match(await checkAudit(worldOf(home)), [{ state: 'ok', what: 'the first start begins it' }])
  await startedOnce(home)
  t.match(await checkAudit(worldOf(home)), [{ state: 'ok', what: 'the log has 0 entries and is what was signed' }])

  const { checkpoint } = openServiceKeys(join(home, 'keys'), false)
  const store = await openSqliteStore({ path: join(home, 'data'), lingerMs: 0, onUnhealthy: (error) => t.fail('unhealthy', { error }) })
  t.teardown(() => store.close())
  const add = () => store.write.commit({ expect: [], writes: [{ add: 'audit', leaf: auditLeaf('why') }] })
  const sign = async () => {
    const head = await store.read.auditHead()
    return { size: head.size, note: signedCheckpoint(checkpoint, head) }
  }
  await add()
  await store.write.keepCheckpoint(await sign())
  const last = createLastNote(join(home, 'keys', 'audit-checkpoint.txt'))
  t.match(await checkAudit(worldOf(home)), [{ state: 'warning', what: `${last.path} is missing: nothing here says what was signed last`, fix: /drawbridge audit verify/ }])
  await last.keep((await sign()).note)
  await add()
  t.match(await checkAudit(worldOf(home)), [{ state: 'ok', what: 'the log has 2 entries and is what was signed' }])
  await last.keep(signedCheckpoint(checkpoint, { size: 2, frontier: [new Uint8Array(32)] }))
  await t.rejects(async () => checkAudit(worldOf(home)), { code: 'AUDIT_LOG_UNFIT', detail: /the first 2 entries of the audit log are not those/ })
  setLastNoteAside(last.path)
  t.match(await checkAudit(worldOf(home)), [{ state: 'ok', what: /the next start goes on with it/ }])
  rmSync(join(home, 'keys'), { recursive: true })
  t.match(await checkAudit(worldOf(home)), [{ state: 'ok' }], 'that the keys are gone is said by another check')
})
