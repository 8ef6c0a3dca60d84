// SPDX-License-Identifier: AGPL-3.0-only
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Child } from '../src/sandbox/child.ts'
import { connectLink, createHome, createPartyKeys } from '../src/sdk/link/index.ts'
import { gatewayTargets, openLoad } from './load/load.ts'
import type { Load } from './load/load.ts'
import { acquaint, admitParty } from './load/people.ts'
import type { Member } from './load/people.ts'
import { openFiles, openFilesLimit, residentKib } from './parts/process-costs.ts'
import { watchMemory } from './parts/watch-memory.ts'
import { startGateway } from './parts/servers.ts'
import type { Ground } from './parts/servers.ts'

/** What a hostile run is told. */
export interface HostileOptions {
  /** Measured time before, and again during. */
  readonly seconds: number
  /** Links that never read; rounded up to full parties. */
  readonly links: number
  readonly progress: (text: string) => void
}

/** What links that never read did to an honest pair. */
export interface HostileReport {
  /** From submission to arrival, with {@link IN_FLIGHT} messages in flight. */
  readonly honestP99MsBefore: number
  /** The same while the others do not read. */
  readonly honestP99MsDuring: number
  readonly ratio: number
  /** The largest the daemon was while it was asked and after, over what it was with all links open and idle. */
  readonly rssGrowthMib: number
  readonly links: number
  /** Of these, those that the gateway ended. */
  readonly endedLinks: number
  readonly messages: { readonly accepted: number; readonly delivered: number; readonly lost: number; readonly doubled: number; readonly repeated: number }
}

/** Links that one party may have. */
const LINKS_PER_PARTY = 64
/** Parties of one hostile process. */
const PARTIES_PER_PROCESS = 16
/** Files that the daemon has open beside its links. */
const OTHER_FILES = 200
/** A few messages under way each way, far below what the gateway can do. */
const IN_FLIGHT = 8
const PAIRS = 4
/** Entries of the issuer list: the largest kind of answer. */
const LIST_ENTRIES = 400
/** Before the first measured time, so that code is compiled. */
const WARM_UP_MS = 2_000
/** What is under way arrives in this time, or is lost. */
const SETTLE_MS = 30_000

const PROGRAM = fileURLToPath(new URL('never-readers.ts', import.meta.url))

/** Measures an honest pair before and while many links ask for the largest answers and read none. Throws when the system allows too few open files. */
export const measureHostile = async (ground: Ground, { seconds, links: wanted, progress }: HostileOptions): Promise<HostileReport> => {
  const parties = Math.ceil(wanted / LINKS_PER_PARTY)
  const perParty = Math.ceil(wanted / parties)
  const links = parties * perParty
  const allowed = await openFilesLimit()
  if (allowed < links + OTHER_FILES) throw new Error(`${String(links)} links need ${String(links + OTHER_FILES)} open files, and ${String(allowed)} are allowed: raise ulimit -n`)
  const gateway = await startGateway(ground, 'hostile')
  const people = await acquaint(gateway.admit, PAIRS)
  await putLargeList(people.core)
  const members: Member[] = []
  for (let index = 0; index < parties; index += 1) members.push(await admitParty(gateway.admit, `never-${String(index)}.example`, 'provider'))

  progress(`opening ${String(links)} links`)
  const files = await openFiles(gateway.pid)
  const hostile = await openHostile(ground, members, perParty)
  const load = await openLoad(gatewayTargets(people))
  load.start({ inFlight: IN_FLIGHT })
  await pause(WARM_UP_MS)
  load.take()
  progress('measuring while they are idle')
  await pause(seconds * 1_000)
  const before = load.take().deliverMs.p99
  const quiet = await residentKib(gateway.pid)

  progress('they ask and do not read')
  const memory = watchMemory(gateway.pid)
  await Promise.all(hostile.map(askAndStop))
  load.take()
  await pause(seconds * 1_000)
  const during = load.take().deliverMs.p99
  const rssGrowthMib = (await memory.end() - quiet) / 1_024
  // The honest pair has two links.
  const endedLinks = links + 2 - (await openFiles(gateway.pid) - files)
  const messages = await settle(load)
  await Promise.all(hostile.map((child) => child.kill()))
  await gateway.stop()
  return { honestP99MsBefore: before, honestP99MsDuring: during, ratio: during / Math.max(Number.EPSILON, before), rssGrowthMib, links, endedLinks, messages }
}

/** A list that names the same key for many parties. */
const putLargeList = async ({ keys, admission }: Member): Promise<void> => {
  const { application } = await createPartyKeys({ party: 'listed.example', role: 'provider', displayName: 'Listed' })
  const name = (index: number) => `p${String(index)}.${application.party}` as typeof application.party
  const parties = Array.from({ length: LIST_ENTRIES }, (_, index) => ({ party: name(index), state: 'live' as const, keys: application.issuerKeys.keys }))
  const link = connectLink({ admission, keys, instance: 'list' })
  const list = await createHome({ keys, gatewayId: admission.gateway.id }).signIssuerList({ version: 1, parties })
  await link.request({ kind: 'putIssuerList', list })
  await link.close()
}

const openHostile = (ground: Ground, members: readonly Member[], perParty: number): Promise<readonly Child[]> =>
  Promise.all(Array.from({ length: Math.ceil(members.length / PARTIES_PER_PROCESS) }, async (_, index) => {
    const name = `members-${String(index)}`
    const file = join(await ground.folder.folder(name), 'members.json')
    await writeFile(file, JSON.stringify(members.slice(index * PARTIES_PER_PROCESS, (index + 1) * PARTIES_PER_PROCESS)), { mode: 0o600 })
    const child = ground.start({ self: [ground.execPath, PROGRAM], args: [file, String(perParty)], environment: ground.environment, errorFile: join(ground.folder.path, name, 'log') })
    await said(child)
    return child
  }))

const askAndStop = async (child: Child): Promise<void> => {
  child.stdin.write('ask\n')
  await said(child)
  process.kill(child.pid, 'SIGSTOP')
}

/** The next thing that a child says; throws when it ends instead. */
const said = async (child: Child): Promise<void> => {
  const end = child.ended.then(() => { throw new Error('a hostile process ended') })
  await Promise.race([once(child.stdout, 'data'), end])
}

const settle = async (load: Load): Promise<HostileReport['messages']> => {
  await load.stop(SETTLE_MS)
  await load.close()
  const { accepted, delivered, repeated } = load.ledger
  const { lost, doubled } = load.ledger.breaches()
  return { accepted, delivered, lost: lost.length, doubled: doubled.length, repeated }
}
