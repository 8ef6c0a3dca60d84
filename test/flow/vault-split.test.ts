// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
// The split shape with real users: the gateway runs as one, the vault as another, and the test (root) starts both.
import { execFile, execFileSync, spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, readSync, rmdirSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import t from 'tap'
import { freePort } from '../support/free-port.ts'
import { childrenOf, gone, signal } from '../support/processes.ts'
import { createStartSecret } from '../support/vault-secret.ts'

t.setTimeout(230_000)

const CLONE = fileURLToPath(new URL('../..', import.meta.url))
/** Users that nobody has; each has a group of its own, and one in common for the FIFOs. */
const [GATEWAY, VAULT, GROUP] = [64_101, 64_102, 64_103]

const as = (user: number): readonly string[] => [`--reuid=${user}`, `--regid=${user}`, `--groups=${GROUP}`]

/** The program as other users reach it. */
interface Program { readonly node: string; readonly main: string }

const isReachable = ({ node, main }: Program): boolean =>
  spawnSync('setpriv', [...as(VAULT), 'test', '-r', main, '-a', '-x', node], { stdio: 'ignore' }).status === 0

/** Where the clone lies in a folder that is closed to others, it is mounted in one that is not. A reason where nothing helps. */
const reach = (): Program | string => {
  if (process.getuid?.() !== 0) return 'processes of two users need root to start them'
  if (!['setpriv', 'prlimit'].every((tool) => existsSync(`/usr/bin/${tool}`))) return 'setpriv and prlimit are needed (Debian: util-linux)'
  const here = { node: process.execPath, main: join(CLONE, 'src/main.ts') }
  if (isReachable(here)) return here
  const open = mkdtempSync(join(tmpdir(), 'dbv-clone-'))
  chmodSync(open, 0o755)
  const mounted = spawnSync('mount', ['--bind', CLONE, open], { stdio: 'ignore' }).status === 0
  t.teardown(() => {
    if (mounted) execFileSync('umount', ['--lazy', open])
    rmdirSync(open)
  })
  const there = { node: here.node.replace(CLONE, `${open}/`), main: join(open, 'src/main.ts') }
  return mounted && isReachable(there) ? there : 'other users may not read this clone, and it cannot be mounted elsewhere'
}
const program = reach()
const skip = typeof program === 'string' ? program : false
const { node, main } = typeof program === 'string' ? { node: '', main: '' } : program

interface Place { readonly folder: string; readonly secret: string; readonly pipes: string }

/** A folder with the vault's secret and its FIFOs; each belongs to whom it should. */
const createPlace = async (t: Test): Promise<Place> => {
  const folder = mkdtempSync(join(tmpdir(), 'dbv-'))
  t.teardown(() => { rmSync(folder, { recursive: true, force: true }) })
  chmodSync(folder, 0o755)
  const pipes = join(folder, 'pipes')
  mkdirSync(pipes)
  for (const name of ['0.calls', '0.answers']) {
    execFileSync('mkfifo', ['-m', '660', join(pipes, name)])
    chownSync(join(pipes, name), VAULT, GROUP)
  }
  const { file } = await createStartSecret(folder)
  chownSync(file, VAULT, VAULT)
  for (const name of ['data', 'keys']) {
    mkdirSync(join(folder, name), { mode: 0o700 })
    chownSync(join(folder, name), GATEWAY, GATEWAY)
  }
  return { folder, secret: file, pipes }
}

type Test = Pick<typeof t, 'teardown'>

const start = (t: Test, user: number, args: readonly string[], environment: Readonly<Record<string, string>> = {}): ChildProcess => {
  const child = spawn('setpriv', [...as(user), node, main, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env['PATH'], ...environment } })
  t.teardown(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  })
  return child
}

const startVault = (t: Test, { pipes, secret }: Place, user = VAULT) => {
  const child = start(t, user, ['vault', 'run', '--in', join(pipes, '0.calls'), '--out', join(pipes, '0.answers'), '--secret', secret, '--json'])
  if (child.stdout === null || child.stderr === null) throw new Error('no output')
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => { complaint += text })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  /** The next of these words, with what came with it; throws if the launcher ended instead. */
  const until = async (word: string): Promise<number> => {
    for (let line = await lines.next(); line.done !== true; line = await lines.next()) {
      const { vault, pid = 0 } = JSON.parse(line.value) as { readonly vault: string; readonly pid?: number }
      if (vault === word) return pid
    }
    throw new Error(`the launcher ended: ${complaint}`)
  }
  return { child, until, ended: once(child, 'close').then(([code]) => ({ code: code as number | null, complaint })) }
}

const startGateway = async (t: Test, { folder, pipes }: Place) => {
  const port = await freePort()
  const socket = join(folder, 'data/admin.sock')
  const child = start(t, GATEWAY, ['serve', '--data', join(folder, 'data'), '--keys', join(folder, 'keys'), '--listen', `127.0.0.1:${String(port)}`, '--json'],
    { DRAWBRIDGE_CORE_E2EE: 'false', DRAWBRIDGE_VAULT_SHAPE: 'split', DRAWBRIDGE_VAULT_PIPES: pipes })
  if (child.stdout === null || child.stderr === null) throw new Error('no output')
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => { complaint = (complaint + text).slice(-4_000) })
  const ended = once(child, 'exit').then(() => { throw new Error(`the gateway ended: ${complaint}`) })
  await Promise.race([once(child.stdout, 'data'), ended])
  return { child, socket, kill: async () => {
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  } }
}

/** Claims of the one vault once it answers; each look is a call. */
const attested = async (socketPath: string): Promise<{ readonly shape: string; readonly refused: readonly string[] }> => {
  for (;;) {
    const body = await new Promise<string>((resolve, reject) => {
      request({ socketPath, path: `/v1/vaults/attestations?nonce=${'00'.repeat(32)}` }, (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (part: string) => { text += part }).on('end', () => { resolve(text) })
      }).on('error', reject).end()
    })
    const { vaults: [vault] } = JSON.parse(body) as { readonly vaults: readonly { readonly statement?: string }[] }
    if (vault?.statement !== undefined) return JSON.parse(Buffer.from(vault.statement.split('.')[1] ?? '', 'base64url').toString()) as { shape: string; refused: string[] }
  }
}

/** Runs a line of JavaScript as a user, and says the code of the error it ends with; empty for none. */
const attempt = async (user: number, code: string): Promise<string> => {
  const { stdout } = await promisify(execFile)('setpriv', [...as(user), node, '-e', `try { ${code}; console.log('') } catch (error) { console.log(error.code) }`])
  return stdout.trim()
}

t.test('as the gateway\'s user nobody reads the vault\'s memory or secret, or signals it', { skip }, async (t) => {
  const place = await createPlace(t)
  const vault = startVault(t, place)
  const gateway = await startGateway(t, place)
  const pid = await vault.until('serving')
  const claims = await attested(gateway.socket)
  t.equal(claims.shape, 'split')
  t.ok(claims.refused.includes('signal-gateway'), 'the vault tried to signal the gateway and could not')

  const memory = `fs.openSync('/proc/${String(pid)}/mem', 'r')`
  t.equal(await attempt(GATEWAY, memory), 'EACCES')
  t.equal(await attempt(GATEWAY, `fs.readFileSync('/proc/${String(pid)}/maps')`), 'EACCES')
  t.equal(await attempt(GATEWAY, `fs.readdirSync('/proc/${String(pid)}/fd')`), 'EACCES')
  t.equal(await attempt(GATEWAY, `fs.readFileSync('${place.secret}')`), 'EACCES')
  t.equal(await attempt(GATEWAY, `process.kill(${String(pid)}, 0)`), 'EPERM')
  t.equal(await attempt(VAULT, `fs.readFileSync('${place.secret}')`), '', 'the vault\'s own user reads its secret')

  // The same look finds the key that is looked for, so that a refusal says something.
  const { keyEncryptionKeys: [key] } = JSON.parse(readFileSync(place.secret, 'utf8')) as { readonly keyEncryptionKeys: readonly { readonly key: string }[] }
  t.ok(holds(pid, Buffer.from(key?.key ?? '', 'base64url')), 'root finds the key-encryption key in the vault')
  for (const process of [gateway.child.pid ?? 0, ...childrenOf(gateway.child.pid ?? 0)]) {
    t.notOk(holds(process, Buffer.from(key?.key ?? '', 'base64url')), 'and nobody finds it in the gateway')
  }
})

t.test('vault and gateway find each other again when either is killed, and when the vault comes later', { skip }, async (t) => {
  const place = await createPlace(t)
  const gateway = await startGateway(t, place)
  const vault = startVault(t, place)
  const first = await vault.until('serving')
  await attested(gateway.socket)
  signal([first], 'SIGKILL')
  const second = await vault.until('serving')
  t.not(second, first)
  t.match(await attested(gateway.socket), { shape: 'split' })
  await gateway.kill()
  await gone([second])
  const other = await startGateway(t, place)
  await vault.until('serving')
  t.match(await attested(other.socket), { shape: 'split' })
  vault.child.kill('SIGTERM')
  t.match(await vault.ended, { code: 0 })
})

t.test('a vault that runs as root, or as the gateway\'s own user, refuses to serve', { skip }, async (t) => {
  const place = await createPlace(t)
  t.match(await startVault(t, place, 0).ended, { code: 1, complaint: /does not run as root/ })
  await startGateway(t, place)
  chownSync(place.secret, GATEWAY, GATEWAY)
  t.match(await startVault(t, place, GATEWAY).ended, { code: 1, complaint: /could do what it must not be able to do: signal-gateway/ })
})

t.test('what is missing for a split vault is said with what to do', { skip }, async (t) => {
  const place = await createPlace(t)
  rmSync(join(place.pipes, '0.answers'))
  t.match(await startVault(t, place).ended, { code: 1, complaint: /0\.answers is missing; make it with: mkfifo -m 660/ })
  const missing = start(t, GATEWAY, ['serve', '--data', join(place.folder, 'data'), '--keys', join(place.folder, 'keys')],
    { DRAWBRIDGE_CORE_E2EE: 'false', DRAWBRIDGE_VAULT_SHAPE: 'split', DRAWBRIDGE_VAULT_PIPES: place.pipes })
  let complaint = ''
  missing.stderr?.setEncoding('utf8').on('data', (text: string) => { complaint += text })
  t.same(await once(missing, 'close'), [1, null])
  t.match(complaint, /0\.answers is missing/)
})

/** Whether these bytes are in the memory of a process. */
function holds(pid: number, needle: Buffer): boolean {
  const memory = openSync(`/proc/${String(pid)}/mem`, 'r')
  try {
    return readFileSync(`/proc/${String(pid)}/maps`, 'utf8').split('\n').some((line) => {
      const [, from, to] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? []
      if (from === undefined || to === undefined) return false
      const [start, end] = [Number.parseInt(from, 16), Number.parseInt(to, 16)]
      const bytes = Buffer.allocUnsafe(end - start)
      try {
        return bytes.subarray(0, readSync(memory, bytes, 0, bytes.length, start)).includes(needle)
      } catch {
        return false
      }
    })
  } finally {
    closeSync(memory)
  }
}
