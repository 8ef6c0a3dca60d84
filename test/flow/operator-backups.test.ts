// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what docs/operating.md says to type about backups works as it stands there, against a real daemon.
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { createDaemon } from '../support/daemon.ts'
import { blocksRunBy } from '../support/documented-blocks.ts'
import { openTypedShell } from '../support/typed-shell.ts'

t.setTimeout(110_000)

t.test('a backup key is made, and a backup made, verified and restored as docs/operating.md says', async (t) => {
  const daemon = await createDaemon(t)
  await daemon.start()
  const here = (text: string): string => text.replaceAll('/backup/', './backups/').replaceAll('/var/lib/', './')
  const { folder, type } = await openTypedShell(t, daemon, here)
  mkdirSync(join(folder, 'backups'))
  const blocks = blocksRunBy('docs/operating.md', 'test/flow/operator-backups.test.ts')
  t.same(blocks.map((text) => text.split(' ')[2]), ['keys', 'create', 'verify', 'restore'])
  const said: string[] = []
  for (const block of blocks) said.push((await type(block)).out)
  t.match(said[1], /sealed to key .*SHA-256 [0-9a-f]{64}/)
  t.match(said[2], /It opens, and its database is whole/)
  t.ok(existsSync(join(folder, 'drawbridge-new/drawbridge.db')))
  t.match((await type('drawbridge doctor || true')).out, /the last one was made 0 days ago, sealed/)
})
