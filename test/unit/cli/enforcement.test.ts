// SPDX-License-Identifier: AGPL-3.0-only
import { join } from 'node:path'
import t from 'tap'
import { json, startDaemon, terminal } from './support.ts'

t.setTimeout(100_000)

t.test('steps of enforcement are taken, listed, shown and lifted, each with a reason', async (t) => {
  const { home, command } = terminal(t)
  await startDaemon(t, home)
  for (const [role, party] of [['core', 'core.example'], ['provider', 'heron.example']] as const) {
    const folder = join(home, party)
    t.match(await command(role, 'init', '--party', party, '--name', party, '--out', folder), { code: 0 })
    t.match(await command(role, 'add', join(folder, 'application.json')), { code: 0 })
  }
  t.match(await command('enforcement', 'list'), { code: 0, out: /^none/ })
  t.match(await command('enforcement', 'suggestions'), { code: 0, out: /^none/ })
  t.match(await command('enforcement', 'suggestions', '--limit', '501'), { code: 1, err: /MALFORMED/ })
  t.match(await command('enforcement', 'apply', 'heron.example', '--step', 'slow'), { code: 2, err: /--reason/ })
  for (const hours of ['0', 'x', '1.5', '99999']) t.match(await command('enforcement', 'apply', 'heron.example', '--step', 'slow', '--hours', hours, '--reason', 'x'), { code: 2, err: /whole number from 1 to 8760/ }, hours)
  t.match(await command('enforcement', 'apply', 'nobody.example', '--step', 'slow', '--reason', 'x'), { code: 1, err: /^NOT_FOUND/ })
  const applied = json(await command('enforcement', 'apply', 'heron.example', '--step', 'slow', '--hours', '24', '--reason', 'half are denied', '--json'))
  t.match(applied, { party: 'heron.example', step: 'slow', rule: 'operator', reason: 'half are denied', actor: 'socket', appeal: 'none' })
  const id = String(applied['id'])
  t.match(await command('enforcement', 'list', '--party', 'heron.example'), { code: 0, out: new RegExp(`${id} +slow +heron.example`) })
  t.match(await command('enforcement', 'show', id), { code: 0, out: /^slow against heron.example\n[^]*reason +half are denied/ })
  t.match(await command('enforcement', 'decide', id, '--decision', 'granted', '--reason', 'x'), { code: 1, err: /^CONFLICT/ })
  t.match(await command('enforcement', 'lift', id, '--reason', 'settled'), { code: 0, out: /ended +[^ ]+, lifted[^]*decision +settled/ })
  t.match(await command('enforcement', 'lift', id, '--reason', 'again'), { code: 1, err: /^CONFLICT/ })
  t.match(await command('enforcement', 'list'), { code: 0, out: /^none/ })
  t.match(await command('enforcement', 'list', '--all'), { code: 0, out: /ended: lifted/ })
})
