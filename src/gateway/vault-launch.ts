// SPDX-License-Identifier: AGPL-3.0-only
import { execFile, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { closeSync, constants, fstatSync, openSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Readable, Writable } from 'node:stream'
import { promisify } from 'node:util'
import { GatewayError } from '../model/errors.ts'
import type { VaultPipe } from '../vault/protocol/client.ts'
import { LIMITED, SAYS } from '../vault/protocol/start.ts'
import type { VaultPlace } from '../vault/protocol/start.ts'
import { vaultArguments, vaultCommand } from './vault-command.ts'

/** How a vault is launched. */
export interface LaunchOptions {
  /** Node. */
  readonly execPath: string
  readonly shape: VaultPlace['shape']
  /** Handed down as a descriptor; its bytes are read by the vault alone. */
  readonly secretFile: string
  /** See {@link VaultPlace}. */
  readonly gateways?: readonly number[]
  /** Descriptors of the two directions, which the vault then owns; without them pipes are made. */
  readonly ends?: readonly [calls: number, answers: number]
  /** Ends a start that is under way. */
  readonly signal?: AbortSignal
}

/** A vault that serves. */
export interface LaunchedVault {
  readonly pid: number
  /** undefined where `ends` were given. */
  readonly pipe: VaultPipe | undefined
  /** Resolves with the exit code when the process is gone; null if a signal ended it. */
  readonly ended: Promise<number | null>
  readonly kill: () => void
}

/** Loading takes a fifth of a second; the rest is for a machine that has much else to do. */
const START_MS = 30_000
/** No new socket, no new file, no growing one, and no core file with keys in it. */
const LIMITS = ['--nofile=0:0', '--fsize=0:0', '--core=0:0']
const OTHERS = 0o077

/**
 * Starts a vault, sets its limits once it has loaded, and resolves when it serves. Throws `CONFIG_INVALID` where the secret or the
 * machine must be put right, naming what the vault could do that it must not; `UNAVAILABLE` where it ended by itself.
 */
export const launchVault = async (options: LaunchOptions): Promise<LaunchedVault> => {
  const child = spawnVault(options)
  const ended = endOf(child)
  const limit = AbortSignal.any([AbortSignal.timeout(START_MS), ...(options.signal === undefined ? [] : [options.signal])])
  const kill = (): void => { child.kill('SIGKILL') }
  limit.addEventListener('abort', kill)
  try {
    await converse(child)
  } catch (error) {
    kill()
    await ended
    throw error
  } finally {
    limit.removeEventListener('abort', kill)
  }
  return { pid: child.pid ?? 0, pipe: pipeOf(child), ended, kill }
}

/** Lowers what a process may open, write and leave behind to nothing. */
const setLimits = async (pid: number): Promise<void> => {
  try {
    await promisify(execFile)('prlimit', ['--pid', String(pid), ...LIMITS])
  } catch {
    throw new GatewayError('CONFIG_INVALID', 'prlimit could not set the limits of the vault; install it (Debian: util-linux)')
  }
}

/** The secret file as a descriptor, after a look at who else could open it. Throws `CONFIG_INVALID`. */
const openSecret = (path: string): number => {
  const file = openOrExplain(path)
  const stats = fstatSync(file)
  if (stats.isFile() && (stats.mode & OTHERS) === 0) return file
  closeSync(file)
  throw new GatewayError('CONFIG_INVALID', stats.isFile() ? `others may read ${path}; run: chmod 400 ${path}` : `${path} is no file`)
}

const openOrExplain = (path: string): number => {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW)
  } catch {
    throw new GatewayError('CONFIG_INVALID', `${path} cannot be opened; make it with: drawbridge vault init --out ${path}`)
  }
}

const spawnVault = ({ execPath, shape, secretFile, gateways = [], ends }: LaunchOptions): ChildProcess => {
  const command = vaultCommand()
  const given = [openSecret(secretFile), ...(ends ?? [])]
  const [secret, calls = 'pipe', answers = 'pipe'] = given
  try {
    // What a crashing Node writes may quote what it was working on, so nobody hears it. Nothing of the environment goes in.
    return spawn(execPath, vaultArguments(command, { shape, addOn: command.addOn, gateways }), { stdio: ['pipe', 'pipe', 'ignore', calls, answers, secret], env: {} })
  } finally {
    for (const file of given) closeSync(file)
  }
}

/** The words of the start; see `vault/protocol/start`. */
const converse = async ({ pid, stdin, stdout }: ChildProcess): Promise<void> => {
  if (pid === undefined || stdin === null || stdout === null) throw new GatewayError('CONFIG_INVALID', 'the vault could not be started')
  // It may end before it listens; that it ended is what counts.
  stdin.on('error', () => undefined)
  for await (const line of createInterface({ input: stdout })) {
    const [word, why = '', what = ''] = line.split(' ')
    if (word === SAYS.ready) return
    if (word === SAYS.refused) throw new GatewayError('CONFIG_INVALID', refusal(why, what))
    if (word === SAYS.loaded) {
      await setLimits(pid)
      stdin.write(LIMITED)
    }
  }
  throw new GatewayError('UNAVAILABLE', 'the vault ended before it served')
}

/** Only words that the program itself has. */
const refusal = (why: string, what: string): string => {
  const names = what.split(',').filter((name) => /^[a-z-]{1,40}$/.test(name)).join(', ')
  return why === 'secret' ? 'the vault does not take its start secret: it is damaged, or of another version' : `the vault could do what it must not be able to do: ${names}`
}

const pipeOf = ({ stdio: [, , , calls, answers] }: ChildProcess): VaultPipe | undefined => {
  if (!(calls instanceof Writable) || !(answers instanceof Readable)) return undefined
  for (const stream of [calls, answers]) stream.on('error', () => undefined)
  return { received: answers, send: (bytes) => { calls.write(bytes) }, end: () => { calls.destroy() } }
}

const endOf = (child: ChildProcess): Promise<number | null> => new Promise((resolve) => {
  child.once('error', () => { resolve(null) })
  child.once('exit', (code) => { resolve(code) })
})
