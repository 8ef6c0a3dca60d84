// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes, randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fetchAll, send } from './load/large-body.ts'
import type { Place } from './load/large-body.ts'
import { median } from './load/percentile.ts'
import { residentKib } from './parts/process-costs.ts'
import { startPlain } from './parts/servers.ts'
import type { Ground } from './parts/servers.ts'
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
  /** The largest that the server was while this passed, over what one is after a few small ones. */
  readonly rssGrowthMib: number
  /** null: no messages were relayed meanwhile. */
  readonly relayP99MsDuring: number | null
  /** Of {@link PARALLEL} uploads at once, together. */
  readonly parallelMibPerSecond: number
  /** The same growth, of the server that took these. */
  readonly parallelRssGrowthMib: number
  readonly run: { readonly mib: number; readonly rounds: number; readonly parallel: number; readonly parallelMib: number }
}

const ROUNDS = 3
/** Uploads at once, and the size of each as a share of the large one: a hundred of 10 MiB beside 1 GiB. */
const PARALLEL = 100
const PARALLEL_SHARE = 0.01
/** Code is compiled, and buffers are there. */
const WARM_UP_ROUNDS = 2

const BASELINE = fileURLToPath(new URL('baseline/media.ts', import.meta.url))
const SERVER = fileURLToPath(new URL('parts/media-server.ts', import.meta.url))
const SMALL_SERVER = 'parallel'

/** Measures a large attachment up and down, in turns with the baseline, and many at once. */
export const benchMedia = async (ground: Ground, { mib, progress }: MediaOptions): Promise<MediaReport> => {
  const parallelMib = Math.max(1, Math.round(mib * PARALLEL_SHARE))
  const withSize = (size: number): Ground => ({ ...ground, environment: { ...ground.environment, MIB: String(size) } })
  const [baseline, ours, small] = [await startPlain(ground, 'baseline', BASELINE), await startPlain(withSize(mib), 'attachments', SERVER), await startPlain(withSize(parallelMib), SMALL_SERVER, SERVER)]
  const base = (): Place => ({ port: baseline.port, path: '/large' })
  for (let round = 0; round < WARM_UP_ROUNDS; round += 1) {
    const place = attachment(small.port)
    await send(place, parallelMib)
    await fetchAll(place, parallelMib)
    await send(base(), parallelMib)
  }
  const rounds: { readonly baseUp: number; readonly up: number; readonly baseDown: number; readonly down: number }[] = []
  const quiet = await residentKib(small.pid)
  const memory = [watchMemory(ours.pid), watchMemory(small.pid)] as const
  for (let round = 0; round < ROUNDS; round += 1) {
    progress(`round ${String(round + 1)} of ${String(ROUNDS)}`)
    const place = attachment(ours.port)
    const [baseUp, up] = [await send(base(), mib), await send(place, mib)]
    const [baseDown, down] = [await fetchAll(base(), mib), await fetchAll(place, mib)]
    rounds.push({ baseUp, up, baseDown, down })
    await rm(join(ground.folder.path, 'attachments', place.path.slice(place.path.lastIndexOf('/') + 1)))
  }
  progress(`${String(PARALLEL)} at once`)
  const begun = performance.now()
  await Promise.all(Array.from({ length: PARALLEL }, () => send(attachment(small.port), parallelMib)))
  const parallelMibPerSecond = (PARALLEL * parallelMib) / ((performance.now() - begun) / 1_000)
  const [growth = 0, parallelGrowth = 0] = (await Promise.all(memory.map((one) => one.end()))).map((most) => (most - quiet) / 1_024)
  await Promise.all([baseline, ours, small].map((server) => server.stop()))
  const of = (figure: (round: (typeof rounds)[number]) => number): number => median(rounds.map(figure))
  const [uploadRatio, downloadRatio] = [of(({ up, baseUp }) => up / baseUp), of(({ down, baseDown }) => down / baseDown)]
  return {
    uploadMibPerSecond: of(({ up }) => up), downloadMibPerSecond: of(({ down }) => down), baselineUploadMibPerSecond: of(({ baseUp }) => baseUp),
    baselineDownloadMibPerSecond: of(({ baseDown }) => baseDown), uploadRatio, downloadRatio, ratioToBaseline: Math.min(uploadRatio, downloadRatio),
    rssGrowthMib: growth, relayP99MsDuring: null, parallelMibPerSecond, parallelRssGrowthMib: parallelGrowth,
    run: { mib, rounds: ROUNDS, parallel: PARALLEL, parallelMib },
  }
}

/** A fresh attachment. */
const attachment = (port: number): Place => ({
  port, path: `/v1/attachments/${randomUUID()}`,
  headers: { 'authorization': `Drawbridge ${randomBytes(32).toString('base64url')}`, 'tus-resumable': '1.0.0', 'upload-offset': '0' },
})
