// SPDX-License-Identifier: AGPL-3.0-only
// The checks of packages and secrets are seen to catch what they forbid, each in a small tree; an old Node gets one line of help.
import t from 'tap'
import { execFile } from 'node:child_process'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** Exit code and output of one of the house's checks, on a tree of its own. */
const check = async (script: string, folder: string): Promise<{ readonly code: unknown, readonly stdout: string }> => {
  const { promise, resolve } = Promise.withResolvers<{ code: unknown, stdout: string }>()
  execFile(process.execPath, [join(root, 'scripts', script), '--root', folder], (error, stdout) => { resolve({ code: error?.code ?? 0, stdout }) })
  return promise
}

const GOOD = { version: '9.0.0', integrity: 'sha512-x' }
const tree = (manifest: object, packages: object, npmrc = 'ignore-scripts=true\n') => ({
  'package.json': JSON.stringify(manifest), 'package-lock.json': JSON.stringify({ packages: { '': {}, ...packages } }), '.npmrc': npmrc,
})

t.test('packages that are exact, digested and above their floors pass', async (t) => {
  const folder = t.testdir(tree({ dependencies: { ws: '9.0.0' } }, { 'node_modules/ws': GOOD, 'node_modules/old/node_modules/undici': { ...GOOD, version: '6.21.2' } }))
  t.match(await check('check-dependencies.mjs', folder), { code: 0, stdout: /1 direct packages in production, 2 locked in all, 0 problems/ })
})

const many = Object.fromEntries(Array.from({ length: 26 }, (_, index) => [`p${String(index)}`, '1.0.0']))
const PLANTED: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
  ['a version that is not exact', tree({ dependencies: { ws: '^9.0.0' } }, {}), /ws "\^9\.0\.0" is not an exact version/],
  ['too many direct packages', tree({ dependencies: many }, {}), /26 direct packages in production: at most 25/],
  ['a package without a digest', tree({}, { 'node_modules/x': { version: '1.0.0' } }), /x has no sha512 digest/],
  ['a package from elsewhere', tree({}, { 'node_modules/x': { ...GOOD, resolved: 'https://example.net/x.tgz' } }), /x comes from https:\/\/example\.net/],
  ['an install script nobody denied', tree({}, { 'node_modules/x': { ...GOOD, hasInstallScript: true } }), /x has an install script/],
  ['an install script that may run', tree({ allowScripts: { x: true } }, { 'node_modules/x': { ...GOOD, hasInstallScript: true } }), /allowScripts lets x run/],
  ['an npm that may run scripts', tree({}, {}, ''), /ignore-scripts/],
  ['a version with a known hole', tree({}, { 'node_modules/ws': { ...GOOD, version: '8.17.0' } }), /ws 8\.17\.0 is below 8\.17\.1/],
  ['one in an older major, deep in the tree', tree({}, { 'node_modules/a/node_modules/undici': { ...GOOD, version: '6.21.1' } }), /undici 6\.21\.1 is below 6\.21\.2/],
  ['one of a major that has no floor of its own', tree({}, { 'node_modules/undici': { ...GOOD, version: '5.28.0' } }), /undici 5\.28\.0 is below 7\.5\.0/],
]
for (const [title, files, sentence] of PLANTED) {
  t.test(`the check of packages catches ${title}`, async (t) => {
    t.match(await check('check-dependencies.mjs', t.testdir(files)), { code: 1, stdout: sentence })
  })
}

t.test('the scan for secrets finds each that is planted, and does not print it', async (t) => {
  const { privateKey } = generateKeyPairSync('ed25519')
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' })
  const symmetric = randomBytes(32).toString('base64url')
  const password = randomBytes(9).toString('hex')
  const planted: Readonly<Record<string, readonly [string, string]>> = {
    'jwk.json': [JSON.stringify(privateKey.export({ format: 'jwk' })), String(privateKey.export({ format: 'jwk' }).d)],
    'symmetric.ts': [`export const key = ${JSON.stringify({ kty: 'oct', k: symmetric })}\n`, symmetric],
    'pem.md': [pem, pem.split('\n')[1] ?? ''],
    '.hidden/url.yaml': [`url: postgres://gate:${password}@db.example/gate\n`, password],
    'hook.txt': [`whsec_${randomBytes(33).toString('base64')}\n`, 'whsec_'],
  }
  for (const [name, [text, secret]] of Object.entries(planted)) {
    const parts = name.split('/')
    const folder = t.testdir(parts.length === 1 ? { [name]: '' } : { [parts[0] ?? '']: { [parts[1] ?? '']: '' } })
    writeFileSync(join(folder, name), text)
    const { code, stdout } = await check('check-secrets.mjs', folder)
    t.equal(code, 1, name)
    t.ok(stdout.includes(name) && !stdout.includes(secret), `${name} is named and its secret is masked`)
  }
  t.match(await check('check-secrets.mjs', t.testdir({ 'plain.md': 'nothing to see\n' })), { code: 0, stdout: /1 files, no secret/ })
})

t.test('an old Node is told in one line what to do', async (t) => {
  const pretend = 'data:text/javascript,Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.20.2" } })'
  const { promise, resolve } = Promise.withResolvers<{ code: unknown, stdout: string, stderr: string }>()
  execFile(process.execPath, ['--import', pretend, join(root, 'bin/drawbridge.js'), 'serve'], (error, stdout, stderr) => {
    resolve({ code: error?.code, stdout, stderr })
  })
  const { code, stdout, stderr } = await promise
  t.equal(code, 1)
  t.equal(stdout, '')
  t.match(stderr, /^drawbridge needs Node 26 or newer.*npm ci.*\n$/)
  t.equal(stderr.trimEnd().split('\n').length, 1)
})
