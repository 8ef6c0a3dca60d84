// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
import t from 'tap'
import { execFile, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { parseAdmissionFile } from '../../../src/model/party-files.ts'
import { json, shortFolder, startDaemon, terminal } from './support.ts'

t.setTimeout(240_000)

const events = (log: string): string[] => log.trim().split('\n').map((line) => (JSON.parse(line) as { event: string }).event)

t.test('the daemon starts without configuration, greets with three commands that work as they stand, and stops on SIGTERM', async (t) => {
  const home = shortFolder(t)
  const { said, ended, stop } = await startDaemon(t, home)
  t.match(said.out, /^drawbridge \d+\.\d+\.\d+ is ready\.\n {2}links {2}ws:\/\/127\.0\.0\.1:\d+\/v1\/link\n/)
  t.equal(statSync(join(home, '.local/state/drawbridge/admin.sock')).mode & 0o777, 0o600)
  t.equal(statSync(join(home, '.config/drawbridge/keys/service-keys.json')).mode & 0o777, 0o600)
  const commands = said.out.trimEnd().split('\n').slice(-3).map((line) => line.trim())
  const outputs: string[] = []
  for (const line of commands) outputs.push((await promisify(execFile)('/bin/sh', ['-c', line], { cwd: home, env: { HOME: home } })).stdout)
  t.match(outputs, [/core\.example can apply/, /core\.example is admitted as core/, /1 core, 0 providers/])
  stop()
  t.same(await ended, { code: 0, signal: null })
  t.same(events(said.err), ['daemon.ready', 'party.added', 'daemon.stopping', 'daemon.stopped'])
  t.notOk(existsSync(join(home, '.local/state/drawbridge/admin.sock')))
})

t.test('parties are admitted, listed, suspended and resumed through the running daemon', async (t) => {
  const { home, command } = terminal(t)
  await startDaemon(t, home)
  for (const [role, name] of [['core', 'core'], ['core', 'other'], ['provider', 'heron'], ['provider', 'gull']] as const) {
    await command(role, 'init', '--party', `${name}.example`, '--name', name, '--out', name)
  }
  t.match(await command('provider', 'list'), { code: 0, out: /Nobody is admitted yet/ })
  t.match(await command('provider', 'add', 'heron/application.json'), { code: 1, err: /^CONFLICT: .*\n {2}add the core first/ })
  t.notOk(existsSync(join(home, 'heron/admission.json')), 'a refusal leaves no file')
  t.match(await command('core', 'add', 'heron/application.json'), { code: 1, err: /use drawbridge provider add/ })
  t.match(await command('core', 'add', 'core/application.json'), { code: 0 })
  t.match(await command('core', 'add', 'other/application.json'), { code: 1, err: /^CONFLICT: .*\n {2}there is a core already/ })
  const added = json(await command('provider', 'add', 'heron/application.json', '--out', 'for-heron.json', '--json'))
  t.match(added, { ok: true, party: 'heron.example', role: 'provider', admissionFile: join(home, 'for-heron.json') })
  t.same(parseAdmissionFile(JSON.parse(readFileSync(join(home, 'for-heron.json'), 'utf8'))), added['admission'])
  t.match(await command('provider', 'add', 'heron/application.json'), { code: 1, err: /admitted already/ })

  t.match(json(await command('provider', 'list', '--json')), { parties: [{ party: 'core.example', role: 'core' }, { party: 'heron.example', state: 'live' }] })
  t.match(await command('provider', 'suspend', 'heron.example', '--reason', 'spam'), { code: 0, out: /is suspended/ })
  t.match(await command('provider', 'show', 'heron.example'), { code: 0, out: /state {4}suspended {2}\(spam\)/ })
  t.match(json(await command('provider', 'resume', 'heron.example', '--reason', 'settled', '--json')), { state: 'live', stateReason: 'settled' })
  t.match(await command('provider', 'show', 'nobody.example'), { code: 1, err: /^NOT_FOUND: / })
  t.match(await command('provider', 'show', 'Not A Party'), { code: 1, err: /^MALFORMED: / })
  t.match(json(await command('info', '--json')), { counts: { cores: 1, providers: 1 }, events: { 'party.added': 2, 'party.suspended': 1 } })
  t.match(json(await command('health', '--json')), { ok: true, asked: 'ready' })
})

t.test('the core is admitted with a credential of one of its servers, which goes into a file for its user only', async (t) => {
  const { home, command } = terminal(t)
  await startDaemon(t, home)
  await command('core', 'init', '--party', 'core.example', '--name', 'Core', '--out', 'core')
  const add = () => command('core', 'add', 'core/application.json', '--credential', 'server-1')
  writeFileSync(join(home, 'core/credential'), 'mine')
  t.match(await add(), { code: 1, err: /^FILE_EXISTS: / })
  t.same(readdirSync(join(home, 'core')).sort(), ['application.json', 'credential', 'keys.json'])
  t.match(json(await command('provider', 'list', '--json')), { parties: [] }, 'and nobody is admitted')
  rmSync(join(home, 'core/credential'))
  const added = await add()
  t.match(added, { code: 0, out: /it pins the gateway \(\S{43}\)[^]*core\/credential {2}with this server-1 uses \/core\/v1/ })
  const credential = readFileSync(join(home, 'core/credential'), 'utf8')
  t.match(credential, /^[A-Za-z0-9_-]{43}\n$/)
  t.notOk(added.out.includes(credential.trim()))
  t.equal(statSync(join(home, 'core/credential')).mode & 0o777, 0o600)
  t.match(await command('core', 'credential', 'list'), { code: 0, out: /server-1/ })
  t.match(await command('core', 'add', '--help'), { code: 0, out: /four steps[^]*core init .*--vault-keys[^]*vault pin/ })
})

t.test('a wake-up URL is shown, and refused where the gateway would not call it', async (t) => {
  const { home, command } = terminal(t)
  writeFileSync(join(home, 'config.yaml'), 'outgoing: {privateHosts: ["127.0.0.1:9000"]}\n')
  await startDaemon(t, home, '--config', 'config.yaml')
  await command('core', 'init', '--party', 'core.example', '--name', 'Core', '--out', 'core')
  await command('core', 'add', 'core/application.json')
  const init = (wakeUrl: string) => command('provider', 'init', '--party', 'heron.example', '--name', 'Heron', '--out', 'heron', '--force', '--wake-url', wakeUrl)
  for (const url of ['https://10.0.0.1/', 'http://heron.example/', 'https://wake.internal/', 'http://127.0.0.1:9001/', 'https://heron.example:8443/']) {
    await init(url)
    t.match(await command('provider', 'add', 'heron/application.json'), { code: 1, err: /^CONFIG_INVALID: .*\n {2}wakeUrl: must be an https/ }, url)
    t.notOk(existsSync(join(home, 'heron/admission.json')))
  }
  await init('http://127.0.0.1:9000/wake')
  t.match(await command('provider', 'add', 'heron/application.json'), { code: 0, out: /\n {2}http:\/\/127\.0\.0\.1:9000\/wake {2}is called/ })
  t.match(await command('provider', 'show', 'heron.example'), { code: 0, out: /\n {2}wake {5}http:\/\/127\.0\.0\.1:9000\/wake\n/ })
  t.match(json(await command('provider', 'show', 'heron.example', '--json')), { wakeUrl: 'http://127.0.0.1:9000/wake' })
  t.match(json(await command('provider', 'show', 'core.example', '--json')), { wakeUrl: '' })
})

t.test('hosts for attachments are shown, and refused where the gateway would not call them', async (t) => {
  const { home, command } = terminal(t)
  writeFileSync(join(home, 'config.yaml'), 'outgoing: {privateHosts: ["127.0.0.1:9000"]}\n')
  await startDaemon(t, home, '--config', 'config.yaml')
  await command('core', 'init', '--party', 'core.example', '--name', 'Core', '--out', 'core')
  await command('core', 'add', 'core/application.json')
  const init = (...hosts: readonly string[]) => command('provider', 'init', '--party', 'heron.example', '--name', 'Heron', '--out', 'heron', '--force', '--media-host', ...hosts)
  for (const host of ['10.0.0.1', '127.0.0.1:9001', 'media.internal', 'media.heron.example:8443', '0x7f.1']) {
    await init('media.heron.example', host)
    t.match(await command('provider', 'add', 'heron/application.json'), { code: 1, err: /^CONFIG_INVALID: .*\n {2}mediaHosts: must be an https/ }, host)
    t.notOk(existsSync(join(home, 'heron/admission.json')))
  }
  await init('media.heron.example', '127.0.0.1:9000')
  t.match(await command('provider', 'add', 'heron/application.json'), { code: 0, out: /\n {2}media\.heron\.example {2}may hold attachments of its users, which the gateway fetches\n {2}127\.0\.0\.1:9000 {2}may hold/ })
  t.match(await command('provider', 'show', 'heron.example'), { code: 0, out: /\n {2}media {4}media\.heron\.example\n {2}media {4}127\.0\.0\.1:9000\n/ })
  t.match(json(await command('provider', 'show', 'heron.example', '--json')), { mediaHosts: ['media.heron.example', '127.0.0.1:9000'] })
  t.match(json(await command('provider', 'show', 'core.example', '--json')), { mediaHosts: [] })
})

t.test('an admission file that is there stays, and then nobody is admitted either', async (t) => {
  const { home, command } = terminal(t)
  await startDaemon(t, home)
  await command('core', 'init', '--party', 'core.example', '--name', 'Core', '--out', 'core')
  writeFileSync(join(home, 'core/admission.json'), 'mine')
  t.match(await command('core', 'add', 'core/application.json'), { code: 1, err: /^FILE_EXISTS: / })
  t.equal(readFileSync(join(home, 'core/admission.json'), 'utf8'), 'mine')
  t.match(json(await command('provider', 'list', '--json')), { parties: [] })
  t.equal((await command('core', 'add', 'core/application.json', '--force')).code, 0)
  t.same(readdirSync(join(home, 'core')).sort(), ['admission.json', 'application.json', 'keys.json'])
})

t.test('without a daemon every command that needs one ends with 3 and says how to start it', async (t) => {
  const { command } = terminal(t)
  await command('core', 'init', '--party', 'core.example', '--name', 'Core', '--out', 'core')
  const needing = [
    ['core', 'add', 'core/application.json'], ['provider', 'list'], ['provider', 'show', 'a.example'], ['provider', 'suspend', 'a.example', '--reason', 'x'],
    ['provider', 'resume', 'a.example', '--reason', 'x'], ['info'], ['health'],
  ]
  for (const argv of needing) {
    t.match(await command(...argv), { code: 3, err: /^NO_DAEMON: No daemon answers\.\n {2}\/\S+admin\.sock\nfix: Start it with: drawbridge serve/ }, argv.join(' '))
    t.match(await command(...argv, '--data', 'd', '--json'), { code: 3, err: /drawbridge serve --data d / }, argv.join(' '))
  }
})

t.test('a second daemon on the same data does not start, and the first one goes on', async (t) => {
  const { home, command } = terminal(t)
  await startDaemon(t, home)
  t.match(await command('serve', '--listen', '127.0.0.1:0'), { code: 1, err: /^UNAVAILABLE: [^]*in use by process \d+/ })
  t.equal((await command('health')).code, 0)
})

t.test('serve --json greets in one line, and a second signal ends the process at once', async (t) => {
  const { home, command, listeners, exits, firstOutput } = terminal(t)
  const daemon = command('serve', '--listen', '127.0.0.1:0', '--data', 'state', '--keys', 'keys', '--admin-socket', 's', '--json')
  await firstOutput
  t.equal((await terminal(t, home).command('health', '--admin-socket', 's')).code, 0)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) for (const listener of [...listeners]) listener(signal)
  t.same(exits, [143])
  const { code, out } = await daemon
  t.equal(code, 0)
  t.match(JSON.parse(out.split('\n', 1)[0] ?? ''), {
    ready: true, linksUrl: /^ws:/, coreUrl: null, dataFolder: join(home, 'state'), keysFolder: join(home, 'keys'), adminSocket: join(home, 's'),
    try: [/core init/, 'drawbridge core add core/application.json --data state --admin-socket s', /info/],
  })
  t.equal(listeners.length, 0)
})

const canLimit = spawnSync('prlimit', ['--version']).status === 0
t.test('a daemon whose disk refuses a write ends with 1', { skip: canLimit ? false : 'prlimit of util-linux is not here' }, async (t) => {
  const { home, command } = terminal(t)
  const { child, ended, said } = await startDaemon(t, home)
  await command('core', 'init', '--party', 'core.example', '--name', 'Core', '--out', 'core')
  spawnSync('prlimit', ['--pid', String(child.pid), '--fsize=4096'])
  t.not((await command('core', 'add', 'core/application.json')).code, 0, 'what was not stored is not said to be')
  t.match(await ended, { code: 1 })
  t.ok(events(said.err).includes('store.unhealthy'))
})
