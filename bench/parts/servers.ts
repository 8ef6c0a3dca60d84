// SPDX-License-Identifier: AGPL-3.0-only
// Promise: the daemon as its operator runs it, and the baseline, each a process of its own on fresh folders.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseAdmissionFile } from '../../src/model/party-files.ts'
import { readAll } from '../../src/sandbox/child.ts'
import type { Child, StartChild } from '../../src/sandbox/child.ts'
import type { Environment } from '../../src/config/index.ts'
import { systemTimers } from '../../src/sdk/link/timers.ts'
import { openSocket } from '../../src/sdk/link/frame-socket.ts'
import type { TempFolder } from '../../src/sandbox/temp-folder.ts'
import { createBaselineCodec } from '../baseline/codec.ts'
import { decodeFrame, encodeFrame } from '../baseline/frames.ts'
import type { Dial } from '../load/dial.ts'
import type { Targets } from '../load/load.ts'
import type { Admit } from '../load/people.ts'
import type { PostgresCluster } from './postgres/cluster.ts'
import { familyCpuMicros } from './process-costs.ts'

/** Where and how the measured processes run. */
export interface Ground {
  readonly execPath: string
  readonly environment: Environment
  readonly folder: TempFolder
  readonly start: StartChild
  /** Where the measured processes keep what they store, each in a database of its own; undefined: in SQLite. */
  readonly cluster: PostgresCluster | undefined
}

/** A gateway that is ready. */
export interface MeasuredGateway {
  readonly pid: number
  /** Where parties connect. */
  readonly linksUrl: string
  readonly keysFolder: string
  readonly dataFolder: string
  /** undefined: SQLite in a folder of its own. */
  readonly storeUrl: string | undefined
  readonly admit: Admit
  /** Changes limits of an agreement, by their names. */
  readonly limit: (party: string, limits: Readonly<Record<string, number>>) => Promise<unknown>
  stop(): Promise<unknown>
}

/** A baseline that is ready. */
export interface MeasuredBaseline {
  readonly pid: number
  readonly targets: Targets
  stop(): Promise<unknown>
}

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const BASELINE = fileURLToPath(new URL('../baseline/server.ts', import.meta.url))
const MAX_ANSWER_CHARACTERS = 65_536
const MAX_TOLD_CHARACTERS = 1_000
/** A few pairs say what a whole service says: the limits are counted and never met. */
const UNLIMITED = { messagesPerPair: 1_000_000, messagesPerPairMinute: 60_000_000, messagesPerUserDay: 1_000_000_000, messagesPerPartyMinute: 60_000_000 }
/** What the audit log is told of it. */
const MEASURED = 'to be measured'
/** What a start may take on a busy machine. */
const START_MS = 60_000
/** Requests under way on one link of the baseline: as in the gateway. */
const BASELINE_CREDIT = 64

/**
 * Starts `drawbridge serve` as it is without configuration but for the store, on folders named `name`; with `beside`, as one more node
 * of that gateway, and with `settings` of the environment. Throws with the end of its log.
 */
export const startGateway = async (ground: Ground, name: string, nodeOptions: readonly string[] = [], beside?: MeasuredGateway, settings: Environment = {}): Promise<MeasuredGateway> => {
  const { execPath, environment, folder, start, cluster } = ground
  const [data, keysFolder] = [await folder.folder(name, 'data'), beside?.keysFolder ?? await folder.folder(name, 'keys')]
  const [socket, log] = [join(folder.path, `${name}.sock`), join(folder.path, name, 'log')]
  const storeUrl = beside?.storeUrl ?? await cluster?.createDatabase()
  const child = start({
    self: [execPath, ...nodeOptions, MAIN], errorFile: log,
    environment: { ...withoutDrawbridge(environment), ...(storeUrl === undefined ? {} : { DRAWBRIDGE_STORE_URL: storeUrl }), ...settings },
    args: ['serve', '--json', '--data', data, '--keys', keysFolder, '--listen', '127.0.0.1:0', '--admin-socket', socket],
  })
  const { linksUrl } = JSON.parse(await firstLine(child, log)) as Pick<MeasuredGateway, 'linksUrl'>
  return {
    pid: child.pid, linksUrl, keysFolder, dataFolder: data, storeUrl, stop: () => child.stop(),
    admit: async (application) => {
      const admission = parseAdmissionFile(JSON.parse(await post(socket, '/v1/parties', { application })))
      await post(socket, `/v1/parties/${application.party}/limits`, { set: UNLIMITED, reason: MEASURED })
      return admission
    },
    limit: (party, limits) => post(socket, `/v1/parties/${party}/limits`, { set: limits, reason: MEASURED }),
  }
}

/** Starts the baseline; its two ends have so many links each. */
export const startBaseline = async ({ execPath, environment, folder, start, cluster }: Ground, links: number): Promise<MeasuredBaseline> => {
  const log = join(await folder.folder('baseline'), 'log')
  const storeUrl = await cluster?.createDatabase()
  const itsEnvironment = { ...environment, ...(storeUrl === undefined ? {} : { BASELINE_STORE_URL: storeUrl }) }
  const child = start({ self: [execPath, BASELINE], args: [join(folder.path, 'baseline')], environment: itsEnvironment, errorFile: log })
  const url = `ws://127.0.0.1:${await firstLine(child, log)}`
  const users = [randomBytes(16), randomBytes(16)] as const
  const dials = (user: Uint8Array): readonly Dial[] => Array.from({ length: links }, () => async (signal) => {
    const socket = await openSocket({ url, bindingMode: 'plain-loopback', tls: undefined }, systemTimers, signal)
    socket.send(encodeFrame({ hello: { user } }))
    if (decodeFrame(await socket.next()).ready === undefined) throw new Error('the baseline did not say that a link is ready')
    return { socket, credit: BASELINE_CREDIT }
  })
  return { pid: child.pid, targets: { dials: [dials(users[0]), dials(users[1])], codec: createBaselineCodec(users), lanes: 2 }, stop: () => child.finish() }
}

/** Starts a program of the bench that says its port first, on a folder named `name`. */
export const startPlain = async ({ execPath, environment, folder, start }: Ground, name: string, program: string): Promise<{ readonly pid: number; readonly port: number; stop(): Promise<unknown> }> => {
  const path = await folder.folder(name)
  const log = join(folder.path, `${name}.log`)
  const child = start({ self: [execPath, program], args: [path], environment, errorFile: log })
  return { pid: child.pid, port: Number(await firstLine(child, log)), stop: () => child.finish() }
}

/** CPU in microseconds that the database has used so far, all its processes together; 0 where there is none. */
export const databaseCpuMicros = async ({ cluster }: Pick<Ground, 'cluster'>): Promise<number> => {
  const [postmaster, ...others] = cluster?.pids() ?? []
  return postmaster === undefined ? 0 : familyCpuMicros(postmaster, others)
}

/** What a process says first; throws with the end of its log when it says nothing. */
const firstLine = async (child: Child, log: string): Promise<string> => {
  const lines = createInterface({ input: child.stdout })
  const said = await Promise.race([
    once(lines, 'line', { signal: AbortSignal.timeout(START_MS) }).then(([line]) => line as string, () => undefined), child.ended.then(() => undefined),
  ])
  lines.close()
  child.stdout.resume()
  if (said !== undefined) return said
  await child.kill()
  throw new Error(`a measured process did not start: ${(await readFile(log, 'utf8')).slice(-MAX_TOLD_CHARACTERS)}`)
}

/** The person's own gateway must not be met. */
const withoutDrawbridge = (environment: Environment): Environment =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('DRAWBRIDGE_')))

const post = async (socketPath: string, path: string, body: unknown): Promise<string> => {
  const asked = request({ socketPath, path, method: 'POST', headers: { 'content-type': 'application/json' }, timeout: START_MS })
  asked.end(JSON.stringify(body))
  const [response] = await once(asked, 'response') as [IncomingMessage]
  const text = await readAll(response, MAX_ANSWER_CHARACTERS)
  if ((response.statusCode ?? 500) >= 300) throw new Error(`POST ${path}: ${String(response.statusCode)} ${text}`)
  return text
}
