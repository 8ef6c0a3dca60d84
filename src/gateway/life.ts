// SPDX-License-Identifier: AGPL-3.0-only
import type { Admin } from '../admin/index.ts'
import type { Config } from '../config/index.ts'
import type { Links } from '../links/index.ts'
import type { Media } from '../media/index.ts'
import type { Clock } from '../ops/clock.ts'
import type { createEvents } from '../ops/events.ts'
import type { Health } from '../ops/health.ts'
import type { Registry } from '../registry/index.ts'
import type { Relay } from '../relay/index.ts'
import type { Store } from '../store/port.ts'
import type { AuditSide } from './audit-side.ts'
import type { CoreServer } from './core-server.ts'
import type { LinksServer } from './links-server.ts'
import { inOrder, leftAt } from './steps.ts'
import type { Step } from './steps.ts'
import { startVaults } from './vaults.ts'
import type { Vaults } from './vault-pool.ts'
import type { createWebhookOf } from './webhook-side.ts'

/** Everything that is started, and given back. */
export interface LifeParts {
  readonly audit: Pick<AuditSide, 'begin' | 'end'>
  readonly version: string
  readonly vaultShape: Config['vault']['shape']
  readonly store: Store
  readonly erasures: { start(): void; stop(): void }
  readonly vaults: Vaults | undefined
  readonly links: Pick<Links, 'drain'>
  readonly registry: Pick<Registry, 'surfacing' | 'vaultUpkeep' | 'enforcement'>
  readonly relay: Pick<Relay, 'start' | 'stop'>
  readonly wake: { stop(): Promise<void> }
  readonly media: Pick<Media, 'sweep' | 'fetching' | 'close'>
  readonly webhook: Awaited<ReturnType<typeof createWebhookOf>>
  readonly server: LinksServer
  readonly coreServer: CoreServer | undefined
  readonly admin: Admin
  readonly health: Health
  readonly events: Pick<ReturnType<typeof createEvents>, 'daemonReady' | 'daemonStopping' | 'daemonStopped' | 'stepFailed'>
  readonly clock: Clock
}

/** The life of a daemon; see `Gateway`. */
export interface Life {
  start(): Promise<void>
  stop(cause: string, signal?: AbortSignal): Promise<'ended' | 'left'>
}

/** Time for links to finish at a planned stop; the rest of the ten seconds is for the store. */
const DRAIN_MS = 8_000
/** How long after its beginning a stop waits for what leans on others: requests, hosts, S3. */
const LEAVE_MS = 9_000

/** Starts and stops everything in the order in which it leans on one another. */
export const createLife = (parts: LifeParts): Life => {
  const { events, health, clock, server, coreServer, admin, relay, registry, webhook, vaults, media, audit } = parts

  const stop = async (cause: string, signal?: AbortSignal): Promise<'ended' | 'left'> => {
    const [drained, late] = [AbortSignal.timeout(DRAIN_MS), AbortSignal.timeout(LEAVE_MS)]
    const begun = clock.monotonic()
    events.daemonStopping(cause)
    health.enter('draining')
    await inOrder(events.stepFailed, stepsBack(parts, { drained: signal === undefined ? drained : AbortSignal.any([drained, signal]), late }, cause))
    health.enter('stopped')
    events.daemonStopped(Math.round(clock.monotonic() - begun))
    return late.aborted ? 'left' : 'ended'
  }

  const start = async (): Promise<void> => {
    const begun = clock.monotonic()
    await audit.begin()
    relay.start()
    registry.surfacing.retryAll()
    registry.vaultUpkeep.start()
    registry.enforcement.start()
    await startVaults(vaults, parts.vaultShape)
    await server.start()
    await coreServer?.start()
    webhook?.start()
    media.sweep.start()
    parts.erasures.start()
    media.fetching?.start()
    await admin.start()
    health.enter('ready')
    events.daemonReady(parts.version, new URL(server.url()).host, Math.round(clock.monotonic() - begun))
  }

  return {
    stop,
    start: () => start().catch(async (error: unknown) => {
      await stop('START_FAILED', AbortSignal.abort())
      throw error
    }),
  }
}

/** When links are closed whether they are done or not, and when nobody outside is waited for any more. */
interface Limits { readonly drained: AbortSignal; readonly late: AbortSignal }

const stepsBack = ({ wake, webhook, media, links, server, coreServer, relay, registry, vaults, admin, erasures, audit, store }: LifeParts, { drained, late }: Limits, cause: string): readonly Step[] => [
  ...leftAt(late, [
    // Who loses its link now is to come back to what starts next, not to be called.
    ['stop-wake', () => wake.stop()],
    ['stop-webhook', async () => { await webhook?.stop() }],
    ['drain-links', () => links.drain(drained)],
    ['close-listener', () => server.stop()],
    ['close-core', async () => { await coreServer?.stop() }],
    ['stop-fetching', async () => { await media.fetching?.stop() }],
    ['stop-media-sweep', () => media.sweep.stop()],
  ]),
  ['stop-relay', () => relay.stop()],
  ['stop-enforcement', async () => { registry.enforcement.stop() }],
  ['stop-upkeep', () => registry.vaultUpkeep.stop()],
  ['stop-vaults', async () => { await vaults?.stop() }],
  ['finish-surfacing', () => registry.surfacing.idle()],
  ...leftAt(late, [['close-admin', () => admin.stop()]]),
  ['close-media', async () => { media.close() }],
  ['stop-erased-list', async () => { erasures.stop() }],
  ['end-audit', () => audit.end(cause)],
  ['close-store', () => store.close()],
]
