// SPDX-License-Identifier: AGPL-3.0-only
// What npm installs is exact, digested, few, and runs nothing while it is installed; an old Node gets one line of help.
import t from 'tap'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Locked { readonly version?: string, readonly integrity?: string, readonly resolved?: string, readonly hasInstallScript?: boolean, readonly dev?: boolean, readonly link?: boolean }
interface Manifest {
  readonly dependencies: Record<string, string>, readonly devDependencies: Record<string, string>
  readonly optionalDependencies: Record<string, string>, readonly allowScripts: Record<string, boolean>
}

const MOST_DIRECT_DEPENDENCIES = 25
/** Versions below these have published holes that matter here. */
const FLOORS: Readonly<Record<string, string>> = { protobufjs: '8.0.1' }

const root = join(import.meta.dirname, '../..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const manifest = JSON.parse(read('package.json')) as Manifest
const locked = Object.entries((JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> }).packages)
  .filter(([path]) => path !== '')
const nameOf = (path: string): string => path.replace(/^.*node_modules\//, '')

t.test('direct packages are few and of exact versions', async (t) => {
  t.ok(Object.keys(manifest.dependencies).length <= MOST_DIRECT_DEPENDENCIES)
  const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
  t.same(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version)), [])
})

t.test('every locked package has a digest and names no other source than the registry', async (t) => {
  t.same(locked.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path), [])
  t.same(locked.filter(([, { resolved }]) => resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/')).map(([path]) => path), [])
})

t.test('no package runs a script while it is installed', async (t) => {
  t.match(read('.npmrc'), /^ignore-scripts=true$/m)
  const scripted = new Set(locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => nameOf(path)))
  t.same([...scripted].filter((name) => manifest.allowScripts[name] !== false), [])
  t.same(Object.values(manifest.allowScripts).filter(Boolean), [])
})

t.test('no locked package is older than its floor', async (t) => {
  const parts = (version: string): number => version.split('.').reduce((sum, part) => sum * 10_000 + Number.parseInt(part, 10), 0)
  for (const [name, floor] of Object.entries(FLOORS)) {
    const versions = locked.filter(([path]) => nameOf(path) === name).map(([, { version }]) => version ?? '0.0.0')
    t.ok(versions.length > 0 && versions.every((version) => parts(version) >= parts(floor)), `${name} ${versions.join(', ')} ≥ ${floor}`)
  }
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
