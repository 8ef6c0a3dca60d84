// SPDX-License-Identifier: AGPL-3.0-only
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openFiling } from './load/files.ts'
import type { Filing } from './load/files.ts'
import { fetchAll, send } from './load/large-body.ts'
import type { Place } from './load/large-body.ts'
import { gatewayTargets, openLoad } from './load/load.ts'
import { acquaint } from './load/people.ts'
import type { Acquainted } from './load/people.ts'
import { median } from './load/percentile.ts'
import { residentKib } from './parts/process-costs.ts'
import { startGateway, startPlain } from './parts/servers.ts'
import type { Ground, MeasuredGateway } from './parts/servers.ts'
import { watchMemory } from './parts/watch-memory.ts'

/** What a media run is told. */
export interface MediaOptions {
  /** Size of the attachment that goes up and down. */
  readonly mib: number
  readonly progress: (text: string) => void
}

/** What a media run found; each figure is the median of the rounds. */
export interface MediaReport {
  readonly uploadMibPerSecond: number
  readonly downloadMibPerSecond: number
  readonly baselineUploadMibPerSecond: number
  readonly baselineDownloadMibPerSecond: number
  readonly uploadRatio: number
  readonly downloadRatio: number
  /** The lower of the two. */
  readonly ratioToBaseline: number
  /** The largest that the daemon was while this passed, over what it is after a few small ones. */
  readonly rssGrowthMib: number
  /** From submission to arrival, with {@link IN_FLIGHT} messages in flight: before the many uploads, and while they run. */
  readonly relayP99MsBefore: number
  readonly relayP99MsDuring: number
  readonly relayedDuring: number
  /** Of {@link PARALLEL} uploads at once, together, beside the messages. */
  readonly parallelMibPerSecond: number
  /** The largest that the daemon was meanwhile, over what it was with the messages alone. */
  readonly parallelRssGrowthMib: number
  /** Whether the file was large enough to say anything. */
  readonly comparable: boolean
  /** Whether speed and memory are what `run` says that they must be. */
  readonly held: boolean
  readonly run: { readonly mib: number; readonly rounds: number; readonly parallel: number; readonly parallelMib: number; readonly leastMib: number; readonly floorRatio: number; readonly maxRssGrowthMib: number }
}

/** Each way at least so much of the speed of the bare stream, and the daemon grows by less: what is promised of attachments. */
const [FLOOR_RATIO, MAX_RSS_GROWTH_MIB] = [0.7, 50]
/** What is promised of: with less, what was compiled and set aside meanwhile counts for too much. */
const LEAST_MIB = 1_024
const ROUNDS = 3
/** Uploads at once, and the size of each as a share of the large one: a hundred of 10 MiB beside 1 GiB. */
const PARALLEL = 100
const PARALLEL_SHARE = 0.01
/** Code is compiled, and buffers are there. */
const WARM_UP_ROUNDS = 2
/** As in the relay's latency slice. */
const [PAIRS, IN_FLIGHT, LINKS_PER_PARTY] = [16, 40, 2]
/** Messages alone: the first slice compiles, the second one counts. */
const [WARM_UP_MS, BEFORE_MS] = [1_500, 3_000]
/** What is under way arrives in this time, or is lost. */
const SETTLE_MS = 10_000
/** More than a run leaves undeleted. */
const LIMITS = { attachmentBytes: 2 ** 32 - 1, attachmentMibPerUser: 1_000_000, attachmentMibPerParty: 1_000_000 }

const BASELINE = fileURLToPath(new URL('baseline/media.ts', import.meta.url))
const UPLOADER = fileURLToPath(new URL('parts/uploader.ts', import.meta.url))

/** Measures a large attachment up and down through a whole daemon, in turns with the baseline, and many at once beside messages. */
export const benchMedia = async (ground: Ground, { mib, progress }: MediaOptions): Promise<MediaReport> => {
  const parallelMib = Math.max(1, Math.round(mib * PARALLEL_SHARE))
  progress('starting the gateway and the baseline')
  const [baseline, gateway] = await Promise.all([startPlain(ground, 'baseline', BASELINE), startGateway(ground, 'gateway')])
  const people = await acquaint(gateway.admit, PAIRS)
  await gateway.limit(people.provider.keys.party, LIMITS)
  const filing = await openFiling(people)
  const base: Place = { port: baseline.port, path: '/large' }
  const streams = { gateway, filing, base }
  for (let round = 0; round < WARM_UP_ROUNDS; round += 1) await upAndDown(streams, parallelMib)
  const quiet = await residentKib(gateway.pid)
  const memory = watchMemory(gateway.pid)
  const rounds: Awaited<ReturnType<typeof upAndDown>>[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    progress(`round ${String(round + 1)} of ${String(ROUNDS)}`)
    rounds.push(await upAndDown(streams, mib))
  }
  const rssGrowthMib = (await memory.end() - quiet) / 1_024
  const many = await manyBesideMessages(ground, { gateway, filing, people, parallelMib, progress })
  await filing.close()
  await Promise.all([baseline.stop(), gateway.stop()])
  const of = (figure: (round: (typeof rounds)[number]) => number): number => median(rounds.map(figure))
  const [uploadRatio, downloadRatio] = [of(({ up, baseUp }) => up / baseUp), of(({ down, baseDown }) => down / baseDown)]
  const ratioToBaseline = Math.min(uploadRatio, downloadRatio)
  return {
    uploadMibPerSecond: of(({ up }) => up), downloadMibPerSecond: of(({ down }) => down), baselineUploadMibPerSecond: of(({ baseUp }) => baseUp),
    baselineDownloadMibPerSecond: of(({ baseDown }) => baseDown), uploadRatio, downloadRatio, ratioToBaseline,
    rssGrowthMib, ...many, comparable: mib >= LEAST_MIB, held: ratioToBaseline >= FLOOR_RATIO && rssGrowthMib < MAX_RSS_GROWTH_MIB,
    run: { mib, rounds: ROUNDS, parallel: PARALLEL, parallelMib, leastMib: LEAST_MIB, floorRatio: FLOOR_RATIO, maxRssGrowthMib: MAX_RSS_GROWTH_MIB },
  }
}

interface Streams { readonly gateway: MeasuredGateway; readonly filing: Filing; readonly base: Place }

/** One file to the baseline and back, and one through the gateway; MiB a second of each way. */
const upAndDown = async ({ gateway, filing, base }: Streams, mib: number) => {
  const file = await filing.create(mib)
  const [baseUp, up] = [await send(base, mib), await send(file.up, mib)]
  const place = await filing.hand(file)
  const [baseDown, down] = [await fetchAll(base, mib), await fetchAll(place, mib)]
  await filing.done(file)
  // The sweep comes within seconds; a run makes more than a disk may have room for.
  await rm(join(gateway.dataFolder, 'attachments', file.id), { force: true })
  return { baseUp, up, baseDown, down }
}

interface Many { readonly gateway: MeasuredGateway; readonly filing: Filing; readonly people: Acquainted; readonly parallelMib: number; readonly progress: (text: string) => void }

/** Messages alone, and then beside many uploads that another process sends. Throws when a message is lost, or a body not taken. */
const manyBesideMessages = async (ground: Ground, { gateway, filing, people, parallelMib, progress }: Many) => {
  progress(`${String(PARALLEL)} at once beside ${String(IN_FLIGHT)} messages in flight`)
  const files = await Promise.all(Array.from({ length: PARALLEL }, () => filing.create(parallelMib)))
  const list = join(ground.folder.path, 'uploads.json')
  await writeFile(list, JSON.stringify(files.map(({ up }) => up)))
  const load = await openLoad(gatewayTargets(people, LINKS_PER_PARTY))
  load.start({ inFlight: IN_FLIGHT })
  await pause(WARM_UP_MS)
  load.take()
  await pause(BEFORE_MS)
  const before = load.take()
  const quiet = await residentKib(gateway.pid)
  const child = ground.start({ self: [ground.execPath, UPLOADER], args: [list, String(parallelMib)], environment: ground.environment, errorFile: join(ground.folder.path, 'uploader.log') })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const line = async (): Promise<string> => {
    const said = await lines.next()
    if (said.done === true) throw new Error('the uploads ended early')
    return said.value
  }
  await line()
  load.take()
  const memory = watchMemory(gateway.pid)
  const parallelMibPerSecond = Number(await line())
  const during = load.take()
  const most = await memory.end()
  if (!await load.stop(SETTLE_MS)) throw new Error('messages beside the uploads did not arrive')
  await load.close()
  return {
    relayP99MsBefore: before.deliverMs.p99, relayP99MsDuring: during.deliverMs.p99, relayedDuring: during.delivered, parallelMibPerSecond,
    parallelRssGrowthMib: (most - quiet) / 1_024,
  }
}
