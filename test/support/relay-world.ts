// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import type { Test } from 'tap'
import type { Answer, Delivery, EventBody, PushedEvent } from '../../src/model/answers.ts'
import { deviceId, instanceName, linkId, registrationId, submissionId } from '../../src/model/ids.ts'
import type { PartyId } from '../../src/model/ids.ts'
import type { EnvelopeView, Submission } from '../../src/model/requests.ts'
import { createRelay } from '../../src/relay/index.ts'
import type { Relay, RelayDeps, RelayEvents, StreamHandle, Window } from '../../src/relay/index.ts'
import type { Nodes } from '../../src/store/nodes.ts'
import type { Store } from '../../src/store/port.ts'
import { openRegistryWorld, seededRandomness } from './registry-world.ts'
import type { RegistryWorld, TestParty, Told, WorldOptions } from './registry-world.ts'
import type { Subscriber } from './subscribers.ts'
import { createTurnedTimers } from './turned-timers.ts'
import type { TurnedTimers } from './turned-timers.ts'
import { openPair } from './unwilling.ts'
import type { Attempt, OpenPair } from './unwilling.ts'

/** A registry and a relay over one real store. */
export interface RelayWorld extends RegistryWorld {
  readonly relay: Relay
  readonly relayDeps: RelayDeps
  readonly timers: TurnedTimers
  /** Parties that were to be woken. */
  readonly woken: PartyId[]
  /** Resolves when nothing is under way in store and relay. */
  readonly quiet: () => Promise<void>
}

/** A fresh world; it stops with the test, and fails it if anything failed in the background. */
export const openRelayWorld = async (t: Test, options: WorldOptions = {}): Promise<RelayWorld> => {
  const traffic = countTraffic()
  const world = await openRegistryWorld(t, { ...options, wrapStore: (store) => traffic.counted(options.wrapStore?.(store) ?? store) })
  const timers = createTurnedTimers(world.clock)
  const woken: PartyId[] = []
  const relayDeps: RelayDeps = {
    isSlowed: world.registry.enforcement.isSlowed, conduct: world.registry.enforcement.conduct,
    wake: { due: (party) => { woken.push(party) }, connected: () => undefined },
    store: world.store, audit: world.deps.audit, sealer: world.serviceKeys.sealer, frank: world.serviceKeys.frank, blindIndex: world.serviceKeys.blindIndex, events: recordingEvents(world.told), now: world.clock.now, patientNow: world.clock.now, monotonic: world.clock.now, timers,
    randomBytes: seededRandomness('relay').randomBytes, randomUuid: randomUUID, attachmentUrl: (id) => `http://127.0.0.1/v1/attachments/${id}`,
  }
  const relay = createRelay(relayDeps)
  t.teardown(() => relay.stop())
  return { ...world, relay, relayDeps, timers, woken, quiet: traffic.quiet }
}

/** Another node on the same store, with a relay of its own; it stops with the test. */
export const openNode = (t: Test, world: RelayWorld, nodes: Nodes): RelayWorld => {
  const relayDeps: RelayDeps = { ...world.relayDeps, store: { ...world.store, nodes } }
  const relay = createRelay(relayDeps)
  t.teardown(() => relay.stop())
  return { ...world, relay, relayDeps }
}

/** Two people who may talk, and no event waiting for their parties any more. */
export const openTalk = async (world: RelayWorld): Promise<OpenPair> => {
  const pair = await openPair(world)
  await clearEvents(world)
  return pair
}

/** Forgets the events that wait. */
export const clearEvents = async ({ store, core, heron }: RelayWorld): Promise<void> => {
  for (const { party } of [core, heron]) await store.write.acknowledge(party, [], (await store.read.eventPage(party, 0, 100)).map(({ id }) => id))
}

/** An envelope for a device; `text` stands for the ciphertext. */
export const envelope = (text: string, device = 1, registration = 1001, type: EnvelopeView['type'] = 2): EnvelopeView =>
  ({ deviceId: deviceId(device), registrationId: registrationId(registration), type, bytes: Buffer.from(text) })

/** A message from one person's first device to another's, for sending as it is or changed. */
export const messageOf = ({ sender, recipient, token }: Attempt, text: string, changes: Partial<Submission> = {}): Submission => ({
  submissionId: submissionId(randomUUID()), senderUser: sender.user, senderDevice: deviceId(1), recipientUser: recipient.user, consentToken: token,
  envelopes: [envelope(text)], commitment: Buffer.alloc(32, 7), messageClass: 'normal', urgent: false, ttlSeconds: 0, partial: false, attachments: [], ...changes,
})

/** From the provider's user to the core's. */
export const there = ({ ada, bo, token }: OpenPair): Attempt => ({ sender: ada, recipient: bo, token })
/** From the core's user to the provider's. */
export const back = ({ ada, bo, backToken }: OpenPair): Attempt => ({ sender: bo, recipient: ada, token: backToken })

/** Submits over the sender's own link. */
export const submit = ({ relay }: RelayWorld, sender: Subscriber, submission: Submission): Promise<Answer> => relay.accept(sender.home.caller, { kind: 'submit', submission })

/** Sends these texts one after the other. */
export const say = async (world: RelayWorld, attempt: Attempt, ...texts: readonly string[]): Promise<void> => {
  for (const text of texts) {
    const answer = await submit(world, attempt.sender, messageOf(attempt, text))
    if (answer.kind !== 'accepted') throw new Error(`not accepted but ${answer.kind}`)
  }
}

/** What a test's link takes: by default 64 pushes of any size, also of one lane. */
export interface TestLinkOptions {
  readonly window?: number
  readonly bytes?: number
  readonly lane?: Window
  readonly instance?: string
  readonly takesEphemeral?: boolean
}

/** A party's link that only notes what it is given. */
export class TestLink {
  readonly pushes: (Delivery | PushedEvent)[] = []
  /** Number of pushes by which the queue was said to be empty. */
  readonly emptyAfter: number[] = []
  readonly handle: StreamHandle
  /** Whether the reader takes nothing now. */
  isBehind = false
  readonly #quiet: () => Promise<void>

  constructor(world: RelayWorld, party: TestParty, options: TestLinkOptions = {}) {
    const { window = 64, instance = 'one', bytes = Infinity, lane = { frames: Infinity, bytes: Infinity } } = options
    this.#quiet = world.quiet
    this.handle = world.relay.deliverer.attach({
      party: party.party, instance: instanceName(instance), link: linkId(randomUUID()),
      window: { frames: window, bytes }, laneWindow: lane, takesEphemeral: options.takesEphemeral ?? true,
      isBehind: () => this.isBehind,
      push: (item) => { this.pushes.push(item) },
      queueEmpty: () => { this.emptyAfter.push(this.pushes.length) },
    })
  }

  /** Begins to take pushes; resolves when there is nothing more to come. */
  async start(): Promise<this> {
    this.handle.start()
    await this.#quiet()
    return this
  }

  /** Acknowledges and waits until everything that follows from it has come. */
  async acknowledge(upTo: number, also: readonly number[] = []): Promise<void> {
    this.handle.acknowledge(upTo, also)
    await this.#quiet()
  }

  async refuse(streamSequence: number, retryable: boolean, reason = 'no room'): Promise<void> {
    this.handle.refuse(streamSequence, reason, retryable)
    await this.#quiet()
  }

  async detach(): Promise<void> {
    this.handle.detach()
    await this.#quiet()
  }

  /** Texts of the messages, in the order in which they came. */
  get texts(): string[] {
    return this.pushes.flatMap((item) => (item.kind === 'deliver' ? [Buffer.from(item.envelope).toString()] : []))
  }

  /** Bodies of the events, in the order in which they came. */
  get events(): EventBody[] {
    return this.pushes.flatMap((item) => (item.kind === 'event' ? [item.body] : []))
  }
}

/** Turns of the event loop without any traffic after which nothing more can come: a commit takes two. */
const QUIET_TURNS = 8

const countTraffic = () => {
  let underWay = 0
  const count = <Calls extends object>(calls: Calls): Calls => Object.fromEntries(Object.entries(calls).map(([name, call]: [string, (...args: unknown[]) => Promise<unknown>]) => [
    name, async (...args: unknown[]) => {
      underWay += 1
      try {
        return await call(...args)
      } finally {
        underWay -= 1
      }
    },
  ])) as unknown as Calls
  return {
    counted: (store: Store): Store => ({ ...store, read: count(store.read), write: count(store.write) }),
    quiet: async (): Promise<void> => {
      for (let turns = 0; turns < QUIET_TURNS; turns = underWay === 0 ? turns + 1 : 0) await new Promise((resolve) => { setImmediate(resolve) })
    },
  }
}

const EVENT_NAMES = [
  'messageAccepted', 'messageDenied', 'messageDelivered', 'messageWithheld', 'messageRefused', 'messageExpired', 'messageParked', 'messageRetried', 'messageDropped',
  'messagePushed', 'messageAcked', 'resendAsked', 'messageLost', 'ticketIssued', 'vaultRefused', 'reportTaken', 'reportDropped', 'backgroundFailed', 'untakenReplayed',
] as const satisfies readonly (keyof RelayEvents)[]

const recordingEvents = (told: Told[]): RelayEvents =>
  Object.fromEntries(EVENT_NAMES.map((name) => [name, (...details: unknown[]) => { told.push([name, ...details]) }])) as unknown as RelayEvents
