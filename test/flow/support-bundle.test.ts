// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 120
// Promise: a support bundle helps, and holds nothing of the operator's people, partners, places and secrets.
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { json, startDaemon, terminal } from '../unit/cli/support.ts'

t.setTimeout(110_000)

/** What must not be in a bundle, in whatever form it may come. */
const SECRETS = {
  party: 'quagga-core.example', displayName: 'Quagga Chat', host: 'quagga-push.example', file: 'quagga-settings', listen: '127.0.9.77',
  person: 'quagga.person@heron.example', phone: '+49 171 5550199', token: `dbt_${'quaggatoken'.repeat(4)}`, said: 'quagga said hello', reason: 'quagga-complaint', word: 'quaggaword',
} as const

t.test('what helps is in it, and no name, place, person or secret', async (t) => {
  const { home, command } = terminal(t)
  const config = join(home, `${SECRETS.file}.yaml`)
  writeFileSync(config, `links:\n  publicUrl: wss://${SECRETS.host}/v1/link\n  proxies: ["${SECRETS.listen}"]\nlog: { level: debug }\nstore: { lingerMs: 3 }\noutgoing:\n  privateHosts: ["${SECRETS.host}"]\n`)
  const daemon = await startDaemon(t, home, '--config', config)
  const run = async (...argv: readonly string[]) => {
    const ran = await command(...argv)
    t.equal(ran.code, 0, argv.slice(0, 2).join(' '), { err: ran.err })
    return ran
  }
  await run('core', 'init', '--party', SECRETS.party, '--name', SECRETS.displayName, '--out', 'core')
  await run('core', 'add', 'core/application.json', '--config', config, '--reason', SECRETS.reason)
  await run('provider', 'suspend', SECRETS.party, '--config', config, '--reason', SECRETS.reason)
  const hostile = [
    SECRETS.said, JSON.stringify({ level: 'info', time: new Date().toISOString(), event: SECRETS.said }), JSON.stringify({ said: SECRETS.said }),
    JSON.stringify({ level: 'warn', time: '2026-01-01T00:00:00.000Z', event: 'wake.failed', party: SECRETS.party, said: SECRETS.said, code: SECRETS.phone, actor: `token:${SECRETS.word}`, reason: SECRETS.word, error: { name: SECRETS.said, at: [SECRETS.person], stack: SECRETS.token } }),
    'x'.repeat(10_000),
  ]
  const log = join(home, 'daemon.log')
  writeFileSync(log, `${daemon.said.err}${hostile.join('\n')}\n`)

  const made = json(await run('support-bundle', '--config', config, '--log', log, '--json'))
  const path = join(home, 'drawbridge-support.json')
  t.match(made, { ok: true, out: path, parties: 1, logLinesLeftOut: 4 })
  t.equal(statSync(path).mode & 0o777, 0o600)
  const text = readFileSync(path, 'utf8')
  for (const [what, secret] of Object.entries(SECRETS)) {
    for (const form of [secret, secret.replaceAll(/[ +.@-]/g, ''), Buffer.from(secret).toString('base64').replace(/=+$/, ''), Buffer.from(secret).toString('hex')]) t.notOk(text.includes(form), `no ${what}: ${form}`)
  }
  t.notMatch(text, /quagga/i)
  t.notOk(text.includes(home), 'no path')
  const bundle = JSON.parse(text) as { readonly log: { readonly entries: readonly Record<string, unknown>[] }; readonly findings: readonly { readonly id: string }[] }
  t.match(bundle, {
    drawbridge: 'support-bundle/1', machine: { platform: 'linux' }, schema: { store: 'sqlite', age: 'current', pending: [] },
    configuration: { 'links.publicUrl': { origin: 'file', value: 'set' }, 'store.lingerMs': { origin: 'file', value: 3 }, 'log.level': { value: 'debug' }, 'outgoing.privateHosts': { value: 1 }, 'vault.shape': { origin: 'default', value: 'none' } },
    daemon: { phase: 'ready', counts: { cores: 1, suspended: 1 }, events: { 'party.added': 1 } }, parties: [{ name: 'party 1', role: 'core', state: 'suspended' }],
  })
  t.ok(bundle.findings.length > 10)
  t.match(bundle.findings.find(({ id }) => id === 'config'), { state: 'ok', what: '<file> is valid; 5 keys are set' })
  t.match(bundle.log.entries.find(({ event }) => event === 'party.suspended'), { party: 'party 1', level: 'info' })
  t.strictSame(bundle.log.entries.at(-1), { time: '2026-01-01T00:00:00.000Z', level: 'warn', event: 'wake.failed', party: 'party 1', code: '(unfit)', error: { at: [] } })
  t.match(await command('support-bundle', '--config', config), { code: 1, err: /FILE_EXISTS[^]*--force/ })
})

t.test('it is made without a daemon, and of a configuration that does not hold', async (t) => {
  const { home, command } = terminal(t)
  t.match(json(await command('support-bundle', '--json')), { ok: true, parties: 0 })
  t.match(JSON.parse(readFileSync(join(home, 'drawbridge-support.json'), 'utf8')), { daemon: { failed: 'NO_DAEMON' }, schema: { age: 'none' }, log: null })
  writeFileSync(join(home, 'quagga.yaml'), 'links:\n  quagga: 1\n')
  t.match(json(await command('support-bundle', '--config', 'quagga.yaml', '--out', 'two.json', '--json')), { ok: true, findings: 1 })
  const text = readFileSync(join(home, 'two.json'), 'utf8')
  t.match(JSON.parse(text), { configuration: null, findings: [{ id: 'config', state: 'problem' }] })
  t.notMatch(text, /quagga/)
})
