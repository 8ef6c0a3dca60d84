// SPDX-License-Identifier: AGPL-3.0-only
// Each layer of the vault's confinement is taken away in turn, and the vault must name what it could do then and not serve.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import t from 'tap'
import { vaultArguments, vaultCommand } from '../../../src/gateway/vault-command.ts'
import { LIMITED, VaultExit } from '../../../src/vault/protocol/start.ts'
import type { VaultPlace } from '../../../src/vault/protocol/start.ts'

interface Variant {
  /** Options of Node to leave out. */
  readonly without?: RegExp
  readonly with?: readonly string[]
  readonly limits?: readonly string[]
  readonly place?: Partial<VaultPlace>
}

const LIMITS = ['--nofile=0:0', '--fsize=0:0', '--core=0:0']
/** A start whose rights cannot be dropped. */
const KEEPS = (scope: string): string => {
  const code = `const { drop } = process.permission; process.permission.drop = (scope) => { if (scope !== '${scope}') drop(scope) }`
  return `--import=data:text/javascript,${encodeURIComponent(code)}`
}

/** What the vault says after it has loaded, and its exit code. */
const start = async ({ without = /^$/, with: more = [], limits = LIMITS, place = {} }: Variant) => {
  const command = vaultCommand()
  const options = [...command.options.filter((option) => !without.test(option)), ...more]
  const args = vaultArguments({ ...command, options }, { shape: 'embedded', addOn: command.addOn, gateways: [], ...place })
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'ignore', 'pipe', 'pipe', 'ignore'], env: {} })
  child.stdin?.on('error', () => undefined)
  const ended = once(child, 'exit')
  const said: string[] = []
  if (child.stdout === null) throw new Error('no output')
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line)
    if (line !== 'loaded') continue
    if (limits.length > 0) await promisify(execFile)('prlimit', ['--pid', String(child.pid), ...limits])
    child.stdin?.write(LIMITED)
  }
  const [code] = await ended as [number | null]
  const [, named = ''] = /^refused self-test (.*)$/.exec(said.at(-1) ?? '') ?? []
  return { code, named: named.split(',').filter((name) => name !== ''), said }
}

const skip = existsSync('/usr/bin/prlimit') ? false : 'prlimit is not installed (Debian: util-linux)'

t.test('with every layer in place nothing succeeds: the vault goes on to its secret, and refuses that it has none', { skip }, async (t) => {
  const { code, said } = await start({})
  t.same(said, ['loaded', 'refused secret '])
  t.equal(code, VaultExit.SECRET)
})

const VARIANTS: readonly (readonly [string, Variant, readonly string[]])[] = [
  ['Node\'s permission model', { without: /^--(permission|allow-)/ }, ['permission-net', 'permission-fs-read', 'permission-fs-write', 'permission-child', 'permission-worker', 'permission-inspector', 'permission-addon', 'add-on']],
  ['the refusal of the network', { with: ['--allow-net'] }, ['permission-net']],
  ['the refusal of writing', { with: ['--allow-fs-write=*'] }, ['permission-fs-write']],
  ['the refusal of children', { with: ['--allow-child-process'] }, ['permission-child']],
  ['the refusal of workers', { with: ['--allow-worker'] }, ['permission-worker']],
  ['the refusal of the inspector', { with: ['--allow-inspector'] }, ['permission-inspector']],
  ['the refusal of node:sqlite', { without: /sqlite/ }, ['sqlite']],
  ['the refusal of node:ffi', { without: /ffi/, with: ['--experimental-ffi', '--allow-ffi'] }, ['ffi', 'permission-ffi']],
  ['dropping the right to load add-ons', { with: [KEEPS('addon')] }, ['add-on', 'permission-addon']],
  ['dropping the right to read', { with: [KEEPS('fs.read')] }, ['permission-fs-read']],
  ['all limits', { limits: [] }, ['libsignal-network', 'limit-open-files', 'limit-file-size-blocks', 'limit-core-file-size-blocks']],
  ['the limit of descriptors', { limits: LIMITS.filter((limit) => !limit.includes('nofile')) }, ['libsignal-network', 'limit-open-files']],
  ['the limit of files', { limits: LIMITS.filter((limit) => !limit.includes('fsize')) }, ['limit-file-size-blocks']],
  ['the limit of core files', { limits: LIMITS.filter((limit) => !limit.includes('core')) }, ['limit-core-file-size-blocks']],
]

for (const [layer, variant, expected] of VARIANTS) {
  t.test(`without ${layer} the vault refuses to serve and names what it could do`, { skip }, async (t) => {
    const { code, named, said } = await start(variant)
    t.same(expected.filter((name) => !named.includes(name)), [], `named: ${named.join(' ')} ${said.join('|')}`)
    t.equal(code, VaultExit.SELF_TEST)
  })
}

t.test('without any layer everything is done and named, so each attempt is a true one', { skip }, async (t) => {
  const { code, named } = await start({
    without: /^--(permission|allow-|no-experimental)/, with: ['--experimental-ffi'], limits: [], place: { shape: 'split', gateways: [process.pid] },
  })
  const attempts = ['net-connect', 'net-listen', 'libsignal-network', 'dns', 'fs-read', 'fs-write', 'child', 'worker', 'inspector', 'sqlite', 'ffi', 'add-on', 'signal-gateway']
  t.same(attempts.filter((name) => !named.includes(name)), [])
  t.equal(code, VaultExit.SELF_TEST)
})

t.test('in the split shape a gateway that the vault could signal is named; in the embedded shape that is not forbidden', { skip }, async (t) => {
  t.match(await start({ place: { shape: 'split', gateways: [process.pid] } }), { code: VaultExit.SELF_TEST, named: ['signal-gateway'] })
  t.match(await start({ place: { shape: 'embedded', gateways: [process.pid] } }), { code: VaultExit.SECRET })
  // A number that no process has, since the kernel gives none above its limit.
  const nobody = Number(readFileSync('/proc/sys/kernel/pid_max', 'utf8')) + 1
  t.match(await start({ place: { shape: 'split', gateways: [nobody] } }), { code: VaultExit.SECRET })
})
