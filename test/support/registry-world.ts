// SPDX-License-Identifier: AGPL-3.0-only
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import type { Answer, EventBody } from '../../src/model/answers.ts'
import type { ApplicationFile } from '../../src/model/credentials.ts'
import { GatewayError } from '../../src/model/errors.ts'
import { instanceName, keyId, partyId } from '../../src/model/ids.ts'
import type { PartyId } from '../../src/model/ids.ts'
import { mintVerifiedParty } from '../../src/model/proofs/mint-verified-party.ts'
import type { VerifiedParty } from '../../src/model/proofs/verified-party.ts'
import type { Role } from '../../src/model/values.ts'
import { createAuditPen } from '../../src/ops/audit/pen.ts'
import { mintKeyMaterial } from '../../src/ops/key-file.ts'
import { createServiceKeys } from '../../src/ops/keys.ts'
import type { ServiceKeys } from '../../src/ops/keys.ts'
import { createRequireCallable } from '../../src/ops/outgoing/index.ts'
import { createRegistry } from '../../src/registry/index.ts'
import type { Registry, RegistryDeps, RegistryEvents } from '../../src/registry/index.ts'
import { openEvent } from '../../src/registry/sealed-event.ts'
import { createHome } from '../../src/sdk/link/home.ts'
import type { Home } from '../../src/sdk/link/home.ts'
import { createPartyKeys } from '../../src/sdk/link/party-keys.ts'
import type { PartyKeys } from '../../src/sdk/link/party-keys.ts'
import type { Store } from '../../src/store/port.ts'
import { openSqliteStore } from '../../src/store/sqlite/index.ts'
import { encodeGatewayFrame } from '../../src/wire/gateway/index.ts'
import { createTurnedTimers } from './turned-timers.ts'

/** Where the tests' time begins, in ms: a whole second, so that claims are easy to compare. */
export const START = 1_800_000_000_000
export const DAY_MS = 86_400_000

/** Time that only a test moves; both clocks go together. */
export interface TestClock { readonly now: () => number; readonly advance: (ms: number) => void }

/** A party with everything that it and its link would hold. */
export interface TestParty {
  readonly party: PartyId
  readonly role: Role
  readonly caller: VerifiedParty
  readonly keys: PartyKeys
  readonly application: ApplicationFile
  readonly home: Home
}

/** Something that was reported to the operator: the event's name and its arguments. */
export type Told = readonly [name: string, ...details: unknown[]]

/** A registry over a real store, one core and two providers. */
export interface RegistryWorld {
  readonly store: Store
  readonly registry: Registry
  readonly clock: TestClock
  readonly serviceKeys: ServiceKeys
  readonly deps: RegistryDeps
  readonly core: TestParty
  readonly heron: TestParty
  readonly egret: TestParty
  readonly told: Told[]
  /** Parties whose links were closed, with the state that the store had by then. */
  readonly closedLinks: { readonly party: PartyId; readonly reason: string; readonly state: string | undefined }[]
  /** Bodies of the events that wait for a party, oldest first. */
  eventsFor(party: TestParty): Promise<readonly EventBody[]>
}

/** How a world differs from the plain one. */
export interface WorldOptions {
  /** Stands between the registry and its store. */
  readonly wrapStore?: (store: Store) => Store
  /** Set when a test provokes failures in the background itself. */
  readonly mayFail?: boolean
}

/** A fresh world; it ends with the test, and fails it if anything failed in the background. */
export const openRegistryWorld = async (t: Test, options: WorldOptions = {}): Promise<RegistryWorld> => {
  const real = await openTestStore(t)
  const store = options.wrapStore?.(real) ?? real
  const [clock, told, serviceKeys] = [createTestClock(), [] as Told[], createServiceKeys(mintKeyMaterial())]
  const closedLinks: RegistryWorld['closedLinks'] = []
  const deps: RegistryDeps = {
    store, audit: createAuditPen({ now: clock.now, logId: serviceKeys.logId }), sealer: serviceKeys.sealer, blindIndex: serviceKeys.blindIndex, events: recordingEvents(told),
    gateway: { keyId: serviceKeys.link.keyId, url: 'ws://127.0.0.1:1/link', linkKey: serviceKeys.link.jwk, frankKey: serviceKeys.frank.jwk },
    signAsGateway: (bytes) => serviceKeys.link.sign(bytes),
    announceLimits: (party, policyVersion, limits) => { told.push(['announceLimits', party, policyVersion, limits]) },
    closeLinks: async (party, reason) => { closedLinks.push({ party, reason, state: (await real.read.party(party))?.state }) },
    requireCallable: createRequireCallable([]), hardestStep: 'suspend', agreementRules: { requireReport: false, requireRotation: false, reportDays: 90 },
    now: clock.now, patientNow: clock.now, monotonic: clock.now, timers: createTurnedTimers(clock), ...seededRandomness('registry'),
  }
  const registry = createRegistry(deps)
  const join = (name: string, role: Role): Promise<TestParty> => admitParty(registry, serviceKeys, clock, name, role)
  const [core, heron, egret] = [await join('wren.example', 'core'), await join('heron.example', 'provider'), await join('egret.example', 'provider')]
  t.teardown(async () => {
    await registry.surfacing.idle()
    const failure = told.find(([name]) => name === 'backgroundFailed')
    if (failure && !options.mayFail) throw new Error('something failed in the background', { cause: failure })
  })
  const eventsFor = async ({ party }: TestParty) => (await store.read.eventPage(party, 0, 1_000)).map((row) => openEvent(serviceKeys.sealer, row) as EventBody)
  return { store, registry, clock, serviceKeys, deps, core, heron, egret, told, closedLinks, eventsFor }
}

const openStoreIn = (path: string): Promise<Store> => (
  openSqliteStore({ path, lingerMs: 0, onUnhealthy: (error) => { throw error instanceof Error ? error : new Error(String(error)) } }))

/** A store of this version's schema with nothing in it, as bytes: each test would migrate its own else, for longer than most of them take. */
const migrate = async (): Promise<Uint8Array> => {
  const path = await mkdtemp(join(tmpdir(), 'drawbridge-'))
  await (await openStoreIn(path)).close()
  const bytes = await readFile(join(path, 'drawbridge.db'))
  await rm(path, { recursive: true })
  return bytes
}
let empty: Promise<Uint8Array> | undefined

/** An empty store in a folder of its own, both gone with the test. */
export const openTestStore = async (t: Test): Promise<Store> => {
  const path = await mkdtemp(join(tmpdir(), 'drawbridge-'))
  await writeFile(join(path, 'drawbridge.db'), await (empty ??= migrate()), { mode: 0o600 })
  const store = await openStoreIn(path)
  t.teardown(async () => {
    await store.close()
    await rm(path, { recursive: true })
  })
  return store
}

/** Time from {@link START}. */
export const createTestClock = (): TestClock => {
  let time = START
  return { now: () => time, advance: (ms) => { time += ms } }
}

/** Random-looking bytes and UUIDs that are the same in every run. */
export const seededRandomness = (seed: string): { readonly randomBytes: (length: number) => Uint8Array; readonly randomUuid: () => string } => {
  let drawn = 0
  const block = (): Buffer => createHash('sha256').update(`${seed} ${String(drawn++)}`).digest()
  const randomBytes = (length: number): Uint8Array => Buffer.concat(Array.from({ length: Math.ceil(length / 32) }, block)).subarray(0, length)
  return { randomBytes, randomUuid: () => uuidOf(randomBytes(16)) }
}

/** What a party would receive for a request: the bytes of the answer, or of the error. */
export const answerBytes = async (request: Promise<Answer>): Promise<string> => {
  return Buffer.from(encodeGatewayFrame(7, await request.catch(errorAnswer))).toString('hex')
}

const errorAnswer = (error: unknown): Answer => {
  if (!(error instanceof GatewayError)) throw error
  return { kind: 'error', code: error.code, detail: error.detail, correlationId: '', retryAfterSeconds: 0 }
}

const uuidOf = (bytes: Uint8Array): string => {
  const hex = Buffer.from(bytes).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const admitParty = async (registry: Registry, serviceKeys: ServiceKeys, clock: TestClock, name: string, role: Role): Promise<TestParty> => {
  const { keys, application } = await createPartyKeys({ party: name, role, displayName: name })
  await registry.parties.add(application, 'plain-loopback', { actor: 'socket', reason: '' })
  const party = partyId(name)
  const caller = mintVerifiedParty({ party, role, instance: instanceName('test'), keyId: keyId(keys.linkKey.kid) })
  return { party, role, caller, keys, application, home: createHome({ keys, gatewayId: serviceKeys.link.keyId, now: clock.now }) }
}

const EVENT_NAMES = [
  'partyAdded', 'partySuspended', 'partyResumed', 'agreementMoved', 'limitsChanged', 'userEnlisted', 'userErased', 'userExported', 'userErasedByOperator', 'identityChanged', 'contactRequested', 'contactSurfaced', 'manyNewTargets',
  'enforced', 'enforcementEnded', 'appealed', 'appealDecided',
  'contactGranted', 'contactAnswered', 'issuerListPut', 'vaultKeysRewrapped', 'vaultKeysRenewed', 'backgroundFailed',
] as const satisfies readonly (keyof RegistryEvents)[]

const recordingEvents = (told: Told[]): RegistryEvents =>
  Object.fromEntries(EVENT_NAMES.map((name) => [name, (...details: unknown[]) => { told.push([name, ...details]) }])) as unknown as RegistryEvents
