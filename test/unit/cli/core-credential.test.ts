// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { json, startDaemon, terminal } from './support.ts'

t.test('a credential is shown once, listed by its name, and removed, on the running daemon', async (t) => {
  const { home, command } = terminal(t)
  const daemon = await startDaemon(t, home)
  t.match((await command('core', 'credential', 'list')).out, /^There is no credential yet\./)
  const { code, out } = await command('core', 'credential', 'add', 'server-1')
  t.equal(code, 0)
  t.match(out, /^[A-Za-z0-9_-]{43}\n$/)
  t.match(json(await command('core', 'credential', 'add', 'server-2', '--json')), { name: 'server-2', secret: /^[A-Za-z0-9_-]{43}$/ })
  t.match((await command('core', 'credential', 'list')).out, /^NAME +SINCE\nserver-1 +\d{4}-\d\d-\d\d\nserver-2 +\d{4}-\d\d-\d\d\n$/)
  t.notMatch(readFileSync(join(home, '.local/state/drawbridge/core-credentials.json'), 'utf8'), out.trim())

  t.match(await command('core', 'credential', 'add', 'server-1'), { code: 1, err: /^CONFLICT: / })
  t.match(await command('core', 'credential', 'add', 'a b'), { code: 1, err: /^MALFORMED: / })
  t.match(await command('core', 'credential', 'remove', 'server-1', '--reason', 'OPS-12'), { code: 0, out: 'server-1 is removed.\n' })
  t.match(await command('core', 'credential', 'remove', 'server-1', '--reason', 'OPS-12'), { code: 1, err: /^NOT_FOUND: / })
  t.match(json(await command('core', 'credential', 'list', '--json')), { credentials: [{ name: 'server-2' }] })

  daemon.stop()
  await daemon.ended
  t.match(daemon.said.err.split('\n').filter((line) => line.includes('core-credential.')).length, 3)
  t.notMatch(daemon.said.err, out.trim())
})
