// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseApplicationFile } from '../../../src/model/party-files.ts'
import { parsePartyKeys } from '../../../src/sdk/link/index.ts'
import { json, terminal } from './support.ts'

const HERON = ['provider', 'init', '--party', 'heron.example', '--name', 'Heron']
const read = (...path: string[]): unknown => JSON.parse(readFileSync(join(...path), 'utf8'))

t.test('init makes an application without secrets and a keys file for its owner only', async (t) => {
  const { home, command } = terminal(t)
  const { code, out } = await command(...HERON, '--out', 'deep/heron')
  t.equal(code, 0)
  const folder = join(home, 'deep/heron')
  t.same(readdirSync(folder).sort(), ['application.json', 'keys.json'])
  t.equal(statSync(join(folder, 'keys.json')).mode & 0o777, 0o600)
  const application = parseApplicationFile(read(folder, 'application.json'))
  const keys = parsePartyKeys(read(folder, 'keys.json'))
  t.match(application, { party: 'heron.example', role: 'provider', displayName: 'Heron' })
  t.equal(application.linkKeys.keys[0]?.kid, keys.linkKey.kid)
  for (const secret of [keys.linkKey.d, keys.issuerKey.d]) {
    t.notOk(out.includes(secret))
    t.notOk(readFileSync(join(folder, 'application.json'), 'utf8').includes(secret))
  }
})

t.test('without --out the folder has the name of the party; --json tells where the files are', async (t) => {
  const { home, command } = terminal(t)
  const ran = await command('core', 'init', '--party', 'core.example', '--name', 'Core', '--json')
  t.same(json(ran), {
    ok: true, party: 'core.example', role: 'core',
    files: { application: join(home, 'core.example/application.json'), keys: join(home, 'core.example/keys.json') },
  })
})

t.test('an address to be woken at goes into the application', async (t) => {
  const { home, command } = terminal(t)
  t.equal((await command(...HERON, '--wake-url', 'https://heron.example/wake', '--out', 'heron')).code, 0)
  t.match(parseApplicationFile(read(home, 'heron', 'application.json')), { wakeUrl: 'https://heron.example/wake' })
  t.match(await command(...HERON, '--wake-url', 'heron.example', '--out', 'other'), { code: 1, err: /^CONFIG_INVALID: .*\n {2}wakeUrl: must be an https/ })
  t.notOk(existsSync(join(home, 'other')))
})

t.test('hosts for attachments go into the application, and what is none is refused before anything is written', async (t) => {
  const { home, command } = terminal(t)
  t.equal((await command(...HERON, '--media-host', 'media.heron.example', 'cdn.heron.example:8443', '--out', 'heron')).code, 0)
  t.match(parseApplicationFile(read(home, 'heron', 'application.json')), { mediaHosts: ['media.heron.example', 'cdn.heron.example:8443'] })
  for (const host of ['https://media.heron.example', 'media.heron.example/', 'Media.heron.example', 'heron', '[::1]', 'a@media.heron.example']) {
    t.match(await command(...HERON, '--media-host', host, '--out', 'other'), { code: 1, err: /^CONFIG_INVALID: .*\n {2}mediaHosts\[0\]: must be a lower-case host name/ }, host)
  }
  t.notOk(existsSync(join(home, 'other')))
})

t.test('only a provider changes its keys by the word of the old ones: nothing takes a core\'s', async (t) => {
  const { command } = terminal(t)
  t.match(await command('core', 'init', '--party', 'core.example', '--name', 'Core', '--replaces', 'keys.json'), { code: 2, err: /unknown option '--replaces'/ })
})

t.test('init never overwrites: if one file is there, none is written', async (t) => {
  for (const there of ['application.json', 'keys.json']) {
    const { home, command } = terminal(t)
    mkdirSync(join(home, 'heron'))
    writeFileSync(join(home, 'heron', there), 'mine')
    const ran = await command(...HERON, '--out', 'heron')
    t.equal(ran.code, 1)
    t.match(ran.err, /^FILE_EXISTS: .*\n {2}\S+\nfix: .*--force/, there)
    t.same(readdirSync(join(home, 'heron')), [there])
    t.equal(readFileSync(join(home, 'heron', there), 'utf8'), 'mine')
    t.equal((await command(...HERON, '--out', 'heron', '--force')).code, 0)
    t.same(readdirSync(join(home, 'heron')).sort(), ['application.json', 'keys.json'])
    t.equal(statSync(join(home, 'heron', 'keys.json')).mode & 0o777, 0o600)
  }
})

t.test('a name that no gateway takes is refused before anything is written', async (t) => {
  const { home, command } = terminal(t)
  for (const [party, name] of [['Heron', 'x'], ['heron', 'x'], ['heron.example', ''], ['heron.example', 'x'.repeat(65)], ['heron.example', 'a\u202eb']] as const) {
    const ran = await command('provider', 'init', '--party', party, '--name', name, '--out', 'heron', '--json')
    t.equal(ran.code, 1)
    t.match(JSON.parse(ran.err), { ok: false, error: { code: 'CONFIG_INVALID', what: /./, fix: /./ } })
  }
  t.notOk(existsSync(join(home, 'heron')))
})

t.test('a folder that cannot be written is named', async (t) => {
  const { home, command } = terminal(t)
  writeFileSync(join(home, 'file'), '')
  const ran = await command(...HERON, '--out', 'file/heron')
  t.equal(ran.code, 1)
  t.match(ran.err, /file.*ENOTDIR/)
})
