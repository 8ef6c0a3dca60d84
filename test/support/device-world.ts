// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a core, a provider and their users' devices around a fake gateway, with real cryptography, in one line of a test.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Delivery } from '../../src/model/answers.ts'
import type { AdmissionFile, ApplicationFile } from '../../src/model/credentials.ts'
import { address, deviceId, keyId, userId, userReference } from '../../src/model/ids.ts'
import type { UserId } from '../../src/model/ids.ts'
import { createTrust, openDevice } from '../../src/sdk/device/index.ts'
import type { DeviceClient, DeviceOptions, InboxEntry } from '../../src/sdk/device/index.ts'
import { createHome } from '../../src/sdk/link/home.ts'
import type { Home } from '../../src/sdk/link/home.ts'
import { createPartyKeys } from '../../src/sdk/link/party-keys.ts'
import type { PartyKeys } from '../../src/sdk/link/party-keys.ts'
import { createLibsignal } from '../../src/signal/private/index.ts'
import { FakeBridge } from './fake-bridge.ts'
import type { FakeLink, Waiting } from './fake-bridge.ts'

export const crypto = createLibsignal()
/** The tests' clock starts here: 2027-01-15T08:00:00Z. */
const START = 1_800_000_000_000
export const DAY = 86_400_000

/** Of a test: what ends with it, and where it may write. */
interface Test { teardown(run: () => void | Promise<void>): void; testdir(): string }

/** A party with its secrets. */
export interface Party { readonly keys: PartyKeys; readonly application: ApplicationFile; readonly home: Home; readonly admission: AdmissionFile }

/** A user with one device. */
export interface Person { readonly user: UserId; readonly party: Party; readonly link: FakeLink; readonly file: string; device: DeviceClient }

export class DeviceWorld {
  readonly bridge: FakeBridge
  readonly core: Party
  readonly provider: Party
  readonly people: Person[] = []
  readonly #test: Test
  readonly #clock: { ms: number }
  #files = 0
  #folder: string | undefined

  constructor(test: Test, clock: { ms: number }, core: Party, provider: Party) {
    this.#test = test
    this.#clock = clock
    this.core = core
    this.provider = provider
    this.bridge = new FakeBridge(() => clock.ms)
  }

  readonly now = (): number => this.#clock.ms

  pass(ms: number): void {
    this.#clock.ms += ms
  }

  /** A new user of a party, enlisted, its device open. */
  async person(name: string, party: Party, options: { readonly inFile?: boolean } = {}): Promise<Person> {
    const user = userId(randomUUID())
    const link = this.bridge.link(party.keys.party)
    this.#files += 1
    const file = options.inFile === true ? join(this.#folder ??= this.#test.testdir(), `${name}-${this.#files}.db`) : ':memory:'
    const person: Person = { user, party, link, file, device: await openDevice(this.options(party, link, file)) }
    this.#test.teardown(() => person.device.close())
    await this.enlist(person, name)
    this.people.push(person)
    return person
  }

  options(party: Party, link: FakeLink, file: string): DeviceOptions {
    return { file, crypto, transport: link, trust: createTrust({ admission: party.admission }), now: this.now }
  }

  /** Has the home sign and the device enlist. */
  async enlist({ user, party, device }: Pick<Person, 'user' | 'party' | 'device'>, name: string): Promise<void> {
    const claim = device.prepareEnlistment({ userId: user, deviceId: deviceId(1) })
    const at = address(`${name}@${party.keys.party}`)
    await device.enlist({
      token: await party.home.signEnlistmentToken({ ...claim, address: at }), identityStatement: await party.home.signIdentityStatement(claim),
      userReference: userReference(name), displayName: name, address: at,
    })
  }

  /** A user of the core and one of the provider who may talk to each other. */
  async couple(options: { readonly inFile?: boolean } = {}): Promise<readonly [anna: Person, bruno: Person]> {
    const anna = await this.person('anna', this.provider, options)
    const bruno = await this.person('bruno', this.core, options)
    this.bridge.befriend(anna.user, bruno.user)
    await this.settle()
    return [anna, bruno]
  }

  /** Closes a device and opens its file again. */
  async reopen(person: Person): Promise<void> {
    await person.device.close().catch(() => undefined)
    person.device = await openDevice(this.options(person.party, person.link, person.file))
  }

  /** Delivers everything, and everything that follows from it. */
  async settle(): Promise<void> {
    for (let moved = true; moved;) {
      await Promise.all(this.people.map(({ device }) => device.idle()))
      moved = false
      for (const passing of this.bridge.passing.splice(0)) await this.glimpse(passing)
      for (const waiting of [...this.bridge.waiting]) moved = await this.deliver(waiting) || moved
    }
  }

  /** Hands an ephemeral message to its device, if it is there. */
  async glimpse(delivery: Delivery): Promise<void> {
    await this.people.find(({ user }) => user === delivery.recipientUser)?.link.glimpserOf(delivery.recipientUser)?.(delivery)
  }

  /** Hands one push to its device; false when the device did not take it. */
  async deliver(waiting: Waiting): Promise<boolean> {
    const handler = this.people.find(({ user }) => user === waiting.user)?.link.handlerOf(waiting.user)
    if (handler === undefined) return false
    try {
      await handler(waiting.push)
    } catch {
      return false
    }
    const at = this.bridge.waiting.indexOf(waiting)
    if (at >= 0) this.bridge.waiting.splice(at, 1)
    return true
  }
}

/** A world with a core and one provider. */
export const createDeviceWorld = async (test: Test): Promise<DeviceWorld> => {
  const clock = { ms: START }
  const now = (): number => clock.ms
  const gateway = await createPartyKeys({ party: 'gateway.example', role: 'core', displayName: 'Gateway' })
  const core = await createPartyKeys({ party: 'core.example', role: 'core', displayName: 'Core' })
  const provider = await createPartyKeys({ party: 'heron.example', role: 'provider', displayName: 'Heron' })
  const [linkKey] = gateway.application.linkKeys.keys
  const [frankKey] = gateway.application.issuerKeys.keys
  if (linkKey === undefined || frankKey === undefined) throw new Error('the keys were made above')
  const partyOf = ({ keys, application }: typeof core): Party => ({
    keys, application, home: createHome({ keys, gatewayId: keyId(linkKey.kid), now }),
    admission: {
      drawbridge: 'admission/1', party: application.party, role: application.role, bindingMode: 'plain-loopback',
      gateway: { id: keyId(linkKey.kid), url: 'ws://127.0.0.1:8443/', linkKey, frankKey },
      core: { party: core.application.party, issuerKeys: core.application.issuerKeys },
    },
  })
  const world = new DeviceWorld(test, clock, partyOf(core), partyOf(provider))
  world.bridge.issuerList = await issuerList(world, 1, [world.provider])
  return world
}

/** A list that the core of the world signs. */
export const issuerList = (world: DeviceWorld, version: number, parties: readonly Party[], state: 'live' | 'suspended' = 'live'): Promise<string> =>
  world.core.home.signIssuerList({
    version, parties: parties.map(({ application }) => ({ party: application.party, state, keys: application.issuerKeys.keys })),
  })

/** The texts in a device's inbox, in the order of arrival. */
export const textsOf = ({ device }: Person): readonly string[] =>
  entriesOf(device).flatMap((entry) => (entry.kind === 'text' ? [entry.text] : []))

/** Everything in a device's inbox, in the order of arrival. */
export const entriesOf = (device: DeviceClient): readonly InboxEntry[] => [...device.inbox({ limit: 500 })].sort((one, other) => one.arrival - other.arrival)
