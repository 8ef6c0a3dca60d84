// SPDX-License-Identifier: AGPL-3.0-only
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Environment } from '../config/index.ts'
import { readAll, startChild } from './child.ts'
import type { Child, ChildEnd, ChildOptions, SelfCommand, StartChild } from './child.ts'
import type { TempFolder } from './temp-folder.ts'

/** A gateway that runs as a process of its own, on a free port, with fresh data and keys. */
export interface Daemon {
  readonly pid: number
  readonly dataFolder: string
  readonly keysFolder: string
  readonly logFile: string
  readonly adminSocket: string
  /** What a command of the operator needs to find this gateway. */
  readonly environment: Environment
  /** Runs one command of the command line as the operator would, in a process of its own; its standard output as JSON. Throws with what it said on standard error. */
  command(...args: readonly string[]): Promise<unknown>
  /** Links that parties have open now, as the admin API says. */
  openLinks(): Promise<number>
  /** Where parties reach it. */
  linksUrl(): Promise<string>
  /** Where a core reaches it over HTTP; undefined where it has no such listener. */
  coreUrl(): Promise<string | undefined>
  readonly ended: Promise<ChildEnd>
  /** As a service manager would; killed if it takes longer. */
  stop(withinMs?: number): Promise<ChildEnd>
}

/** Between two looks whether the daemon is up. */
const LOOK_MS = 20
/** What a start may take: loading, keys and an empty database, two seconds on an idle machine and more than ten on one with much else to do. */
const START_MS = 30_000
/** Of a command's output; an admission file has 2 KiB. */
const MAX_OUTPUT_CHARACTERS = 65_536
/** Of a log, for the message when a gateway does not come up. */
const MAX_TOLD_CHARACTERS = 1_000
const DRAWBRIDGE_VARIABLE = /^DRAWBRIDGE_/

/** How a gateway starts. */
export interface DaemonOptions {
  readonly start?: StartChild
  /** Beside what makes it a gateway of its own, as `DRAWBRIDGE_…`. */
  readonly settings?: Environment
}

/** Starts a gateway below `folder`, or again what was there, and resolves when it is ready. Throws with the end of its log when it does not come up. */
export const startDaemon = async (self: SelfCommand, outer: Environment, folder: TempFolder, { start = startChild, settings = {} }: DaemonOptions = {}): Promise<Daemon> => {
  const [dataFolder, keysFolder, logFolder] = await Promise.all(['data', 'keys', 'log'].map((name) => folder.folder('gateway', name)))
  const paths = { dataFolder: dataFolder ?? '', keysFolder: keysFolder ?? '', logFile: join(logFolder ?? '', 'gateway.log') }
  // Not in the data folder: the system takes at most 107 bytes, and a folder for temporary files may be deep.
  const socket = join(folder.path, 'admin.sock')
  const environment = {
    ...withoutDrawbridge(outer),
    DRAWBRIDGE_DATA_FOLDER: paths.dataFolder, DRAWBRIDGE_KEYS_FOLDER: paths.keysFolder, DRAWBRIDGE_ADMIN_SOCKET: socket,
    DRAWBRIDGE_LINKS_LISTEN: '127.0.0.1:0', DRAWBRIDGE_LOG_LEVEL: 'trace', ...settings,
  }
  const child = start({ self, args: ['serve'], environment, errorFile: paths.logFile })
  child.stdout.resume()
  if (!await isUp(socket, child)) {
    const { code, signal } = await child.kill()
    throw new Error(`the gateway did not come up (${signal ?? String(code)}): ${(await readFile(paths.logFile, 'utf8')).slice(-MAX_TOLD_CHARACTERS)}`)
  }
  return {
    ...paths, adminSocket: socket, pid: child.pid, environment, ended: child.ended, stop: (withinMs) => child.stop(withinMs),
    command: (...args) => runCommand({ self, environment, args }, start),
    openLinks: async () => (await infoOf(socket)).counts.openLinks,
    linksUrl: async () => (await infoOf(socket)).linksUrl,
    coreUrl: async () => (await infoOf(socket)).coreUrl ?? undefined,
  }
}

interface Info { readonly linksUrl: string; readonly coreUrl: string | null; readonly counts: { readonly openLinks: number } }

const infoOf = async (socket: string): Promise<Info> => JSON.parse((await ask(socket, '/v1/info')).body) as Info

/** Runs a command of this program to its end and gives what it said with `--json`. */
const runCommand = async ({ args, ...rest }: ChildOptions, start: StartChild): Promise<unknown> => {
  const child = start({ ...rest, args: [...args, '--json'] })
  child.stdin.end()
  const [out, errors, { code }] = await Promise.all([
    readAll(child.stdout, MAX_OUTPUT_CHARACTERS), child.stderr === undefined ? '' : readAll(child.stderr, MAX_OUTPUT_CHARACTERS), child.ended,
  ])
  if (code !== 0) throw new Error(`drawbridge ${args.join(' ')} ended with ${String(code)}: ${errors.trim() || out.trim()}`)
  return out.trim() === '' ? undefined : JSON.parse(out)
}

/** The demo must not meet a gateway of the person who runs it: the environment without its settings. */
export const withoutDrawbridge = (environment: Environment): Environment =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !DRAWBRIDGE_VARIABLE.test(name)))

/** Whether the gateway takes links before its time is over or its process is. */
const isUp = async (socket: string, child: Child): Promise<boolean> => {
  const gone = new AbortController()
  void child.ended.then(() => { gone.abort() })
  const limit = AbortSignal.any([AbortSignal.timeout(START_MS), gone.signal])
  while (!limit.aborted) {
    if (await isReady(socket)) return true
    await pause(LOOK_MS)
  }
  return false
}

const isReady = (socket: string): Promise<boolean> => ask(socket, '/readyz').then(({ status }) => status === 200, () => false)

const ask = async (socketPath: string, path: string): Promise<{ readonly status: number | undefined; readonly body: string }> => {
  const asked = request({ socketPath, path, timeout: START_MS })
  asked.end()
  const [response] = await once(asked, 'response') as [IncomingMessage]
  return { status: response.statusCode, body: await readAll(response, MAX_OUTPUT_CHARACTERS) }
}
