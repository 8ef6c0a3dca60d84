// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a real PostgreSQL of one's own: fresh, in a folder of its own, as a user without rights, reachable on a Unix
// socket and a loopback port; it may be stopped, killed and started again on what it left behind.
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createTempFolder } from '../../../src/sandbox/temp-folder.ts'
import type { TempFolder } from '../../../src/sandbox/temp-folder.ts'
import { freePort } from '../free-port.ts'
import { childrenOf, gone, runTool, signal } from '../processes.ts'
import { initialise, ROLE } from './initialise.ts'
import type { Place } from './initialise.ts'
import { findInstallation } from './installation.ts'
import type { Account } from './installation.ts'

/** A start after a crash replays the log first. */
const START_MS = 60_000
const LOOK_MS = 20
/** What a line of postmaster.pid says once connections are taken. */
const READY = /^ready\s*$/m

/** How a cluster is made. */
export interface ClusterOptions {
  /** An empty or missing folder for the data, such as one on a file system that will fail; else a temporary one. */
  readonly dataFolder?: string
  /** Lines of postgresql.conf. Commits are flushed unless one says otherwise. */
  readonly settings?: readonly string[]
}

/** A PostgreSQL that may be broken. */
export interface PostgresCluster {
  readonly dataFolder: string
  readonly logFile: string
  /** On loopback, where a proxy may stand before it. */
  readonly port: number
  /** Of a database, on the loopback port or on another, with user and password; `drawbridge` is there from the start. */
  url(database?: string, port?: number): string
  /** Makes an empty database and gives its URL. */
  createDatabase(name?: string): Promise<string>
  /** Makes a database with all that is in another, to which nobody may be connected, and gives its URL. */
  copyDatabase(url: string): Promise<string>
  /** Runs SQL over the Unix socket and gives the rows, fields parted by `|`. */
  query(sql: string, database?: string): Promise<string>
  start(): Promise<void>
  /** Ends all connections and shuts down in order. */
  stop(): Promise<void>
  /** SIGKILL to the postmaster; resolves when its backends are gone as well. */
  kill(): Promise<void>
  /** Postmaster and backends, the postmaster first. */
  pids(): number[]
  /** Kills it and deletes what was temporary. */
  remove(): Promise<void>
}

/** Makes a cluster and starts it. Throws where `postgresMissing` has a reason. */
export const startCluster = async ({ dataFolder, settings = [] }: ClusterOptions = {}): Promise<PostgresCluster> => {
  const installation = findInstallation()
  const temp = await createTempFolder('drawbridge-postgres-')
  const place: Place = {
    ...installation, socketFolder: temp.path, dataFolder: dataFolder ?? join(temp.path, 'data'), logFile: join(temp.path, 'log'),
    port: await freePort(), password: randomBytes(12).toString('hex'),
  }
  const server = new Server(place, temp)
  try {
    await initialise(place, settings)
    await server.start()
    await server.createDatabase(ROLE)
    return server
  } catch (error) {
    await server.remove()
    throw error
  }
}

class Server implements PostgresCluster {
  readonly dataFolder: string
  readonly logFile: string
  readonly port: number
  readonly #place: Place
  readonly #temp: TempFolder
  #postmaster: ChildProcess | undefined
  #exited: Promise<unknown> = Promise.resolve()

  constructor(place: Place, temp: TempFolder) {
    this.#place = place
    this.#temp = temp
    this.dataFolder = place.dataFolder
    this.logFile = place.logFile
    this.port = place.port
  }

  url(database = ROLE, port = this.port): string {
    return `postgres://${ROLE}:${this.#place.password}@127.0.0.1:${String(port)}/${database}`
  }

  async createDatabase(name = `test_${randomBytes(6).toString('hex')}`): Promise<string> {
    await this.query(`CREATE DATABASE "${name}"`, 'postgres')
    return this.url(name)
  }

  async copyDatabase(url: string): Promise<string> {
    const name = `test_${randomBytes(6).toString('hex')}`
    await this.query(`CREATE DATABASE "${name}" TEMPLATE "${new URL(url).pathname.slice(1)}"`, 'postgres')
    return this.url(name)
  }

  query(sql: string, database = ROLE): Promise<string> {
    const { bin, socketFolder } = this.#place
    return runTool(join(bin, 'psql'), [
      `--host=${socketFolder}`, `--port=${String(this.port)}`, `--username=${ROLE}`, `--dbname=${database}`, '--no-psqlrc', '--quiet', '--tuples-only', '--no-align', '--set=ON_ERROR_STOP=1', `--command=${sql}`,
    ], { ...this.#owner(), cwd: socketFolder })
  }

  async start(): Promise<void> {
    const { bin, dataFolder, logFile, socketFolder } = this.#place
    const postmaster = spawn(join(bin, 'postgres'), ['-D', dataFolder], { ...this.#owner(), cwd: socketFolder, stdio: ['ignore', 'ignore', 'pipe'] })
    postmaster.stderr.on('data', (text: Buffer) => void appendFile(logFile, text).catch(() => undefined))
    this.#postmaster = postmaster
    this.#exited = once(postmaster, 'exit')
    const deadline = Date.now() + START_MS
    while (!isReady(dataFolder, postmaster.pid)) {
      if (postmaster.exitCode !== null || postmaster.signalCode !== null || Date.now() > deadline) {
        throw new Error(`PostgreSQL did not come up: ${(await readFile(logFile, 'utf8')).slice(-2_000)}`)
      }
      await pause(LOOK_MS)
    }
  }

  async stop(): Promise<void> {
    await this.#end('SIGINT')
  }

  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  pids(): number[] {
    const pid = this.#postmaster?.pid
    if (pid === undefined) return []
    return [pid, ...childrenOf(pid)]
  }

  async remove(): Promise<void> {
    await this.kill()
    await this.#temp.remove()
  }

  async #end(name: NodeJS.Signals): Promise<void> {
    const pids = this.pids()
    signal(pids.slice(0, 1), name)
    // Who stands still does not notice that the postmaster is gone.
    signal(pids.slice(1), 'SIGCONT')
    await this.#exited
    // A backend that lives on keeps the shared memory, and no new postmaster starts beside it.
    await gone(pids)
    this.#postmaster = undefined
  }

  #owner(): Account | undefined {
    return this.#place.owner
  }
}

/** The file may still be that of a postmaster that was killed. */
const isReady = (dataFolder: string, pid: number | undefined): boolean => {
  const file = join(dataFolder, 'postmaster.pid')
  if (!existsSync(file)) return false
  const text = readFileSync(file, 'utf8')
  return text.startsWith(`${String(pid)}\n`) && READY.test(text)
}
