// SPDX-License-Identifier: AGPL-3.0-only
// Promise: the real daemon as a process that a test may kill and start again on the same folders and port.
import { request } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as pause } from 'node:timers/promises'
import type { AdmissionFile, ApplicationFile } from '../../src/model/credentials.ts'
import { startChild } from '../../src/sandbox/child.ts'
import type { Child } from '../../src/sandbox/child.ts'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import { freePort } from '../../bench/parts/free-port.ts'
import type { Teardown } from './scope.ts'

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
/** A start on a busy machine. */
const START_MS = 60_000

/** A daemon that can be killed. */
export interface KillableDaemon {
  readonly dataFolder: string
  readonly keysFolder: string
  readonly logFile: string
  /** Where parties connect. */
  readonly linksUrl: string
  /** False before a start, and when it ended itself or was ended. */
  isRunning(): boolean
  /** Of the running process. */
  pid(): number
  start(): Promise<void>
  /** Resolves with the exit code when the process that runs is gone; null if a signal ended it. */
  ended(): Promise<number | null>
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>
  /** One call of the admin API; throws unless it answers 2xx. */
  admin<T>(method: string, path: string, body?: unknown): Promise<T>
  addParty(application: ApplicationFile): Promise<AdmissionFile>
}

/** Where a daemon runs, if not on folders of its own. */
export interface DaemonPlace {
  readonly dataFolder?: string
  /** Of another node, whose keys this one shares. */
  readonly keysFolder?: string
}

/** A daemon on fresh folders and a port of its own; ended and deleted with the test. The environment is read at each start. */
export const createDaemon = async (t: Teardown, environment: Readonly<Record<string, string>> = {}, place: DaemonPlace = {}): Promise<KillableDaemon> => {
  const folder = await createTempFolder('drawbridge-test-')
  const dataFolder = place.dataFolder ?? await folder.folder('data')
  const keysFolder = place.keysFolder ?? await folder.folder('keys')
  const logFile = join(folder.path, 'daemon.log')
  // A socket on a disk that fails would go with it.
  const socket = join(place.dataFolder === undefined ? dataFolder : folder.path, 'admin.sock')
  const port = await freePort()
  let child: Child | undefined
  let isRunning = false
  t.teardown(async () => {
    await child?.kill()
    await folder.remove()
  })
  const args = ['serve', '--data', dataFolder, '--keys', keysFolder, '--listen', `127.0.0.1:${String(port)}`, '--admin-socket', socket]
  const running = (): Child => {
    if (!child) throw new Error('the daemon does not run')
    return child
  }
  return {
    dataFolder, keysFolder, logFile, linksUrl: `ws://127.0.0.1:${String(port)}/v1/link`,
    isRunning: () => isRunning,
    pid: () => running().pid,
    start: async () => {
      child = startChild({ self: [process.execPath, MAIN], args, environment: { ...process.env, ...environment }, errorFile: logFile })
      child.stdout.resume()
      isRunning = true
      const started = child
      void child.ended.then(() => { if (child === started) isRunning = false })
      await ready(socket, child)
    },
    ended: async () => (await running().ended).code,
    kill: async () => { await running().kill() },
    stop: async () => (await running().stop()).code,
    admin: (method, path, body) => askAdmin(socket, method, path, body),
    addParty: (application) => askAdmin(socket, 'POST', '/v1/parties', { application }),
  }
}

const ready = async (socket: string, child: Child): Promise<void> => {
  const limit = AbortSignal.any([AbortSignal.timeout(START_MS), endOf(child)])
  for (;;) {
    if (await askAdmin(socket, 'GET', '/readyz').then(() => true, () => false)) return
    if (limit.aborted) throw new Error('the daemon did not come up')
    await pause(20)
  }
}

const endOf = (child: Child): AbortSignal => {
  const end = new AbortController()
  void child.ended.then(() => { end.abort() })
  return end.signal
}

/** One call of the admin API at a socket; throws unless it answers 2xx. */
export const askAdmin = <T>(socketPath: string, method: string, path: string, body?: unknown): Promise<T> => new Promise((resolve, reject) => {
  const text = body === undefined ? '' : JSON.stringify(body)
  const headers = body === undefined ? {} : { 'content-type': 'application/json' }
  const asked = request({ socketPath, method, path, headers, timeout: START_MS }, (response) => {
    let received = ''
    response.setEncoding('utf8').on('data', (part: string) => { received += part }).on('end', () => {
      if ((response.statusCode ?? 500) < 300) resolve(JSON.parse(received) as T)
      else reject(new Error(`${method} ${path}: ${String(response.statusCode)} ${received}`))
    })
  })
  asked.on('error', reject).end(text)
})
