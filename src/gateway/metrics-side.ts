// SPDX-License-Identifier: AGPL-3.0-only
import { endOfDay } from '../model/agreement-time.ts'
import type { createEvents } from '../ops/events.ts'
import type { Clock } from '../ops/clock.ts'
import type { Counters } from '../ops/counters.ts'
import type { Health } from '../ops/health.ts'
import { createMetrics } from '../ops/metrics/index.ts'
import type { Scrape, Timings } from '../ops/metrics/index.ts'
import type { Registry } from '../registry/index.ts'
import type { Store } from '../store/port.ts'
import type { Vaults } from './vault-pool.ts'

/** What of the daemon is measured. */
export interface MetricsParts {
  readonly timings: Timings
  readonly counters: Counters
  readonly store: Pick<Store, 'read'>
  readonly agreements: Pick<Registry['agreements'], 'list'>
  readonly vaults: Vaults | undefined
  readonly version: string
  readonly health: Pick<Health, 'phase'>
  readonly events: Pick<ReturnType<typeof createEvents>, 'backgroundFailed'>
  readonly clock: Clock
}

/** The metrics of a daemon, for whoever scrapes it. */
export const createMetricsSide = ({ timings, counters, store, agreements, vaults, version, health, events, clock }: MetricsParts): (() => Promise<Scrape>) => {
  const { scrape } = createMetrics({
    exposition: timings.exposition, counters, read: store.read, version,
    agreements: async () => (await agreements.list()).map(({ record, progress }) => ({ stage: progress.stage, dueAt: record.liveAt === undefined && progress.due !== undefined ? endOfDay(progress.due) : undefined })),
    phase: () => health.phase, vaultsUp: () => vaults?.all.map((vault) => vault.isReady()) ?? [],
    failed: events.backgroundFailed, now: () => clock.now(), monotonic: () => clock.monotonic(),
  })
  return scrape
}
