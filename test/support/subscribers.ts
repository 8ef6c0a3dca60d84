// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import { address, deviceId, registrationId, userId, userReference } from '../../src/model/ids.ts'
import type { PartyId, UserId } from '../../src/model/ids.ts'
import type { DeviceKeys, Enlistment, PartyRequest, SignedDeviceList } from '../../src/model/requests.ts'
import type { IdentityKeys } from '../../src/model/signal-crypto.ts'
import { createLibsignal } from '../../src/signal/private/index.ts'
import { decodeDeviceList, decodeEnlistment, encodeDeviceList, encodeEnlistment } from '../../src/wire/gateway/index.ts'
import { identityTranscript } from '../../src/wire/transcript.ts'
import { START } from './registry-world.ts'
import type { RegistryWorld, TestParty } from './registry-world.ts'

type Request<Kind extends PartyRequest['kind']> = Extract<PartyRequest, { kind: Kind }>
type Fields = Omit<Enlistment, 'bytes'>

/** The real Signal keys of tests. */
export const signal = createLibsignal()

/** A device as its user's home lists it: number and registration. */
export type DeviceSpec = readonly [device: number, registration: number]

/** A person of a party with an identity of their own; not necessarily enlisted. */
export interface Subscriber {
  readonly home: TestParty
  readonly user: UserId
  readonly reference: string
  readonly forProvider: PartyId | undefined
  readonly address: string | undefined
  readonly identity: IdentityKeys
  readonly devices: readonly DeviceSpec[]
}

/** A person of a party; by default one device and, at a provider, no address. */
export const createSubscriber = (home: TestParty, changes: Partial<Subscriber> = {}): Subscriber => {
  const user = userId(randomUUID())
  return {
    home, user, reference: `ref ${user}`, forProvider: undefined, address: undefined, identity: signal.createIdentity(),
    devices: [[1, 1001]], ...changes,
  }
}

/** How an enlistment differs from the honest one. Everything is signed after the change unless it is a signature itself. */
export interface EnlistmentChanges {
  readonly fields?: Partial<Fields>
  readonly version?: number
  readonly devices?: readonly DeviceSpec[]
  readonly identity?: IdentityKeys
  readonly signature?: Uint8Array
}

/** What the person's device would send to take part. */
export const enlistRequest = async (person: Subscriber, changes: EnlistmentChanges = {}): Promise<Request<'enlist'>> => {
  const { version = 1, devices = person.devices, identity = person.identity } = changes
  const claim = { userId: person.user, identityKey: identity.publicKey, custody: 'DEVICE' } as const
  const typed = person.address === undefined ? undefined : address(person.address)
  const bytes = encodeEnlistment({
    userId: person.user, userReference: userReference(person.reference), forProvider: person.forProvider, address: typed,
    displayName: 'Ada', actor: 'PERSON', custody: 'DEVICE', identityKey: identity.publicKey,
    identityStatement: await person.home.home.signIdentityStatement({ ...claim, deviceListVersion: version }),
    devices: deviceList(person.user, identity, version, devices), deviceKeys: devices.map(([device]) => deviceKeys(identity, device)),
    token: await person.home.home.signEnlistmentToken({ ...claim, address: typed }), ...changes.fields,
  })
  const signature = changes.signature ?? signal.sign(identity, identityTranscript('drawbridge.v1 enlistment', bytes))
  return { kind: 'enlist', enlistment: decodeEnlistment(bytes), signature }
}

/** A device list as the identity signs it. */
export const deviceList = (user: UserId, identity: IdentityKeys, version: number, devices: readonly DeviceSpec[]): SignedDeviceList => {
  const list = encodeDeviceList({
    userId: user, version,
    devices: devices.map(([device, registration]) => ({ deviceId: deviceId(device), registrationId: registrationId(registration), capabilities: ['msg.text/1'] })),
  })
  return decodeDeviceList({ list, signature: signal.sign(identity, identityTranscript('drawbridge.v1 devices', list)) })
}

/** Lasting keys of a device. */
export const deviceKeys = (identity: IdentityKeys, device: number): DeviceKeys => ({
  deviceId: deviceId(device),
  signedPrekey: signal.createSignedPrekey(identity, 1, START).published,
  lastResortKyberPrekey: signal.createKyberPrekey(identity, 1, START).published,
})

/** What the person's home would send for a newer device list; `fresh` names the devices whose keys come along. */
export const updateDevicesRequest = async (
  person: Subscriber, version: number, devices: readonly DeviceSpec[], fresh: readonly number[] = [],
): Promise<Request<'updateDevices'>> => ({
  kind: 'updateDevices', userId: person.user, devices: deviceList(person.user, person.identity, version, devices),
  identityStatement: await person.home.home.signIdentityStatement({ userId: person.user, identityKey: person.identity.publicKey, custody: 'DEVICE', deviceListVersion: version }),
  deviceKeys: fresh.map((device) => deviceKeys(person.identity, device)),
})

/** One-time prekeys with the ids `from` to `to`, of both kinds or as named. */
export const prekeysRequest = (
  person: Subscriber, ids: { readonly ec?: readonly number[]; readonly kyber?: readonly number[] }, device = 1,
): Request<'putPrekeys'> => ({
  kind: 'putPrekeys', userId: person.user, deviceId: deviceId(device),
  oneTimePrekeys: (ids.ec ?? []).map((id) => signal.createOneTimePrekey(id).published),
  oneTimeKyberPrekeys: (ids.kyber ?? []).map((id) => signal.createKyberPrekey(person.identity, id, START).published),
  signedPrekey: undefined, lastResortKyberPrekey: undefined,
})

/** The numbers from `first` to `last`. */
export const range = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, index) => first + index)

/** A provider's person, enlisted. */
export const enlistOutside = async ({ registry }: RegistryWorld, home: TestParty, changes: Partial<Subscriber> = {}): Promise<Subscriber> => {
  const person = createSubscriber(home, changes)
  await registry.enlistments.enlist(home.caller, await enlistRequest(person))
  return person
}

/** How a core person takes part. */
export interface CoreWish {
  readonly optedIn?: boolean
  readonly allowed?: boolean
  readonly findable?: boolean
  readonly provider?: TestParty
}

/** A core person, opted in, allowing the provider and enlisted for it, unless told otherwise. */
export const enlistInside = async (world: RegistryWorld, changes: Partial<Subscriber>, wish: CoreWish = {}): Promise<Subscriber> => {
  const { provider = world.heron } = wish
  const person = createSubscriber(world.core, { ...changes, forProvider: provider.party })
  await setParticipation(world, person, wish)
  await setChoice(world, person, wish)
  // The address of a core person is the participation's, not the enlistment's.
  await world.registry.enlistments.enlist(world.core.caller, await enlistRequest({ ...person, address: undefined }))
  return person
}

/** Ring 1 of a core person. */
export const setParticipation = ({ registry, core }: RegistryWorld, person: Subscriber, { optedIn = true, findable = true }: CoreWish = {}) =>
  registry.participation.setParticipation(core.caller, {
    kind: 'setParticipation', userReference: userReference(person.reference), optedIn, findable,
    address: person.address === undefined ? undefined : address(person.address),
  })

/** Ring 2 of a core person. */
export const setChoice = ({ registry, core, heron }: RegistryWorld, person: Subscriber, { allowed = true, provider = heron }: CoreWish = {}) =>
  registry.participation.setProviderChoice(core.caller, {
    kind: 'setProviderChoice', userReference: userReference(person.reference), provider: provider.party, allowed, inbox: 'separate', label: 'Heron people',
  })
