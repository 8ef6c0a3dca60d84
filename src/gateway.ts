// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { createAdmin } from './admin/index.ts'
import type { Config } from './config/index.ts'
import { CAPABILITIES, readAbout } from './gateway/about.ts'
import { createAuditSide } from './gateway/audit-side.ts'
import { createCoreServer } from './gateway/core-server.ts'
import type { CoreServerDeps } from './gateway/core-server.ts'
import { createSecretCheck } from './gateway/vault-secret-check.ts'
import { createMediaSide } from './gateway/media-side.ts'
import { createMetricsSide } from './gateway/metrics-side.ts'
import { withErasedList } from './gateway/erased.ts'
import { createLinksServer } from './gateway/links-server.ts'
import type { LinksServerDeps } from './gateway/links-server.ts'
import { createLife } from './gateway/life.ts'
import { openKeys, openStore } from './gateway/open-store.ts'
import type { Vaults } from './gateway/vault-pool.ts'
import { createOfferTerms } from './gateway/offer-terms.ts'
import { createReload } from './gateway/reload.ts'
import type { Reload } from './gateway/reload.ts'
import { forCore, minterOf, relayVaults, vaultSideOf } from './gateway/vault-side.ts'
import { attestAll, keysInUse, vaultsOf } from './gateway/vaults.ts'
import { createWebhookOf } from './gateway/webhook-side.ts'
import { createLinks } from './links/index.ts'
import type { Links } from './links/index.ts'
import { createHandlers } from './links/use-cases.ts'
import { MEDIA_PATH } from './media/index.ts'
import type { AttachmentId } from './model/attachments.ts'
import type { EnforcementStep } from './model/enforcement.ts'
import type { BindingMode } from './model/values.ts'
import { createAuditPen } from './ops/audit/pen.ts'
import type { AuditPen } from './ops/audit/pen.ts'
import { systemClock } from './ops/clock.ts'
import type { Clock } from './ops/clock.ts'
import { openCoreCredentials } from './ops/core-credentials.ts'
import { createCounters } from './ops/counters.ts'
import { createEvents } from './ops/events.ts'
import { createHealth } from './ops/health.ts'
import type { ServiceKeys } from './ops/keys.ts'
import { createTimings } from './ops/metrics/index.ts'
import type { Timings } from './ops/metrics/index.ts'
import { createLog } from './ops/logger.ts'
import type { LogSink } from './ops/logger.ts'
import { createOutgoing, createRequireCallable, createWake, createWakeCall, createWakeUrls } from './ops/outgoing/index.ts'
import type { Outgoing } from './ops/outgoing/index.ts'
import { createPatientTime } from './ops/patient-time.ts'
import { systemTimers } from './ops/timers.ts'
import { createRegistry } from './registry/index.ts'
import { createOffers } from './registry/offers.ts'
import { createRelay } from './relay/index.ts'
import type { Store } from './store/port.ts'

const DAY_MS = 86_400_000

/** What a gateway takes from outside; tests bring their own. */
export interface GatewayDeps {
  /** Where the log goes. */
  readonly sink: LogSink
  readonly clock?: Clock
  /** Node's path, to start an embedded vault with. */
  readonly execPath?: string
}

/** A running gateway, or one that may run. */
export interface Gateway {
  readonly version: string
  /** Takes links when it resolves. When it rejects everything is given back. */
  start(): Promise<void>
  /**
   * Takes no new links, tells the open ones to go, finishes what is under way, closes the store; within ten seconds, sooner
   * when the signal is aborted. `cause` is for the log. `left` when something outside was not waited for: it may keep the process, which must end.
   */
  stop(cause: string, signal?: AbortSignal): Promise<'ended' | 'left'>
  readonly reload: Reload
  /** Address of the link endpoint; of the port in use once started. */
  linksUrl(): string
  /** Address of `/core/v1`, likewise; undefined where there is none. */
  coreUrl(): string | undefined
  /** Resolves if the store refuses a write: what was refused may come back at the next start, so the process must end. */
  readonly storeFailed: Promise<void>
}

/** Opens keys and store and wires the daemon on them. Throws `GatewayError` for what the operator can put right. */
export const createGateway = async (config: Config, { sink, clock = systemClock, execPath }: GatewayDeps): Promise<Gateway> => {
  const about = aboutOf(config)
  const keys = await openKeys(config)
  const credentials = openCoreCredentials(join(config.data.folder, 'core-credentials.json'))
  const [counters, timings] = [createCounters(), createTimings()]
  const log = createLog(config.log, sink, clock)
  const events = createEvents({ log, counters, logId: keys.logId, clock, acked: timings.acked })
  const pen = createAuditPen({ now: () => clock.now(), logId: keys.logId, reasons: config.audit.reasons })
  const failed = Promise.withResolvers<undefined>()
  let fenced = (): void => {}
  const opened = await openStore(config, {
    onUnhealthy: (error) => {
      events.storeUnhealthy(error)
      failed.resolve(undefined)
    },
    onFenced: () => { fenced() }, onLeftovers: (error) => { events.backgroundFailed('backup-leftovers', error) }, onRestored: events.storeRestored, onCommit: timings.committed,
    restoredEntry: ({ conversations, prekeys }) => pen.entry({ act: 'store.restored', actor: 'system', details: { conversations, prekeys } }),
  })
  const { store, ...erasures } = await withErasedList(config, keys, opened, { audit: pen, events })
  const [health, startedAt] = [createHealth(() => store.healthy()), clock.now()]
  const linksUrl = (): string => config.links.publicUrl ?? server.url()
  const vaults = vaultsOf(config, { accepts: createSecretCheck(store.read, events), monotonic: () => clock.monotonic(), randomBytes, after: systemTimers.after, execPath, events })
  const patientNow = createPatientTime(clock)
  const { links, registry, relay, wake, outgoing } = wireDomain({ timings, pen, patientNow, config, vaults, store, keys, events, clock, linksUrl, software: `drawbridge/${about.version}` })
  fenced = () => { loseLinks(events, links) }
  const shared = { health, events, correlationId: randomUUID }
  const audit = await orClose(store, () => createAuditSide(config, { version: about.version, store, keys, pen, outgoing, events }))
  const webhook = await orClose(store, () => createWebhookOf(config, { store, clock, audit: audit.desk, outgoing, registry, events, outbox: relay.coreOutbox }))
  const core = { ...shared, credentials, core: () => store.read.core(), registry, relay, hasWebhook: webhook !== undefined, ...forCore(vaults, registry, relay), attest: attestAll(vaults), timers: systemTimers }
  const media = await orClose(store, () => createMediaSide(config, {
    store, keys, outgoing, pen, now: () => clock.now(), patientNow, monotonic: () => clock.monotonic(), timers: systemTimers, mayPass: relay.attachments.mayPass, failed: events.backgroundFailed, bucketRefused: events.bucketRefused, told: events,
  }))
  const [server, coreServer] = await createServers(config, closerOf(store, media), { ...shared, links, about, media }, { ...core, media })
  const offers = createOffers({ store, audit: pen, gateway: identityOf(keys, linksUrl), signAsGateway: (bytes) => keys.link.sign(bytes), now: () => clock.now() }, createOfferTerms(config, about, identityOf(keys, linksUrl), bindingModeOf(config)))
  const admin = createAdmin(adminOptions(config), {
    ...shared, credentials, desk: registry.parties, agreements: registry.agreements, offers, enforcement: registry.enforcement.desk, users: registry.userDesk, mailbox: relay.mailbox, untaken: relay.untaken, audit: audit.desk, reports: relay.reports, frankKeys: [{ epoch: keys.frank.epoch, key: keys.frank.jwk }], webhookState: () => webhook?.state ?? 'off', bucket: media.bucket, now: () => clock.now(),
    attest: attestAll(vaults), keysInUse: keysInUse(vaults, store.read), defaultBindingMode: bindingModeOf(config),
    metrics: createMetricsSide({ timings, counters, store, agreements: registry.agreements, vaults, version: about.version, health, events, clock }),
    status: () => ({
      version: about.version, source: about.source, phase: health.phase, startedAt, linksUrl: linksUrl(), coreUrl: coreServer?.url() ?? null,
      gatewayId: keys.link.keyId, openLinks: links.count(), events: counters.snapshot(),
    }),
  })

  const life = createLife({
    audit, version: about.version, vaultShape: config.vault.shape, store, erasures, vaults, links, registry, relay, wake, webhook, media, server, coreServer, admin, health, events, clock,
  })
  return {
    version: about.version,
    ...life,
    reload: createReload(config, { server, coreServer, log, events, now: () => clock.now() }),
    linksUrl,
    coreUrl: () => coreServer?.url(),
    storeFailed: failed.promise,
  }
}

/** Others were free to act in this node's place: what its links rest on may be over. */
const loseLinks = (events: ReturnType<typeof createEvents>, links: Links): void => {
  events.nodeFenced()
  links.endAll()
}

const closerOf = (store: Store, media: { readonly close: () => void }): Pick<Store, 'close'> => ({ close: async () => {
  media.close()
  await store.close()
} })

/** The listeners of parties and of a core over HTTP; gives the store back where one cannot be made. */
const createServers = (config: Config, store: Pick<Store, 'close'>, links: LinksServerDeps, core: CoreServerDeps) =>
  orClose(store, async () => [await createLinksServer(config.links, links), await createCoreServer(config.core, core)] as const)

const orClose = async <T>(store: Pick<Store, 'close'>, make: () => T | Promise<T>): Promise<T> => {
  try {
    return await make()
  } catch (error) {
    await store.close()
    throw error
  }
}

interface Wiring {
  readonly timings: Timings
  readonly pen: AuditPen
  readonly patientNow: () => number
  readonly config: Config
  readonly vaults: Vaults | undefined
  readonly store: Store
  readonly keys: ServiceKeys
  readonly events: ReturnType<typeof createEvents>
  readonly clock: Clock
  readonly linksUrl: () => string
  readonly software: string
}

/** Registry, relay and links, which know each other through their ports only. */
const wireDomain = ({ timings, pen, patientNow, config, vaults, store, keys, events, clock, linksUrl, software }: Wiring) => {
  const { sealer, blindIndex, link, frank } = keys
  const machine = { now: () => clock.now(), monotonic: () => clock.monotonic(), randomBytes, randomUuid: randomUUID, timers: systemTimers }
  const identity = identityOf(keys, linksUrl)
  const closeLinks: Links['closeParty'] = (party, reason) => links.closeParty(party, reason)
  const announceLimits: Links['announceLimits'] = (party, policyVersion, limits) => { links.announceLimits(party, policyVersion, limits) }
  const requireCallable = createRequireCallable(config.outgoing.privateHosts)
  const asked = vaults && relayVaults(vaults, { monotonic: machine.monotonic, called: timings.vaultCalled })
  const registry = createRegistry({ ...machine, patientNow, store, audit: pen, sealer, blindIndex, gateway: identity, signAsGateway: (bytes) => link.sign(bytes), closeLinks, announceLimits, requireCallable, events, hardestStep: hardestStepOf(config), agreementRules: config.agreements }, asked && minterOf(asked, vaults.wrappingKey))
  const outgoing = createOutgoing(config.outgoing, { timers: systemTimers })
  const wake = wireWake({ store, keys, events, clock, outgoing })
  const vaultSide = asked && vaultSideOf(asked, registry.bundlesTaken)
  const relay = createRelay({ ...machine, attachmentUrl: (id) => attachmentUrl(linksUrl(), id), patientNow, deadLetterMs: config.privacy.deadLetterDays * DAY_MS, store, sealer, frank, blindIndex, wake, events, audit: pen, vaultSide, isSlowed: registry.enforcement.isSlowed, conduct: registry.enforcement.conduct })
  const links = createLinks({ proxies: config.links.proxies, capabilities: CAPABILITIES, software }, {
    ...machine,
    findParty: (party) => store.read.party(party), partyLinked: registry.agreements.linked,
    gatewayKey: link,
    handlers: createHandlers(registry, relay),
    deliverer: relay.deliverer,
    nodes: store.nodes,
    events,
    correlationId: randomUUID,
  })
  return { links, registry, relay, wake, outgoing }
}

/** What it says of itself. The port is known once the listener is bound, and no admission file is made before. */
const identityOf = ({ link, frank }: ServiceKeys, linksUrl: () => string) => ({ keyId: link.keyId, linkKey: link.jwk, frankKey: frank.jwk, get url() { return linksUrl() } })

/** The bytes of an attachment, at the listener that parties connect to. */
const attachmentUrl = (linksUrl: string, id: AttachmentId): string => new URL(`${MEDIA_PATH}/${id}`, linksUrl.replace(/^ws/, 'http')).href

/** The calls to parties that have no link. */
const wireWake = ({ store, keys, events, clock, outgoing }: Pick<Wiring, 'store' | 'keys' | 'events' | 'clock'> & { readonly outgoing: Outgoing }) => createWake({
  urlOf: createWakeUrls(store.read),
  waits: (party) => store.read.urgentWaits(party),
  nodes: store.nodes,
  call: createWakeCall({ outgoing, key: keys.link, clock, randomBytes }),
  monotonic: () => clock.monotonic(), timers: systemTimers, events,
})

const aboutOf = ({ links }: Config) => {
  const about = readAbout()
  return { ...about, source: links.sourceUrl ?? about.source }
}

const adminOptions = ({ admin }: Config) =>
  ({ socket: admin.socket, tcp: admin.tcp === undefined ? undefined : { ...admin.tcp.listen, tokensFile: admin.tcp.tokensFile } })

/** The hardest step that is taken by itself. */
const hardestStepOf = ({ enforcement: { automatic } }: Config): EnforcementStep | undefined => (automatic === 'off' ? undefined : automatic)

/** How links are tied to their connection where `provider add` says nothing else. */
const bindingModeOf = ({ links }: Config): BindingMode =>
  links.tls !== undefined ? 'exporter' : links.proxies.length > 0 ? 'proxy' : 'plain-loopback'
