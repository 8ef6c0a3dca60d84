// SPDX-License-Identifier: AGPL-3.0-only
import { setTimeout as pause } from 'node:timers/promises'
import { connectionsOf, openCrowds } from './attacks/crowds.ts'
import { attacks } from './attacks/kinds.ts'
import type { Attack, Fate } from './attacks/kinds.ts'
import { gatewayTargets, openLoad } from './load/load.ts'
import type { Load } from './load/load.ts'
import { acquaint } from './load/people.ts'
import { freePort } from './parts/free-port.ts'
import { openFilesLimit, residentKib } from './parts/process-costs.ts'
import { startGateway } from './parts/servers.ts'
import type { Ground } from './parts/servers.ts'
import { watchMemory } from './parts/watch-memory.ts'

/** What a hostile run is told. */
export interface HostileOptions {
  /** Measured time before an attack, and again during it. */
  readonly seconds: number
  /** Connections of a crowd; of links that never read rounded up to full parties. */
  readonly links: number
  /** The one that is wanted; undefined for each in turn, and then all at once. */
  readonly attack: Attack | undefined
  readonly progress: (text: string) => void
}

/** What became of the messages of the honest: all accepted ones arrive, each once. */
export interface Messages { readonly accepted: number; readonly delivered: number; readonly lost: number; readonly doubled: number; readonly repeated: number }

/** What one attack did to an honest pair and to the daemon, and what became of the attackers. */
export interface Phase {
  readonly attack: Attack
  /** From submission to arrival, with {@link IN_FLIGHT} messages in flight. */
  readonly honestP99MsBefore: number
  /** The same in the measured time after the attack began. */
  readonly honestP99MsDuring: number
  readonly ratio: number
  /** The largest the daemon was from the beginning of the attack until its end, over what it was just before. */
  readonly rssGrowthMib: number
  readonly attackers: readonly Fate[]
  readonly messages: Messages
  /** Whether the bounds of `run` were met. */
  readonly held: boolean
}

/** What attacks did: each of them, and the worst of all. */
export interface HostileReport {
  /** Of the phase with the longest wait during the attack. */
  readonly honestP99MsBefore: number
  readonly honestP99MsDuring: number
  readonly ratio: number
  /** The most of any phase. */
  readonly rssGrowthMib: number
  /** Links that never read, and those of them that the gateway ended. */
  readonly links: number
  readonly endedLinks: number
  /** Attackers that should have been ended and were not in time. */
  readonly late: number
  readonly messages: Messages
  readonly phases: readonly Phase[]
  readonly held: boolean
  readonly run: { readonly seconds: number; readonly links: number; readonly maxP99Ms: number; readonly maxRatio: number; readonly maxRssGrowthMib: number }
}

/** A wait that people notice; on a machine that is slow without any attack, so many times what it is there. */
const [MAX_P99_MS, MAX_RATIO] = [250, 10]
const MAX_RSS_GROWTH_MIB = 150
/** Files that the daemon has open beside its connections. */
const OTHER_FILES = 200
/** A few messages under way each way, far below what the gateway can do. */
const IN_FLIGHT = 8
const PAIRS = 4
/** Before the first measured time, so that code is compiled. */
const WARM_UP_MS = 2_000
/** What is under way arrives in this time, or is lost. */
const SETTLE_MS = 30_000

/** Measures an honest pair before and during attacks, each on a gateway of its own. Throws when the system allows too few open files. */
export const measureHostile = async (ground: Ground, options: HostileOptions): Promise<HostileReport> => {
  const { seconds, links, attack } = options
  const wanted = attack === undefined ? attacks : [attack]
  const needed = Math.max(...wanted.map((one) => connectionsOf(one, links))) + OTHER_FILES
  const allowed = await openFilesLimit()
  if (allowed < needed) throw new Error(`so many connections need ${String(needed)} open files, and ${String(allowed)} are allowed: raise ulimit -n`)
  const phases: Phase[] = []
  for (const one of wanted) phases.push(await runPhase(ground, one, options))
  const worst = phases.reduce((most, phase) => (phase.honestP99MsDuring > most.honestP99MsDuring ? phase : most))
  const fates = phases.flatMap((phase) => phase.attackers)
  const readers = fates.filter(({ kind }) => kind === 'never-read')
  return {
    honestP99MsBefore: worst.honestP99MsBefore, honestP99MsDuring: worst.honestP99MsDuring, ratio: worst.ratio, rssGrowthMib: Math.max(...phases.map(({ rssGrowthMib }) => rssGrowthMib)),
    links: sum(readers.map(({ connections }) => connections)), endedLinks: sum(readers.map(({ gone }) => gone)), late: sum(fates.map(({ late }) => late)),
    messages: sumOf(phases.map(({ messages }) => messages)), phases, held: phases.every(({ held }) => held),
    run: { seconds, links, maxP99Ms: MAX_P99_MS, maxRatio: MAX_RATIO, maxRssGrowthMib: MAX_RSS_GROWTH_MIB },
  }
}

const runPhase = async (ground: Ground, attack: Attack, { seconds, links, progress }: HostileOptions): Promise<Phase> => {
  progress(`${attack}: opening`)
  const corePort = await freePort()
  const gateway = await startGateway(ground, `hostile-${attack}`, [], undefined, { DRAWBRIDGE_CORE_LISTEN: `127.0.0.1:${String(corePort)}` })
  const people = await acquaint(gateway.admit, PAIRS)
  const crowds = await openCrowds(ground, { attack, links, gateway, corePort, core: people.core })
  const load = await openLoad(gatewayTargets(people))
  load.start({ inFlight: IN_FLIGHT })
  await pause(WARM_UP_MS)
  load.take()
  progress(`${attack}: measuring before it begins`)
  await pause(seconds * 1_000)
  const before = load.take().deliverMs.p99
  const quiet = await residentKib(gateway.pid)

  progress(`${attack}: measuring while it lasts`)
  const memory = watchMemory(gateway.pid)
  await Promise.all(crowds.map((crowd) => crowd.begin()))
  load.take()
  await pause(seconds * 1_000)
  const attacked = load.take()
  // Where nothing arrived everybody waited for at least all of the time.
  const during = attacked.delivered === 0 ? seconds * 1_000 : attacked.deliverMs.p99
  progress(`${attack}: waiting until its last ones are gone`)
  const attackers = (await Promise.all(crowds.map((crowd) => crowd.halt()))).flat()
  const rssGrowthMib = (await memory.end() - quiet) / 1_024
  const messages = await settle(load)
  await Promise.all(crowds.map((crowd) => crowd.kill()))
  await gateway.stop()
  const found = { honestP99MsBefore: before, honestP99MsDuring: during, ratio: during / Math.max(Number.EPSILON, before), rssGrowthMib, attackers, messages }
  return { attack, ...found, held: isHeld(found) }
}

const isHeld = ({ honestP99MsBefore, honestP99MsDuring, rssGrowthMib, attackers, messages: { lost, doubled } }: Omit<Phase, 'attack' | 'held'>): boolean =>
  honestP99MsDuring < Math.max(MAX_P99_MS, MAX_RATIO * honestP99MsBefore) && rssGrowthMib < MAX_RSS_GROWTH_MIB && attackers.every(({ late }) => late === 0) && lost + doubled === 0

const settle = async (load: Load): Promise<Messages> => {
  await load.stop(SETTLE_MS)
  await load.close()
  const { accepted, delivered, repeated } = load.ledger
  const { lost, doubled } = load.ledger.breaches()
  return { accepted, delivered, lost: lost.length, doubled: doubled.length, repeated }
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)

const sumOf = (all: readonly Messages[]): Messages => {
  const of = (figure: keyof Messages): number => sum(all.map((one) => one[figure]))
  return { accepted: of('accepted'), delivered: of('delivered'), lost: of('lost'), doubled: of('doubled'), repeated: of('repeated') }
}
