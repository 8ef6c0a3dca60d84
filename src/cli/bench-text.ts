// SPDX-License-Identifier: AGPL-3.0-only
import { table } from './table.ts'

/** Half and 99 of 100 are at most this, in ms. */
interface Quantiles { readonly p50: number; readonly p99: number }

/** What `bench relay` shows of its report. */
export interface RelayFigures {
  readonly deliveredPerSecond: number
  readonly acceptedPerSecond: number
  readonly ackMs: Quantiles
  readonly deliverMs: Quantiles
  readonly daemonCpuMicrosPerMessage: number
  /** Of the processes of PostgreSQL; null for a store without any. */
  readonly databaseCpuMicrosPerMessage: number | null
  /** null where strace cannot count. */
  readonly fsyncsPerMessage: number | null
  readonly idleKibPerLink: number
  readonly rssMib: number
  readonly baselineDeliveredPerSecond: number
  readonly baselineCpuMicrosPerMessage: number
  readonly ratioToBaseline: number
  /** The core at one node, the provider at another one of the same database; null where only one was measured. */
  readonly twoNodes: {
    readonly deliveredPerSecond: number
    /** Of both together. */
    readonly daemonsCpuMicrosPerMessage: number
    readonly databaseCpuMicrosPerMessage: number
    readonly cpuRatioToOneNode: number
  } | null
  /** Whether the baseline reached the floor: a machine that is busy or slow says nothing about us. */
  readonly comparable: boolean
  readonly run: { readonly store: 'sqlite' | 'postgres'; readonly seconds: number; readonly saturationInFlight: number; readonly latencyInFlight: number; readonly idleLinks: number; readonly baselineFloor: number }
}

/** What `bench idle` shows. */
export interface IdleFigures { readonly links: number; readonly parties: number; readonly kibPerLink: number; readonly rssMib: number }

/** What `bench store` shows. */
export interface StoreFigures {
  readonly store: string
  readonly lengths: readonly { readonly rows: number; readonly microsPerMessage: number; readonly ratioToCheapest: number }[]
  readonly flat: boolean
}

/** What `bench vault` shows: messages for each second of CPU. */
export interface VaultFigures {
  readonly openPerSecond: number
  readonly sealPerSecond: number
  readonly rawOpenPerSecond: number
  readonly rawSealPerSecond: number
  readonly openRatio: number
  readonly sealRatio: number
  readonly endToEndPerSecond: number
  readonly endToEndRatio: number
  readonly twoVaultsRatio: number
}

/** What `bench media` shows. */
export interface MediaFigures {
  readonly uploadMibPerSecond: number
  readonly downloadMibPerSecond: number
  readonly baselineUploadMibPerSecond: number
  readonly baselineDownloadMibPerSecond: number
  readonly uploadRatio: number
  readonly downloadRatio: number
  readonly rssGrowthMib: number
  readonly relayP99MsBefore: number
  readonly relayP99MsDuring: number
  readonly parallelMibPerSecond: number
  readonly parallelRssGrowthMib: number
  /** Whether the file was large enough to say anything. */
  readonly comparable: boolean
  /** Whether speed and memory are what they must be. */
  readonly held: boolean
  readonly run: { readonly mib: number; readonly parallel: number; readonly parallelMib: number; readonly leastMib: number; readonly floorRatio: number; readonly maxRssGrowthMib: number }
}

/** The relay's figures beside the baseline's, and whether they may be compared. */
export const relayText = (figures: RelayFigures): string => {
  const { run } = figures
  const rows = [
    ['delivered a second', whole(figures.deliveredPerSecond), whole(figures.baselineDeliveredPerSecond), `${(100 * figures.ratioToBaseline).toFixed(0)} %`],
    ['server CPU a message', `${whole(figures.daemonCpuMicrosPerMessage)} µs`, `${whole(figures.baselineCpuMicrosPerMessage)} µs`, ''],
    ...(figures.databaseCpuMicrosPerMessage === null ? [] : [['database CPU a message', `${whole(figures.databaseCpuMicrosPerMessage)} µs`, '', '']]),
    ['accepted a second', whole(figures.acceptedPerSecond), '', ''],
    ['flushes a message', figures.fsyncsPerMessage === null ? 'not counted: no strace' : figures.fsyncsPerMessage.toFixed(3), '', ''],
    [`accepted after, ${String(run.latencyInFlight)} in flight`, spread(figures.ackMs), '', ''],
    [`arrived after, ${String(run.latencyInFlight)} in flight`, spread(figures.deliverMs), '', ''],
    [`memory of an idle link (${String(run.idleLinks)})`, `${figures.idleKibPerLink.toFixed(1)} KiB`, '', ''],
    ['memory of the daemon', `${whole(figures.rssMib)} MiB`, '', ''],
  ]
  const nodes = figures.twoNodes === null ? '' : `\n\n${twoNodesText(figures, figures.twoNodes)}`
  const verdict = figures.comparable
    ? `Every message that was accepted arrived once, in the order of its lane.`
    : `not comparable: the baseline is below ${String(run.baselineFloor)} delivered a second, so this machine is busy or slow`
  return `${table(['', `drawbridge (${run.store})`, 'baseline', 'ratio'], rows)}${nodes}\n\n${verdict}`
}

const twoNodesText = (one: RelayFigures, two: NonNullable<RelayFigures['twoNodes']>): string => table(['', 'one node', 'two nodes', 'ratio'], [
  ['daemons\' CPU a message', `${whole(one.daemonCpuMicrosPerMessage)} µs`, `${whole(two.daemonsCpuMicrosPerMessage)} µs`, two.cpuRatioToOneNode.toFixed(2)],
  ['database CPU a message', `${whole(one.databaseCpuMicrosPerMessage ?? 0)} µs`, `${whole(two.databaseCpuMicrosPerMessage)} µs`, ''],
  ['delivered a second', whole(one.deliveredPerSecond), whole(two.deliveredPerSecond), ''],
])

/** What a link costs that says nothing. */
export const idleText = ({ links, parties, kibPerLink, rssMib }: IdleFigures): string =>
  table(['idle links', 'parties', 'memory of a link', 'memory of the daemon'], [[String(links), String(parties), `${kibPerLink.toFixed(1)} KiB`, `${whole(rssMib)} MiB`]])

/** What a message costs beside queues of several lengths. */
export const storeText = ({ store, lengths, flat }: StoreFigures): string => {
  const rows = lengths.map((one) => [String(one.rows), `${one.microsPerMessage.toFixed(1)} µs`, `${one.ratioToCheapest.toFixed(2)} x`])
  return `${table([`waiting in ${store}`, 'CPU a message', 'of the cheapest'], rows)}\n\n${flat ? 'flat' : 'not flat'}: the dearest is ${flat ? 'at most' : 'more than'} 1.5 times the cheapest`
}

/** The vault's function beside libsignal alone. */
export const vaultText = (figures: VaultFigures): string => {
  const functions = table(['a second of CPU', 'vault', 'libsignal alone', 'ratio'], [
    ['opened, and sealed to the core', whole(figures.openPerSecond), whole(figures.rawOpenPerSecond), figures.openRatio.toFixed(2)],
    ['opened from the core, and sealed', whole(figures.sealPerSecond), whole(figures.rawSealPerSecond), figures.sealRatio.toFixed(2)],
  ])
  const piped = table(['a second by the clock, each flushed', 'messages', 'ratio'], [
    ['through one vault process', whole(figures.endToEndPerSecond), `${figures.endToEndRatio.toFixed(2)} of libsignal alone`],
    ['through two', whole(figures.endToEndPerSecond * figures.twoVaultsRatio), `${figures.twoVaultsRatio.toFixed(2)} of one`],
  ])
  return `${functions}\n\n${piped}`
}

/** Whether a run that says something found what must not be. */
export const isMissed = ({ comparable, held }: Pick<MediaFigures, 'comparable' | 'held'>): boolean => comparable && !held

/** Attachments beside a bare stream to disk, and whether they are as fast and as small as they must be. */
export const mediaText = (figures: MediaFigures): string => {
  const { run, relayP99MsBefore, relayP99MsDuring } = figures
  const shown = table([`${String(run.mib)} MiB`, 'drawbridge', 'baseline', 'ratio'], [
    ['up', speed(figures.uploadMibPerSecond), speed(figures.baselineUploadMibPerSecond), figures.uploadRatio.toFixed(2)],
    ['down', speed(figures.downloadMibPerSecond), speed(figures.baselineDownloadMibPerSecond), figures.downloadRatio.toFixed(2)],
    [`${String(run.parallel)} of ${String(run.parallelMib)} MiB up at once`, speed(figures.parallelMibPerSecond), '', ''],
    ['memory grew by', `${whole(figures.rssGrowthMib)} MiB`, '', ''],
    ['and under the many', `${whole(figures.parallelRssGrowthMib)} MiB`, '', ''],
    ['messages arrived, p99', `${relayP99MsDuring.toFixed(1)} ms`, `${relayP99MsBefore.toFixed(1)} ms before`, ''],
  ])
  return `${shown}\n\n${mediaVerdict(figures)}`
}

const mediaVerdict = ({ comparable, held, run }: MediaFigures): string => {
  const wanted = `at least ${whole(100 * run.floorRatio)} % of the baseline each way, and less than ${String(run.maxRssGrowthMib)} MiB more memory`
  if (!comparable) return `not comparable: below ${String(run.leastMib)} MiB the daemon still compiles; wanted is ${wanted}`
  return `${held ? 'held' : 'missed'}: ${wanted}`
}

const speed = (mibPerSecond: number): string => `${whole(mibPerSecond)} MiB/s`
const whole = (value: number): string => value.toFixed(0)
const spread = ({ p50, p99 }: Quantiles): string => `${p50.toFixed(1)} ms (p99 ${p99.toFixed(1)} ms)`
