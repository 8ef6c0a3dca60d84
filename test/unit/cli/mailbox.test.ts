// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { json, startDaemon, terminal } from './support.ts'

const ID = '0d6c1e7a-52a4-4f0b-8a39-6f1f5f0c2b77'

t.test('the mailbox of a running daemon is listed and traced, and what is not parked is refused with the reason', async (t) => {
  const { home, command } = terminal(t)
  await startDaemon(t, home)
  t.match(await command('mailbox', 'list'), { code: 0, out: /^Nothing is parked\./ })
  t.same((json(await command('mailbox', 'list', '--state', 'waiting', '--party', 'heron.example', '--json')))['rows'], [])
  t.match(await command('mailbox', 'list', '--limit', '501'), { code: 1, err: /^MALFORMED: [^]*limit/ })
  t.match(await command('mailbox', 'drop', '--id', '17', '--reason', 'x'), { code: 1, err: /^NOT_FOUND: [^]*row 17 is not parked; nothing was changed/ })
  t.match(await command('mailbox', 'retry', '--party', 'heron.example', '--reason', 'x'), { code: 0, out: /^0 put back\./ })
  for (const wrong of [[], ['--id', 'x'], ['--id', '1', '--party', 'heron.example']]) {
    t.match(await command('mailbox', 'retry', ...wrong, '--reason', 'x'), { code: 2, err: /give either --party or --id[^]*fix: .*mailbox list/ })
  }
  t.match(await command('mailbox', 'drop', '--id', '1'), { code: 2, err: /--reason/ })
  t.match(await command('trace', ID, '--sender', ID), { code: 0, out: /^Nothing is known of it/ })
  t.match(await command('trace', 'x', '--sender', ID), { code: 1, err: /^MALFORMED: [^]*submission id/ })
})
