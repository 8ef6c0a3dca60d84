// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 300
import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
// @ts-expect-error: the scripts are plain JavaScript without types
import { renderNotices as notices } from '../../scripts/lib/image/notices.mjs'
// @ts-expect-error: the scripts are plain JavaScript without types
import { slimPackages as packages } from '../../scripts/lib/image/packages.mjs'
// @ts-expect-error: the scripts are plain JavaScript without types
import { copyProgram as program, writeEntry as entry } from '../../scripts/lib/image/program.mjs'
// @ts-expect-error: the scripts are plain JavaScript without types
import { sbomProblems as sbom } from '../../scripts/lib/sbom.mjs'

t.setTimeout(290_000)

const renderNotices = notices as (folder: string) => string
const slimPackages = packages as (folder: string, platform: string) => { readonly before: number; readonly after: number }
const copyProgram = program as (from: string, to: string, what: { readonly hasVault: boolean }) => void
const writeEntry = entry as (from: string, to: string, node: string) => void
const sbomProblems = sbom as (packages: readonly string[], lock: object) => readonly string[]

const ROOT = join(import.meta.dirname, '../..')
const run = promisify(execFile)
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly version: string }

/** For one command on a machine that has much else to do. */
const COMMAND_MS = 60_000

/** The unpacked package, with the clone's packages beside it. */
const installed = async (folder: string, archive: string): Promise<string> => {
  await run('tar', ['--extract', '--file', archive, '--directory', folder])
  const place = join(folder, 'package')
  symlinkSync(join(ROOT, 'node_modules'), join(place, 'node_modules'))
  return place
}

const drawbridge = (place: string, ...words: (string | Readonly<Record<string, string>>)[]) => {
  const environment = words.filter((word) => typeof word !== 'string')
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(place, 'bin/drawbridge.js'), ...words.filter((word) => typeof word === 'string')], {
    cwd: place, encoding: 'utf8', timeout: COMMAND_MS, env: Object.assign({}, process.env, ...environment) as NodeJS.ProcessEnv,
  })
  return { status, stdout, stderr }
}

t.test('a release holds a package that runs, what it is made of, and the sums of all; without the vault the program says what it lacks', { timeout: 280_000 }, async (t) => {
  const folder = t.testdir()
  const out = join(folder, 'out')
  await run(process.execPath, [join(ROOT, 'scripts/release.mjs'), out, '--dirty'], { maxBuffer: 67_108_864 })
  const archive = `drawbridge-im-drawbridge-${version}.tgz`
  t.same(readdirSync(out).sort(), ['SHA256SUMS', `drawbridge-${version}.cdx.json`, `drawbridge-${version}.spdx.json`, archive].sort())
  for (const line of readFileSync(join(out, 'SHA256SUMS'), 'utf8').trimEnd().split('\n')) {
    const [sum, name = ''] = line.split('  ')
    t.equal(createHash('sha256').update(readFileSync(join(out, name))).digest('hex'), sum, name)
  }
  const written = JSON.parse(readFileSync(join(out, `drawbridge-${version}.cdx.json`), 'utf8')) as { readonly components: readonly { readonly name: string; readonly hashes: readonly unknown[]; readonly licenses: readonly unknown[] }[] }
  // It is also used by a development package, which npm sbom by itself would leave it out for.
  for (const name of ['protobufjs', 'ws', '@signalapp/libsignal-client']) t.match(written.components.find((one) => one.name === name), { hashes: [{}], licenses: [{}] }, name)

  const place = await installed(folder, join(out, archive))
  t.match(drawbridge(place, '--version'), { status: 0, stdout: `${version}\n` })
  t.equal(existsSync(join(place, 'dist/vault/main.js')), true)

  const bare = join(folder, 'bare')
  mkdirSync(bare)
  for (const name of ['bin', 'package.json', 'migrations', 'node_modules']) cpSync(join(place, name), join(bare, name), { recursive: true, verbatimSymlinks: true })
  copyProgram(join(place, 'dist'), join(bare, 'dist'), { hasVault: false })
  t.same(['vault', 'signal', 'sandbox'].flatMap((name) => readdirSync(join(bare, 'dist', name))), ['protocol', 'public', 'child.js'])
  t.match(drawbridge(bare, '--help'), { status: 0, stdout: /serve/ })
  t.match(drawbridge(bare, 'config', 'check'), { status: 0 })
  // The path of a socket is short.
  const data = mkdtempSync(join(tmpdir(), 'dbr-'))
  t.teardown(() => { rmSync(data, { recursive: true, force: true }) })
  const embedded = ['serve', '--data', data, '--keys', join(folder, 'keys'), '--listen', '127.0.0.1:0']
  writeFileSync(join(folder, 'vault.secret'), '', { mode: 0o400 })
  t.match(drawbridge(bare, ...embedded, { DRAWBRIDGE_CORE_E2EE: 'false', DRAWBRIDGE_VAULT_SHAPE: 'embedded', DRAWBRIDGE_VAULT_SECRET_FILE: join(folder, 'vault.secret') }), { status: 1, stderr: /this installation has no vault/ })
  t.match(drawbridge(bare, 'demo'), { status: 1, stderr: /a part of the program is not here[^]*use the full one/ })
  execFileSync('mkfifo', [join(folder, '0.calls'), join(folder, '0.answers')])
  t.match(drawbridge(bare, 'vault', 'health', '--in', join(folder, '0.calls')), { status: 1, stdout: /nobody listens/ })
})

t.test('a list of what a release is made of is held against the lockfile, both ways', async (t) => {
  const lock = { packages: { '': {}, 'node_modules/a': { version: '1.0.0' }, 'node_modules/b/node_modules/a': { version: '2.0.0' }, 'node_modules/c': { version: '3.0.0', dev: true } } }
  t.same(sbomProblems(['a@1.0.0', 'a@2.0.0'], lock), [])
  t.same(sbomProblems(['a@1.0.0', 'c@3.0.0'], lock), ['a@2.0.0 is missing', 'c@3.0.0 is in no lockfile'])
})

t.test('packages lose other platforms, sources and types, and never a licence', async (t) => {
  const folder = t.testdir({
    '@signalapp': { 'libsignal-client': { prebuilds: { 'linux-x64': { 'a.node': 'x' }, 'linux-arm64': { 'a.node': 'xx' } }, 'a.d.ts': 'x', 'a.js': 'x' } },
    'better-sqlite3': { prebuilds: { 'linux-x64.node': 'x', 'win32-x64.node': 'x' }, deps: { 'a.c': 'x' }, src: { 'a.cpp': 'x' }, 'binding.gyp': 'x', 'LICENSE.md': 'x', 'README.md': 'x' },
  })
  t.same(slimPackages(folder, 'linux-x64'), { before: 12, after: 4 })
  t.same(readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name).sort(), ['LICENSE.md', 'a.js', 'a.node', 'linux-x64.node'])
  t.throws(() => slimPackages(folder, 'linux-riscv64'), /there is no linux-riscv64/)
})

t.test('the notices name every package with its licence, and refuse one without', async (t) => {
  const folder = t.testdir({ '.bin': {}, one: { 'package.json': '{"name":"one","version":"1.0.0","license":"MIT"}', LICENSE: 'MIT text' }, '@s': { two: { 'package.json': '{"name":"@s/two","version":"2.0.0","license":"ISC"}', node_modules: { three: { 'package.json': '{"name":"three","version":"3.0.0","license":"0BSD"}' } } } } })
  const text = renderNotices(folder)
  for (const line of ['one 1.0.0 · MIT\n\nMIT text', '@s/two 2.0.0 · ISC', 'three 3.0.0 · 0BSD']) t.ok(text.includes(line), line)
  writeFileSync(join(folder, 'one/package.json'), '{"name":"one"}')
  t.throws(() => renderNotices(folder), /one names no licence/)
})

t.test('the entry file starts by itself, with the inspector\'s signal off', async (t) => {
  const folder = t.testdir()
  writeEntry(join(ROOT, 'bin/drawbridge.js'), folder, '/opt/node')
  const [first, ...rest] = readFileSync(join(folder, 'app/bin/drawbridge.js'), 'utf8').split('\n')
  t.equal(first, '#!/opt/node --disable-sigusr1')
  t.same(rest, readFileSync(join(ROOT, 'bin/drawbridge.js'), 'utf8').split('\n').slice(1))
})
