// SPDX-License-Identifier: AGPL-3.0-only
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { json, startDaemon, terminal } from './support.ts'

const FILE = '.config/drawbridge/keys/webhook-secrets.json'

t.test('a secret is made and rotated without the daemon, in the keys folder, and printed once', async (t) => {
  const { home, command } = terminal(t)
  const first = await command('core', 'webhook', 'rotate')
  t.match(first, { code: 0, out: /^whsec_[A-Za-z0-9+/]{43}=\n$/, err: '' })
  const second = await command('core', 'webhook', 'rotate', '--overlap-hours', '1')
  t.match(second, { code: 0, err: /^The secret before signs too until \d{4}-/ })
  t.match(JSON.parse(readFileSync(join(home, FILE), 'utf8')), { secrets: [{ secret: second.out.trim() }, { secret: first.out.trim(), endsAt: Number }] })
  t.match(await command('core', 'webhook', 'rotate'), { code: 1, err: /^CONFLICT: [^]*the last rotation is not over/ })
  const third = await command('core', 'webhook', 'rotate', '--overlap-hours', '0', '--json')
  t.strictSame(Object.keys(json(third)), ['secret'])
  t.strictSame((JSON.parse(readFileSync(join(home, FILE), 'utf8')) as { secrets: { secret: unknown }[] }).secrets.map(({ secret }) => secret), [json(third)['secret']])
  for (const hours of ['-1', '169', '1.5', 'x']) t.match(await command('core', 'webhook', 'rotate', `--overlap-hours=${hours}`), { code: 1, err: /whole number from 0 to 168/ })
  t.match(await command('core', 'webhook', 'rotate', '--keys', 'elsewhere'), { code: 0 })
  t.ok(existsSync(join(home, 'elsewhere/webhook-secrets.json')))
})

t.test('what the core did not take is listed and replayed on the running daemon', async (t) => {
  const { home, command } = terminal(t)
  await startDaemon(t, home)
  t.match(await command('core', 'webhook', 'list'), { code: 1, err: /^NOT_FOUND: [^]*no core is admitted yet/ })
  await command('core', 'init', '--party', 'core.example', '--name', 'Core', '--out', 'core')
  await command('core', 'add', 'core/application.json')
  t.match(await command('core', 'webhook', 'list'), { code: 0, out: /^core\.webhook is not set: the core polls\.\nThere are no dead letters\.\n$/ })
  t.strictSame(json(await command('core', 'webhook', 'list', '--state', 'retrying', '--json')), { receiver: 'off', events: [] })
  t.match(await command('core', 'webhook', 'replay', '--all'), { code: 0, out: '0 offered again.\n' })
  t.strictSame(json(await command('core', 'webhook', 'replay', '--id', '17', '--json')), { replayed: 0 })
  for (const wrong of [[], ['--id', 'x'], ['--id', '1', '--all']]) t.match(await command('core', 'webhook', 'replay', ...wrong), { code: 2, err: /give either --all or --id/ })
})

t.test('a daemon does not start with a webhook that it would not call, and says why', async (t) => {
  const { home } = terminal(t)
  writeFileSync(join(home, 'c.yaml'), 'core: {listen: "127.0.0.1:0", webhook: "http://127.0.0.1:8080/hook"}\n')
  const daemon = await startDaemon(t, home, '--config', 'c.yaml')
  t.match(await daemon.ended, { code: 1 })
  t.match(daemon.said.err, /CONFIG_INVALID[^]*core\.webhook: must be an https:\/\/ URL of a public host name[^]*outgoing\.privateHosts/)
})
