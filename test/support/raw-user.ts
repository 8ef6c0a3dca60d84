// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a user whose keys the test itself holds, so that it can say things that no honest device would say.
import { randomBytes, randomUUID } from 'node:crypto'
import type { Delivery } from '../../src/model/answers.ts'
import { deviceId, submissionId, userId, userReference } from '../../src/model/ids.ts'
import type { DeviceId, RegistrationId, SubmissionId, UserId } from '../../src/model/ids.ts'
import type { DeviceKeys, Enlistment, SignedDeviceList } from '../../src/model/requests.ts'
import { EnvelopeType } from '../../src/model/signal-crypto.ts'
import type {
  Bundle, Bytes, IdentityKeys, LocalEnd, MintedPrekey, PrekeyRecords, PublicPrekey, RemoteEnd, SealedMessage, SignedPublicPrekey,
} from '../../src/model/signal-crypto.ts'
import type { Custody } from '../../src/model/values.ts'
import { commitmentOf, decodeContent, encodeContent, messageId, plaintextOf, splitPlaintext } from '../../src/wire/content/index.ts'
import type { Content, SayableBody } from '../../src/wire/content/index.ts'
import { decodeEnvelope, encodeDeviceList, encodeEnlistment, encodeEnvelope } from '../../src/wire/gateway/index.ts'
import { identityTranscript } from '../../src/wire/transcript.ts'
import { crypto } from './device-world.ts'
import type { DeviceWorld, Party, Person } from './device-world.ts'

/** One device of the user. */
interface RawDevice {
  readonly registrationId: RegistrationId
  readonly signed: MintedPrekey<SignedPublicPrekey>
  readonly kyber: MintedPrekey<SignedPublicPrekey>
  readonly oneTime: Map<number, MintedPrekey<PublicPrekey>>
  /** Sessions with peers, by user. */
  readonly sessions: Map<UserId, Bytes>
}

/** What is said, where it is not what an honest device would say. */
export interface Said {
  readonly senderUser?: UserId
  readonly recipientUser?: UserId
  readonly messageId?: string
  readonly resendOf?: SubmissionId
  readonly body?: SayableBody
}

export class RawUser {
  readonly world: DeviceWorld
  readonly party: Party
  readonly user: UserId
  identity: IdentityKeys = crypto.createIdentity()
  custody: Custody = 'DEVICE'
  /** What the list says that each device can. */
  capabilitiesOf: (device: DeviceId) => readonly string[] = () => []
  readonly devices = new Map<DeviceId, RawDevice>()

  constructor(world: DeviceWorld, party: Party, deviceIds: readonly number[] = [1]) {
    this.world = world
    this.party = party
    this.user = userId(randomUUID())
    for (const id of deviceIds) this.addDevice(id)
  }

  addDevice(id: number): void {
    this.devices.set(deviceId(id), {
      registrationId: crypto.createRegistrationId(), signed: crypto.createSignedPrekey(this.identity, 1, this.world.now()),
      kyber: crypto.createKyberPrekey(this.identity, 1, this.world.now()), oneTime: new Map(), sessions: new Map(),
    })
  }

  /** A new identity with new prekeys, on the same devices. */
  changeIdentity(): void {
    this.identity = crypto.createIdentity()
    const ids = [...this.devices.keys()]
    this.devices.clear()
    for (const id of ids) this.addDevice(id)
  }

  device(id = 1): RawDevice {
    const device = this.devices.get(deviceId(id))
    if (device === undefined) throw new Error('no such device')
    return device
  }

  /** A device list as signed by the identity key, or by another. */
  list(version: number, by: IdentityKeys = this.identity, of: UserId = this.user): SignedDeviceList {
    const devices = [...this.devices].map(([id, { registrationId }]) => ({ deviceId: id, registrationId, capabilities: this.capabilitiesOf(id) }))
    const list = encodeDeviceList({ userId: of, version, devices })
    return { userId: of, version, devices, list, signature: crypto.sign(by, identityTranscript('drawbridge.v1 devices', list)) }
  }

  statement(version: number, home = this.party.home): Promise<string> {
    return home.signIdentityStatement({ userId: this.user, identityKey: this.identity.publicKey, custody: this.custody, deviceListVersion: version })
  }

  /** Puts the user's keys into the gateway, as an enlistment would. */
  async enlist(version = 1, devices = this.list(version)): Promise<void> {
    const keys: DeviceKeys[] = [...this.devices].map(([id, { signed, kyber }]) => (
      { deviceId: id, signedPrekey: signed.published, lastResortKyberPrekey: kyber.published }))
    const fields: Omit<Enlistment, 'bytes'> = {
      userId: this.user, userReference: userReference('raw'), forProvider: undefined, address: undefined, displayName: 'Raw', actor: 'PERSON',
      custody: this.custody, identityKey: this.identity.publicKey, identityStatement: await this.statement(version), devices, deviceKeys: keys, token: 'x.y.z',
    }
    this.world.bridge.users.set(this.user, {
      party: this.party.keys.party, enlistment: { ...fields, bytes: encodeEnlistment(fields) }, lasting: new Map(keys.map((one) => [one.deviceId, one])),
      oneTime: new Map(), oneTimeKyber: new Map(),
    })
  }

  /** Takes what waits for one of the user's devices. */
  receive(id = 1): readonly Delivery[] {
    const { waiting } = this.world.bridge
    const mine = waiting.filter(({ user, device }) => user === this.user && device === deviceId(id))
    for (const one of mine) waiting.splice(waiting.indexOf(one), 1)
    return mine.flatMap(({ push }) => (push.kind === 'deliver' ? [push] : []))
  }

  /** Opens a message as an honest device would. */
  async open(delivery: Delivery): Promise<Content> {
    const device = this.device(delivery.recipientDevice)
    const { type, ciphertext } = decodeEnvelope(delivery.envelope)
    if (type === EnvelopeType.PLAINTEXT) throw new Error('a retry request')
    const opened = await crypto.open(this.local(delivery.recipientDevice), this.remote(delivery.senderUser), device.sessions.get(delivery.senderUser),
      { type, ciphertext: new Uint8Array(ciphertext) }, recordsOf(device))
    device.sessions.set(delivery.senderUser, opened.session)
    return decodeContent(splitPlaintext(opened.plaintext).contentBytes)
  }

  /** Opens a session to a person's device from keys that the gateway holds. */
  async connect(person: Person, id = 1, options: { readonly oneTime?: boolean } = {}): Promise<void> {
    const held = this.world.bridge.users.get(person.user)
    const lasting = held?.lasting.get(deviceId(1))
    const registrationId = held?.enlistment.devices.devices[0]?.registrationId
    if (held === undefined || lasting === undefined || registrationId === undefined) throw new Error('not enlisted')
    const copy = <T extends PublicPrekey>(prekey: T): T => structuredClone(prekey)
    const bundle: Bundle = {
      registrationId, identityKey: new Uint8Array(held.enlistment.identityKey), signedPrekey: copy(lasting.signedPrekey as SignedPublicPrekey),
      kyberPrekey: copy((options.oneTime === false ? lasting.lastResortKyberPrekey : held.oneTimeKyber.get(deviceId(1))?.shift()) as SignedPublicPrekey),
      oneTimePrekey: options.oneTime === false ? undefined : held.oneTime.get(deviceId(1))?.shift() as PublicPrekey,
    }
    const device = this.device(id)
    device.sessions.set(person.user, await crypto.startSession(this.local(id), this.remote(person.user), bundle, undefined, this.world.now()))
  }

  /** Seals content to a person, whatever it says, and returns the delivery that an honest gateway would make of it. */
  async say(person: Person, text: string, said: Said = {}, id = 1): Promise<Delivery> {
    const content = encodeContent({
      messageId: messageId(said.messageId ?? randomUUID()), senderUser: said.senderUser ?? this.user, recipientUser: said.recipientUser ?? person.user,
      conversationId: undefined, sentAtMs: this.world.now(), body: said.body ?? { kind: 'text', text }, replyTo: undefined, expiresInSeconds: 0,
      resendOf: said.resendOf,
    })
    return this.sayBytes(person, content, id)
  }

  /** As {@link say}, with any bytes as content. */
  async sayBytes(person: Person, content: Uint8Array, id = 1): Promise<Delivery> {
    const frankingKey = new Uint8Array(randomBytes(32))
    const device = this.device(id)
    const session = device.sessions.get(person.user)
    if (session === undefined) throw new Error('no session')
    const sealed = await crypto.seal(this.local(id), this.remote(person.user), session, plaintextOf(frankingKey, content), this.world.now())
    device.sessions.set(person.user, sealed.session)
    return this.deliveryOf(person, sealed.message, commitmentOf(frankingKey, content), id)
  }

  /** The delivery of a sealed message, or of a retry request. */
  deliveryOf(person: Person, message: SealedMessage | { readonly type: typeof EnvelopeType.PLAINTEXT; readonly ciphertext: Bytes }, commitment: Uint8Array, id = 1): Delivery {
    const registrationId = this.world.bridge.users.get(person.user)?.enlistment.devices.devices[0]?.registrationId
    if (registrationId === undefined) throw new Error('not enlisted')
    return {
      kind: 'deliver', streamSequence: 1, submissionId: submissionId(randomUUID()), senderUser: this.user, senderDevice: deviceId(id),
      recipientUser: person.user, recipientDevice: deviceId(1), laneSequence: 1, gatewayTimeMs: this.world.now(), attempt: 1, commitment, frank: undefined,
      envelope: encodeEnvelope({ deviceId: deviceId(1), registrationId, ...message }), urgent: false, late: false,
    }
  }

  local(id: number): LocalEnd {
    return { address: { user: this.user, device: deviceId(id) }, identity: this.identity, registrationId: this.device(id).registrationId }
  }

  remote(user: UserId): RemoteEnd {
    const identityKey = this.world.bridge.users.get(user)?.enlistment.identityKey
    return { address: { user, device: deviceId(1) }, identityKey: identityKey && new Uint8Array(identityKey) }
  }
}

const recordsOf = (device: RawDevice): PrekeyRecords => ({
  oneTime: (id) => device.oneTime.get(id)?.record,
  signed: (id) => (id === device.signed.published.id ? device.signed.record : undefined),
  kyber: (id) => (id === device.kyber.published.id ? device.kyber.record : undefined),
})
