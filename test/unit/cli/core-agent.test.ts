// SPDX-License-Identifier: AGPL-3.0-only
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { createPartyKeys } from '../../../src/sdk/link/party-keys.ts'
import { eventually } from '../../support/waiting.ts'
import { terminal } from './support.ts'

const FILES = ['--core-secret', 'core.secret', '--vault-keys', 'vault-keys.json', '--credential', 'credential', '--state', 'agent'] as const

const world = async (t: Test) => {
  const shell = terminal(t)
  await shell.command('core', 'keys', 'init', '--party', 'core.example', '--out', 'core.secret')
  writeFileSync(join(shell.home, 'vault-keys.json'), (await shell.command('vault', 'init', '--out', 'v.secret')).out)
  writeFileSync(join(shell.home, 'credential'), 'c'.repeat(43), { mode: 0o600 })
  return { ...shell, agent: (...more: string[]) => shell.command('core-agent', ...FILES, ...more) }
}

t.test('the agent says where it is and what to try, and ends with a signal', async (t) => {
  const { home, agent, listeners } = await world(t)
  const ran = agent('--listen', '127.0.0.1:0')
  await eventually(() => listeners.length > 0, 'it listens for signals')
  for (const listener of listeners) listener('SIGTERM')
  const { code, out } = await ran
  t.equal(code, 0)
  t.match(out, /^The core-agent is ready\.\n {2}http:\/\/127\.0\.0\.1:\d+ {2}plain JSON; callers show the token in \S+agent\/token\n[^]*\/events\?after=0&wait=50'\n$/)
  t.match(readFileSync(join(home, 'agent/token'), 'utf8'), /^[A-Za-z0-9_-]{43}\n$/)
})

t.test('users can report where the admission file has a key for it, and a file without one is named', async (t) => {
  const { home, agent, listeners, command } = await world(t)
  writeFileSync(join(home, 'key.json'), (await command('report', 'keys', '--out', 'moderation.secret')).out)
  const { linkKeys: { keys: [linkKey] }, issuerKeys, party } = (await createPartyKeys({ party: 'core.example', role: 'core', displayName: 'Core' })).application
  const gateway = { id: linkKey?.kid, url: 'ws://127.0.0.1:7443/v1/link', linkKey, frankKey: linkKey }
  writeFileSync(join(home, 'admission.json'), JSON.stringify({ drawbridge: 'admission/1', party, role: 'core', bindingMode: 'plain-loopback', gateway, core: { party, issuerKeys } }))
  t.match(await agent('--listen', '127.0.0.1:0', '--admission', 'admission.json'), { code: 1, err: /admission\.json has no moderationKey[^]*report pin/ })
  t.match(await command('report', 'pin', 'admission.json', '--key', 'key.json'), { code: 0 })
  const ran = agent('--listen', '127.0.0.1:0', '--admission', 'admission.json', '--json')
  await eventually(() => listeners.length > 0, 'it listens for signals')
  for (const listener of listeners) listener('SIGTERM')
  t.match(JSON.parse((await ran).out), { ready: true, reports: true })
})

t.test('wrong addresses are wrong usage, and what should be private and is not is named', async (t) => {
  const { home, agent } = await world(t)
  for (const gateway of ['gateway.example', 'http://gateway.example:7445', 'https://gateway.example/core', 'https://u:p@gateway.example']) t.match(await agent('--gateway', gateway), { code: 2, err: /https:\/\// }, gateway)
  for (const listen of ['localhost:1', '127.0.0.1', '127.0.0.1:70000', '999.0.0.1:1']) t.match(await agent('--listen', listen), { code: 2, err: /IP address and a port/ }, listen)
  t.match(await agent('--listen', '0.0.0.0:0'), { code: 1, err: /0\.0\.0\.0 is not loopback[^]*--beyond-loopback/ })
  for (const file of ['core.secret', 'credential']) {
    chmodSync(join(home, file), 0o644)
    t.match(await agent('--listen', '127.0.0.1:0'), { code: 1, err: new RegExp(`chmod 600 \\S+${file}`) })
    chmodSync(join(home, file), 0o600)
  }
  writeFileSync(join(home, 'credential'), 'short')
  t.match(await agent(), { code: 1, err: /credential: holds no credential of a core/ })
})
