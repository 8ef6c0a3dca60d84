// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { json, startDaemon, terminal } from './support.ts'

t.test('limits of an agreement are shown with what is allowed, changed, and refused out of their range', async (t) => {
  const { home, command } = terminal(t)
  const daemon = await startDaemon(t, home)
  t.match(await command('core', 'limits'), { code: 1, err: /^NOT_FOUND: There is no core yet\.[^]*fix: Add it with: drawbridge core add/ })
  for (const [role, name] of [['core', 'core'], ['provider', 'heron']] as const) {
    await command(role, 'init', '--party', `${name}.example`, '--name', name, '--out', name)
    await command(role, 'add', `${name}/application.json`)
  }
  const shown = await command('provider', 'limits', 'heron.example')
  t.equal(shown.code, 0)
  t.match(shown.out, /^heron\.example, version 1\nLIMIT +VALUE +DEFAULT +ALLOWED +MEANING\n/)
  t.match(shown.out, /\nqueuedPerPair +1000 +1000 +1–100000 +undelivered messages of an ordered pair for each device\n/)

  const changed = json(await command('provider', 'limits', 'heron.example', '--set', 'queuedPerPair=2', 'maxTtlSeconds=3600', '--reason', 'OPS-12', '--json'))
  t.match(changed, { party: 'heron.example', policyVersion: 2, limits: { queuedPerPair: 2, maxTtlSeconds: 3600, contactsPerUserDay: 10 }, ranges: { queuedPerPair: { min: 1, max: 100_000 } } })
  t.match((await command('provider', 'limits', 'heron.example')).out, /version 2\n[^]*queuedPerPair +2 +1000 /)
  t.match(json(await command('core', 'limits', '--json')), { party: 'core.example', policyVersion: 1, limits: { queuedPerPair: 1000 } }, 'another agreement has its own')
  t.match((await command('core', 'limits', '--set', 'contactsPerUserDay=0', '--reason', 'OPS-12')).out, /^core\.example, version 2\n[^]*contactsPerUserDay +0 +10 +0–1000 /)

  const refusals: [setting: string, code: number, error: RegExp][] = [
    ['queuedPerPair=0', 1, /^MALFORMED: [^]*queuedPerPair: a whole number from 1 to 100000, not 0\n/],
    ['queuedPerPair=-1', 1, /from 1 to 100000, not -1/], ['queuedBytesPerPair=1', 1, /queuedBytesPerPair: a whole number from 24576 to 1073741824, not 1/],
    ['links=3', 1, /^MALFORMED: [^]*there is no limit "links"; there are contactsPerUserDay, bundlesPerPair/],
    ['queuedPerPair', 2, /^MALFORMED: A limit is set as NAME=NUMBER\.[^]*queuedPerPair/], ['queuedPerPair=many', 2, /queuedPerPair=many/], ['=1', 2, /NAME=NUMBER/],
  ]
  for (const [setting, code, err] of refusals) {
    t.match(await command('provider', 'limits', 'heron.example', '--set', 'maxTtlSeconds=60', setting, '--reason', 'OPS-12'), { code, out: '', err }, setting)
  }
  t.match(json(await command('provider', 'limits', 'heron.example', '--json')), { policyVersion: 2, limits: { maxTtlSeconds: 3600 } }, 'a command of which one part is refused changes nothing')
  t.match(await command('provider', 'limits', 'heron.example', '--set', 'maxTtlSeconds=60'), { code: 2, err: /A change of limits needs a reason[^]*--reason "/ })
  t.match(await command('provider', 'limits', 'nobody.example'), { code: 1, err: /^NOT_FOUND: / })
  t.match(await command('provider', 'limits', 'nobody.example', '--set', 'maxTtlSeconds=60', '--reason', 'OPS-12'), { code: 1, err: /^NOT_FOUND: / })
  t.match(await command('provider', 'limits', 'Not A Party'), { code: 1, err: /^MALFORMED: / })

  daemon.stop()
  await daemon.ended
  t.match(daemon.said.err.split('\n').filter((line) => line.includes('party.limits-changed')), [
    /"party":"heron\.example","version":"2".*"actor":"socket"/, /"party":"core\.example","version":"2"/,
  ])
})
