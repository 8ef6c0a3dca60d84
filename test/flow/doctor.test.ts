// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 180
import { chmodSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { createStartSecret } from '../support/vault-secret.ts'
import { json, startDaemon, terminal } from '../unit/cli/support.ts'

t.setTimeout(170_000)

t.test('an operator sees what the first start will make, that a running daemon is well, and what to mend when it is not', async (t) => {
  const { home, command } = terminal(t)
  const before = await command('doctor')
  t.equal(before.code, 0, 'before the first start nothing is a problem')
  t.match(before.out, /^warning {2}daemon .*none was started yet\n {9}fix: Start it with: drawbridge serve$/m)
  t.match(before.out, /\nNo problems, 1 warning\.\n$/)
  t.same(readdirSync(home), [], 'and looking made nothing')

  const daemon = await startDaemon(t, home)
  const beside = await command('doctor')
  t.match(beside, { code: 0, out: /\nNo problems, no warnings\.\n$/ })
  t.match(json(await command('doctor', '--network', '--json')), { ok: true, problems: 0, warnings: 0, findings: [{ id: 'config', state: 'ok' }] })

  daemon.stop()
  t.equal((await daemon.ended).code, 0, 'the daemon was not disturbed')
  const keys = join(home, '.config/drawbridge/keys')
  chmodSync(join(keys, 'service-keys.json'), 0o644)
  rmSync(join(keys, 'erased.list'))
  writeFileSync(join(home, '.local/state/drawbridge/drawbridge.db'), 'this was a database')
  const broken = await command('doctor', '--json')
  t.equal(broken.code, 1)
  const { findings, ok } = JSON.parse(broken.out) as { readonly ok: boolean; readonly findings: readonly { readonly id: string; readonly state: string; readonly fix?: string }[] }
  t.equal(ok, false)
  t.same(findings.filter(({ state }) => state === 'problem').map(({ id }) => id), ['keys', 'erased-list', 'store', 'audit', 'daemon'])
  t.ok(findings.every(({ state, fix }) => (state === 'ok') === (fix === undefined)), 'each finding has its fix, and nothing that is well has one')
  chmodSync(join(keys, 'service-keys.json'), 0o600)
  t.notMatch((await command('doctor')).out, /problem {2}keys/, 'the fix mends it')
})

t.test('an embedded vault is a warning beside a daemon that is well, and a configuration that does not hold is all that is told', async (t) => {
  const { home, command } = terminal(t)
  const { file } = await createStartSecret(home)
  writeFileSync(join(home, 'c.yaml'), `core: {e2ee: false}\nvault: {shape: embedded, secretFile: ${file}}\n`)
  await startDaemon(t, home, '--config', 'c.yaml')
  t.match(json(await command('doctor', '--config', 'c.yaml', '--json')), { ok: true, problems: 0, warnings: 1 }, 'an embedded vault is well, with a warning')
  writeFileSync(join(home, 'bad.yaml'), 'links:\n  listn: 1\n')
  t.match(await command('doctor', '--config', 'bad.yaml'), { code: 1, out: /^problem {2}config .*bad\.yaml:2:3: there is no key links\.listn\n.*fix: Did you mean links\.listen\?\n\n1 problem, no warnings\.\n$/ })
})
