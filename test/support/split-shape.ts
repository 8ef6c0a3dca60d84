// SPDX-License-Identifier: AGPL-3.0-only
// Promise: the split shape with real users: the gateway runs as one, the vault as another, and the test (root) starts both.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Teardown } from './scope.ts'

const CLONE = fileURLToPath(new URL('../..', import.meta.url))
/** Users that nobody has; each has a group of its own, and one in common for the FIFOs. */
export const [GATEWAY, VAULT] = [64_101, 64_102]
const GROUP = 64_103

/** Arguments of `setpriv` for one of them. */
export const as = (user: number): readonly string[] => [`--reuid=${String(user)}`, `--regid=${String(user)}`, `--groups=${String(GROUP)}`]

/** The program as other users reach it. */
export interface Program {
  readonly clone: string
  readonly node: string
  readonly main: string
}

interface Reporting extends Teardown { fail(message: string): unknown }

/** The program, or why a test skips. Where `CI` says that all that is needed is there, a skip is a failure. */
export const requireSplit = (t: Reporting): { readonly program: Program; readonly skip: string | false } => {
  const found = reach(t)
  if (typeof found !== 'string') return { program: found, skip: false }
  failInCi(t, found, process.env['CI'])
  return { program: { clone: '', node: '', main: '' }, skip: found }
}

/** A skip of the split shape is one only on somebody's own machine. */
export const failInCi = (t: Pick<Reporting, 'fail'>, reason: string, ci: string | undefined): void => {
  if (ci === 'true') t.fail(`the split shape must be shown here: ${reason}`)
}

const isReachable = ({ node, main }: Program): boolean =>
  spawnSync('setpriv', [...as(VAULT), 'test', '-r', main, '-a', '-x', node], { stdio: 'ignore' }).status === 0

/** Where the clone lies in a folder that is closed to others, it is mounted in one that is not. A reason where nothing helps. */
const reach = (t: Teardown): Program | string => {
  if (process.getuid?.() !== 0) return 'processes of two users need root to start them'
  if (!['setpriv', 'prlimit'].every((tool) => existsSync(`/usr/bin/${tool}`))) return 'setpriv and prlimit are needed (Debian: util-linux)'
  const here = { clone: CLONE, node: process.execPath, main: join(CLONE, 'src/main.ts') }
  if (isReachable(here)) return here
  const open = mkdtempSync(join(tmpdir(), 'dbv-clone-'))
  chmodSync(open, 0o755)
  const mounted = spawnSync('mount', ['--bind', CLONE, open], { stdio: 'ignore' }).status === 0
  t.teardown(() => {
    if (mounted) execFileSync('umount', ['--lazy', open])
    rmdirSync(open)
  })
  const there = { clone: open, node: here.node.replace(CLONE, `${open}/`), main: join(open, 'src/main.ts') }
  return mounted && isReachable(there) ? there : 'other users may not read this clone, and it cannot be mounted elsewhere'
}

/** Where vault and gateway meet. */
export interface Place {
  readonly folder: string
  /** The start secret, or where it is to be. */
  readonly secret: string
  readonly pipes: string
}

/** A folder with FIFOs, and one each for the gateway's data and keys; each belongs to whom it should. */
export const createPlace = async (t: Teardown, createSecret: (folder: string) => Promise<string>): Promise<Place> => {
  const folder = mkdtempSync(join(tmpdir(), 'dbv-'))
  t.teardown(() => { rmSync(folder, { recursive: true, force: true }) })
  chmodSync(folder, 0o755)
  const pipes = join(folder, 'pipes')
  mkdirSync(pipes)
  for (const name of ['0.calls', '0.answers']) {
    execFileSync('mkfifo', ['-m', '660', join(pipes, name)])
    chownSync(join(pipes, name), VAULT, GROUP)
  }
  const secret = await createSecret(folder)
  chownSync(secret, VAULT, VAULT)
  for (const name of ['data', 'keys']) {
    mkdirSync(join(folder, name), { mode: 0o700 })
    chownSync(join(folder, name), GATEWAY, GATEWAY)
  }
  return { folder, secret, pipes }
}

/** Runs the program as a user; ended with the test. */
export const startAs = (t: Teardown, { node, main }: Program, user: number, args: readonly string[], environment: Readonly<Record<string, string>> = {}): ChildProcess => {
  const child = spawn('setpriv', [...as(user), node, main, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env['PATH'], ...environment } })
  t.teardown(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  })
  return child
}

/** A vault's launcher. */
export const startVault = (t: Teardown, program: Program, { pipes, secret }: Place, user = VAULT) => {
  const child = startAs(t, program, user, ['vault', 'run', '--in', join(pipes, '0.calls'), '--out', join(pipes, '0.answers'), '--secret', secret, '--json'])
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

/** Environment and port of a gateway, where the test has wishes. */
export interface GatewayWishes { readonly port: number; readonly environment?: Readonly<Record<string, string>> }

/** A gateway that serves; `said` is what it wrote to standard error, or the last of it. */
export const startGateway = async (t: Teardown, program: Program, { folder, pipes }: Place, { port, environment }: GatewayWishes) => {
  const socket = join(folder, 'data/admin.sock')
  const child = startAs(t, program, GATEWAY, ['serve', '--data', join(folder, 'data'), '--keys', join(folder, 'keys'), '--listen', `127.0.0.1:${String(port)}`, '--json'],
    { DRAWBRIDGE_CORE_E2EE: 'false', DRAWBRIDGE_VAULT_SHAPE: 'split', DRAWBRIDGE_VAULT_PIPES: pipes, ...environment })
  if (child.stdout === null || child.stderr === null) throw new Error('no output')
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => { said = (said + text).slice(-MAX_SAID) })
  const ended = once(child, 'exit').then(() => { throw new Error(`the gateway ended: ${said}`) })
  ended.catch(() => undefined)
  await Promise.race([once(child.stdout, 'data'), ended])
  return {
    child, socket, said: () => said,
    kill: async () => {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

/** More than a test's gateway has to say. */
const MAX_SAID = 1_000_000
