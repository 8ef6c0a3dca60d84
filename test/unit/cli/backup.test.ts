// SPDX-License-Identifier: AGPL-3.0-only
import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { json, startDaemon, terminal } from './support.ts'

t.test('a restore wants the list of erased users, and goes on without it only when told to', async (t) => {
  const { home, command } = terminal(t)
  const daemon = await startDaemon(t, home)
  t.match(await command('backup', 'create', '--to', 'backup'), { code: 0 })
  daemon.stop()
  await daemon.ended
  const [data, list] = [join(home, '.local/state/drawbridge'), join(home, '.config/drawbridge/keys/erased.list')]
  rmSync(data, { recursive: true })
  renameSync(list, `${list}.away`)
  t.match(await command('backup', 'restore', '--from', 'backup'), { code: 1, err: /^ERASED_LIST_UNFIT: [^]*erased\.list is missing[^]*--without-erased-list/ })
  t.match(await command('backup', 'mark-restored'), { code: 1, err: /there is no store/ })
  t.equal(json(await command('backup', 'restore', '--from', 'backup', '--without-erased-list', '--json'))['ok'], true)
  t.match(await command('backup', 'mark-restored'), { code: 1, err: /ERASED_LIST_UNFIT/ })
  renameSync(`${list}.away`, list)
  t.match(await command('backup', 'mark-restored'), { code: 0, out: /erases again whoever was erased since/ })
  await startDaemon(t, home)
  t.match(await command('health'), { code: 0 })
})
