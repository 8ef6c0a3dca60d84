// SPDX-License-Identifier: AGPL-3.0-only
import { setTimeout as pause } from 'node:timers/promises'
import { gatewayTargets, openLoad } from './load/load.ts'
import type { Load, Slice, Targets } from './load/load.ts'
import { acquaint } from './load/people.ts'
import { median } from './load/percentile.ts'
import type { Quantiles } from './load/percentile.ts'
import { measureIdle } from './idle.ts'
import { countFsyncs } from './parts/fsyncs.ts'
import { cpuMicros, residentKib } from './parts/process-costs.ts'
import { startBaseline, startGateway } from './parts/servers.ts'
import type { Ground } from './parts/servers.ts'

/** What a relay run is told. */
export interface RelayOptions {
  /** Measured time in all. */
  readonly seconds: number
  readonly idleLinks: number
  readonly progress: (text: string) => void
}

/** What a relay run found. Times in ms; each figure is the median of the rounds unless it says otherwise. */
export interface RelayReport {
  readonly deliveredPerSecond: number
  readonly acceptedPerSecond: number
  /** With {@link LATENCY_IN_FLIGHT} messages in flight. */
  readonly ackMs: Quantiles
  readonly deliverMs: Quantiles
  readonly daemonCpuMicrosPerMessage: number
  /** null where strace cannot count. */
  readonly fsyncsPerMessage: number | null
  readonly idleKibPerLink: number
  readonly rssMib: number
  readonly baselineDeliveredPerSecond: number
  readonly baselineCpuMicrosPerMessage: number
  readonly ratioToBaseline: number
  /** Whether the baseline reached the floor: a machine that is busy or slow says nothing about us. */
  readonly comparable: boolean
  readonly messages: { readonly accepted: number; readonly delivered: number; readonly lost: number; readonly doubled: number; readonly disordered: number }
  readonly run: {
    readonly store: 'sqlite'; readonly seconds: number; readonly rounds: number; readonly saturationInFlight: number; readonly latencyInFlight: number
    readonly pairs: number; readonly linksPerParty: number; readonly idleLinks: number; readonly baselineFloor: number
  }
}

/** Delivered messages a second that the baseline reaches on two free cores of the reference machine. */
const BASELINE_FLOOR = 9_000
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
/** What is under way arrives in this time, or is lost. */
const SETTLE_MS = 10_000

/** Measures the path of messages through a real daemon beside the baseline. Throws when a message is lost or comes twice. */
export const benchRelay = async (ground: Ground, options: RelayOptions): Promise<RelayReport> => {
  const { seconds, progress } = options
  progress('starting the gateway and the baseline')
  const [gateway, baseline] = await Promise.all([startGateway(ground, 'gateway'), startBaseline(ground, LINKS_PER_PARTY)])
  const targets = gatewayTargets(await acquaint(gateway.admit, PAIRS), LINKS_PER_PARTY)
  const loads = { gateway: await openMeasured(gateway.pid, targets), baseline: await openMeasured(baseline.pid, baseline.targets) }
  const warmUp = Math.min(WARM_UP_SECONDS, seconds)
  for (const load of [loads.baseline, loads.gateway]) await load.run(warmUp, SATURATION_IN_FLIGHT)

  const sliceSeconds = (seconds * SHARE.rounds) / (2 * ROUNDS)
  const rounds: { readonly base: Measured; readonly ours: Measured }[] = []
  for (let round = 1; round <= ROUNDS; round += 1) {
    progress(`round ${String(round)} of ${String(ROUNDS)}`)
    rounds.push({ base: await loads.baseline.run(sliceSeconds, SATURATION_IN_FLIGHT), ours: await loads.gateway.run(sliceSeconds, SATURATION_IN_FLIGHT) })
  }
  const rss = await residentKib(gateway.pid)
  progress(`${String(LATENCY_IN_FLIGHT)} messages in flight`)
  const latency = await loads.gateway.run(seconds * SHARE.latency, LATENCY_IN_FLIGHT)
  progress('counting flushes')
  const fsyncs = await countedSlice(gateway.pid, loads.gateway, seconds * SHARE.fsyncs)
  const messages = await loads.gateway.end()
  await loads.baseline.end()
  await Promise.all([gateway.stop(), baseline.stop()])
  progress(`${String(options.idleLinks)} idle links`)
  const idle = await measureIdle(ground, options.idleLinks)

  const [ours, base] = [rateOf(rounds.map((round) => round.ours)), rateOf(rounds.map((round) => round.base))]
  return {
    deliveredPerSecond: ours.delivered, acceptedPerSecond: ours.accepted, ackMs: latency.slice.ackMs, deliverMs: latency.slice.deliverMs,
    daemonCpuMicrosPerMessage: ours.cpuMicros, fsyncsPerMessage: fsyncs, idleKibPerLink: idle.kibPerLink, rssMib: rss / 1_024,
    baselineDeliveredPerSecond: base.delivered, baselineCpuMicrosPerMessage: base.cpuMicros,
    ratioToBaseline: median(rounds.map((round) => perSecond(round.ours.slice, 'delivered') / Math.max(1, perSecond(round.base.slice, 'delivered')))),
    comparable: base.delivered >= BASELINE_FLOOR, messages,
    run: {
      store: 'sqlite', seconds, rounds: ROUNDS, saturationInFlight: SATURATION_IN_FLIGHT, latencyInFlight: LATENCY_IN_FLIGHT, pairs: PAIRS,
      linksPerParty: LINKS_PER_PARTY, idleLinks: options.idleLinks, baselineFloor: BASELINE_FLOOR,
    },
  }
}

/** A slice and what it cost the server. */
interface Measured { readonly slice: Slice; readonly cpuMicros: number }

const openMeasured = async (pid: number, targets: Targets) => {
  const load = await openLoad(targets)
  return {
    run: async (seconds: number, inFlight: number): Promise<Measured> => {
      load.start({ inFlight })
      const before = await cpuMicros(pid)
      await pause(seconds * 1_000)
      const slice = load.take()
      const after = await cpuMicros(pid)
      await settle(load)
      return { slice, cpuMicros: (after - before) / Math.max(1, slice.delivered) }
    },
    end: async (): Promise<RelayReport['messages']> => {
      await load.close()
      const { accepted, delivered } = load.ledger
      const { lost, doubled, disordered } = load.ledger.breaches()
      return { accepted, delivered, lost: lost.length, doubled: doubled.length, disordered }
    },
  }
}

/** Every message that was accepted arrives once, in the order of its lane; else the figures mean nothing. */
const settle = async (load: Load): Promise<void> => {
  const isSettled = await load.stop(SETTLE_MS)
  const { lost, doubled, disordered, unknown } = load.ledger.breaches()
  const again = load.ledger.repeated
  if (isSettled && lost.length + doubled.length + disordered + unknown + again === 0) return
  throw new Error(`${String(lost.length)} messages lost, ${String(doubled.length)} stored twice, ${String(disordered)} out of order, ${String(again)} pushed twice, ${String(unknown)} unknown`)
}

/** Flushes a message while strace looks on; null where it cannot. */
const countedSlice = async (pid: number, load: Awaited<ReturnType<typeof openMeasured>>, seconds: number): Promise<number | null> => {
  const counter = await countFsyncs(pid)
  if (counter === undefined) return null
  const { slice } = await load.run(seconds, SATURATION_IN_FLIGHT)
  return await counter.end() / Math.max(1, slice.delivered)
}

const perSecond = (slice: Slice, what: 'accepted' | 'delivered'): number => slice[what] / slice.seconds

const rateOf = (rounds: readonly Measured[]) => ({
  delivered: median(rounds.map(({ slice }) => perSecond(slice, 'delivered'))), accepted: median(rounds.map(({ slice }) => perSecond(slice, 'accepted'))),
  cpuMicros: median(rounds.map((round) => round.cpuMicros)),
})
