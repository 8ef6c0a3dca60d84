// SPDX-License-Identifier: AGPL-3.0-only
import type { RelayFigures } from '../src/cli/bench-text.ts'
import { gatewayTargets } from './load/load.ts'
import type { Slice } from './load/load.ts'
import { openMeasured } from './load/measured.ts'
import type { LoadTotals, Measured, MeasuredLoad } from './load/measured.ts'
import { acquaint } from './load/people.ts'
import { median } from './load/percentile.ts'
import { measureIdle } from './idle.ts'
import { countFsyncs } from './parts/fsyncs.ts'
import { residentKib } from './parts/process-costs.ts'
import { databaseCpuMicros, startBaseline, startGateway } from './parts/servers.ts'
import type { Ground } from './parts/servers.ts'
import { startTwoNodes } from './parts/two-nodes.ts'

/** What a relay run is told. */
export interface RelayOptions {
  /** Measured time in all. */
  readonly seconds: number
  readonly idleLinks: number
  /** 2 measures two nodes on one database as well. */
  readonly nodes: number
  readonly progress: (text: string) => void
}

/** What a relay run found. Times in ms, with {@link LATENCY_IN_FLIGHT} messages in flight; each figure is the median of the rounds unless it says otherwise. */
export interface RelayReport extends RelayFigures {
  readonly messages: LoadTotals
  readonly run: RelayFigures['run'] & { readonly rounds: number; readonly pairs: number; readonly linksPerParty: number }
}

/** Delivered messages a second that the baseline of each store reaches on two free cores of the reference machine. */
const BASELINE_FLOOR = { sqlite: 9_000, postgres: 18_000 } as const
/** Rounds of baseline and gateway in turns: what else the machine does meets both. */
const ROUNDS = 5
/** Shares of the measured time: both sides of all rounds, the latency slice, the slice under strace. */
const SHARE = { rounds: 0.7, latency: 0.2, fsyncs: 0.1 } as const
/** Enough that each commit finds a full batch: twice what the gateway puts into one. */
const SATURATION_IN_FLIGHT = 256
/** A busy service that is not overloaded. */
const LATENCY_IN_FLIGHT = 40
/** Pairs of users, so that lanes vary; each is two lanes. */
const PAIRS = 16
/** Each has a credit of 64 requests. */
const LINKS_PER_PARTY = 2
/** Before the first measured round, so that both have compiled what they run. */
const WARM_UP_SECONDS = 1.5

/** Measures the path of messages through a real daemon beside the baseline. Throws when a message is lost or comes twice. */
export const benchRelay = async (ground: Ground, options: RelayOptions): Promise<RelayReport> => {
  const { seconds, progress } = options
  progress('starting the gateway and the baseline')
  const [gateway, baseline] = await Promise.all([startGateway(ground, 'gateway'), startBaseline(ground, LINKS_PER_PARTY)])
  const targets = gatewayTargets(await acquaint(gateway.admit, PAIRS), LINKS_PER_PARTY)
  const database = () => databaseCpuMicros(ground)
  const loads = { gateway: await openMeasured('gateway', [gateway.pid], targets, database), baseline: await openMeasured('baseline', [baseline.pid], baseline.targets) }
  const nodes = options.nodes === 2 ? await startTwoNodes(ground, PAIRS, LINKS_PER_PARTY) : undefined
  const sides = [loads.baseline, loads.gateway, ...(nodes === undefined ? [] : [nodes.load])]
  for (const load of sides) await load.run(Math.min(WARM_UP_SECONDS, seconds), SATURATION_IN_FLIGHT)

  const sliceSeconds = (seconds * SHARE.rounds) / (sides.length * ROUNDS)
  const rounds: { readonly base: Measured; readonly ours: Measured; readonly two: Measured | undefined }[] = []
  for (let round = 1; round <= ROUNDS; round += 1) {
    progress(`round ${String(round)} of ${String(ROUNDS)}`)
    const run = (load: MeasuredLoad): Promise<Measured> => load.run(sliceSeconds, SATURATION_IN_FLIGHT)
    rounds.push({ base: await run(loads.baseline), ours: await run(loads.gateway), two: nodes && await run(nodes.load) })
  }
  const rss = await residentKib(gateway.pid)
  progress(`${String(LATENCY_IN_FLIGHT)} messages in flight`)
  const latency = await loads.gateway.run(seconds * SHARE.latency, LATENCY_IN_FLIGHT)
  progress('counting flushes')
  const fsyncs = await countedSlice(ground.cluster?.pids() ?? [gateway.pid], loads.gateway, seconds * SHARE.fsyncs)
  const messages = await loads.gateway.end()
  await loads.baseline.end()
  await Promise.all([gateway.stop(), baseline.stop(), nodes?.stop()])
  progress(`${String(options.idleLinks)} idle links`)
  const idle = await measureIdle(ground, options.idleLinks)

  const store = ground.cluster === undefined ? 'sqlite' : 'postgres'
  const [ours, base] = [rateOf(rounds.map((round) => round.ours)), rateOf(rounds.map((round) => round.base))]
  return {
    deliveredPerSecond: ours.delivered, acceptedPerSecond: ours.accepted, ackMs: latency.slice.ackMs, deliverMs: latency.slice.deliverMs,
    daemonCpuMicrosPerMessage: ours.cpuMicros, databaseCpuMicrosPerMessage: ground.cluster === undefined ? null : ours.databaseCpuMicros, fsyncsPerMessage: fsyncs, idleKibPerLink: idle.kibPerLink, rssMib: rss / 1_024,
    baselineDeliveredPerSecond: base.delivered, baselineCpuMicrosPerMessage: base.cpuMicros,
    ratioToBaseline: median(rounds.map((round) => perSecond(round.ours.slice, 'delivered') / Math.max(1, perSecond(round.base.slice, 'delivered')))),
    twoNodes: twoNodesOf(rounds), comparable: base.delivered >= BASELINE_FLOOR[store], messages,
    run: {
      store, seconds, rounds: ROUNDS, saturationInFlight: SATURATION_IN_FLIGHT, latencyInFlight: LATENCY_IN_FLIGHT, pairs: PAIRS,
      linksPerParty: LINKS_PER_PARTY, idleLinks: options.idleLinks, baselineFloor: BASELINE_FLOOR[store],
    },
  }
}

/** Flushes a message while strace looks on; null where it cannot. */
const countedSlice = async (pids: readonly number[], load: MeasuredLoad, seconds: number): Promise<number | null> => {
  const counter = await countFsyncs(pids)
  if (counter === undefined) return null
  const { slice } = await load.run(seconds, SATURATION_IN_FLIGHT)
  return await counter.end() / Math.max(1, slice.delivered)
}

/** Two nodes beside one, where two were measured; the ratio is the median of the rounds' ratios. */
const twoNodesOf = (rounds: readonly { readonly ours: Measured; readonly two: Measured | undefined }[]): RelayReport['twoNodes'] => {
  const both = rounds.flatMap(({ ours, two }) => (two === undefined ? [] : [{ ours, two }]))
  if (both.length === 0) return null
  const { delivered, cpuMicros, databaseCpuMicros } = rateOf(both.map(({ two }) => two))
  return {
    deliveredPerSecond: delivered, daemonsCpuMicrosPerMessage: cpuMicros, databaseCpuMicrosPerMessage: databaseCpuMicros,
    cpuRatioToOneNode: median(both.map(({ ours, two }) => two.cpuMicros / ours.cpuMicros)),
  }
}

const perSecond = (slice: Slice, what: 'accepted' | 'delivered'): number => slice[what] / slice.seconds

const rateOf = (rounds: readonly Measured[]) => ({
  delivered: median(rounds.map(({ slice }) => perSecond(slice, 'delivered'))), accepted: median(rounds.map(({ slice }) => perSecond(slice, 'accepted'))),
  cpuMicros: median(rounds.map((round) => round.cpuMicros)), databaseCpuMicros: median(rounds.map((round) => round.databaseCpuMicros)),
})
