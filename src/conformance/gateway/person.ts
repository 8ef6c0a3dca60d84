// SPDX-License-Identifier: AGPL-3.0-only
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { STATEMENT_TYPE, TOKEN_TYPE } from '../../model/credentials.ts'
import { address, deviceId, partyId, userId, userReference } from '../../model/ids.ts'
import type { Address, DeviceId, RegistrationId, UserId, UserReference } from '../../model/ids.ts'
import { keyAlgorithm } from '../../model/jwk.ts'
import type { DeviceKeys, Enlistment, PartyRequest, SignedDeviceList } from '../../model/requests.ts'
import type { IdentityKeys, MintedPrekey, PublicPrekey, SignedPublicPrekey } from '../../model/signal-crypto.ts'
import type { Custody } from '../../model/values.ts'
import { privateKeyObject } from '../../sdk/link/party-keys.ts'
import type { PartyKeys } from '../../sdk/link/index.ts'
import { createLibsignal } from '../../signal/private/index.ts'
import { decodeDeviceList, encodeDeviceList, encodeEnlistment } from '../../wire/gateway/index.ts'
import { identityTranscript } from '../../wire/transcript.ts'
import type { Party } from './party.ts'

/** Makes and uses keys as every endpoint does. */
export const signal = createLibsignal()

/** A device of a person whom the kit plays. */
export interface PlayedDevice {
  readonly registrationId: RegistrationId
  readonly signed: MintedPrekey<SignedPublicPrekey>
  readonly kyber: MintedPrekey<SignedPublicPrekey>
  readonly oneTime: readonly MintedPrekey<PublicPrekey>[]
  readonly oneTimeKyber: readonly MintedPrekey<SignedPublicPrekey>[]
}

/** How a signed text differs from the honest one; `undefined` takes a claim away. */
export interface Forged {
  readonly header?: Readonly<Record<string, unknown>>
  readonly claims?: Readonly<Record<string, unknown>>
  readonly by?: PartyKeys['issuerKey']
}

/** How an enlistment differs from the honest one. */
export interface EnlistmentChanges {
  readonly fields?: Partial<Omit<Enlistment, 'bytes'>>
  readonly token?: Forged
  readonly statement?: Forged
  /** Who signs the enlistment, and who the device list. */
  readonly signedBy?: IdentityKeys
  readonly list?: SignedDeviceList
}

/** How somebody takes part. */
export interface PersonOptions {
  readonly devices?: readonly number[]
  readonly address?: boolean
  readonly forProvider?: Party
}

const JTI_BYTES = 16
const TOKEN_SECONDS = 300

/** Somebody of a party, with real keys that were made for one scenario. */
export class Person {
  readonly party: Party
  readonly user: UserId = userId(randomUUID())
  readonly reference: UserReference
  /** Of the enlistment; a core user's is its core's to say. */
  readonly address: Address | undefined
  /** What people would type. */
  readonly reachableAt: Address
  readonly custody: Custody = 'DEVICE'
  readonly devices = new Map<DeviceId, PlayedDevice>()
  readonly forProvider: Party | undefined
  identity: IdentityKeys = signal.createIdentity()
  version = 1

  constructor(party: Party, { devices = [1], address: hasAddress = false, forProvider }: PersonOptions = {}) {
    const name = `c${randomBytes(8).toString('hex')}`
    this.party = party
    this.reference = userReference(name)
    this.reachableAt = address(`${name}@${party.keys.party}`)
    this.address = hasAddress ? this.reachableAt : undefined
    this.forProvider = forProvider
    for (const id of devices) this.addDevice(id)
  }

  /** One more device, with keys of its own. */
  addDevice(id: number): void {
    this.devices.set(deviceId(id), {
      registrationId: signal.createRegistrationId(), signed: signal.createSignedPrekey(this.identity, 1, Date.now()), kyber: signal.createKyberPrekey(this.identity, 1, Date.now()),
      oneTime: [1, 2].map((number) => signal.createOneTimePrekey(number)), oneTimeKyber: [2, 3].map((number) => signal.createKyberPrekey(this.identity, number, Date.now())),
    })
  }

  /** The user has one device less. */
  dropDevice(id: number): void {
    this.devices.delete(deviceId(id))
  }

  /** A new identity, as after a new installation, on the same devices. */
  reinstall(): void {
    this.identity = signal.createIdentity()
    const ids = [...this.devices.keys()]
    this.devices.clear()
    for (const id of ids) this.addDevice(id)
  }

  /** A device of the user's. */
  device(id = 1): PlayedDevice {
    const device = this.devices.get(deviceId(id))
    if (device === undefined) throw new Error('no such device')
    return device
  }

  /** The device list, signed by the user's identity key or by another. */
  list(version = this.version, by: IdentityKeys = this.identity, of: UserId = this.user): SignedDeviceList {
    const devices = [...this.devices].map(([id, { registrationId }]) => ({ deviceId: id, registrationId, capabilities: [] }))
    const list = encodeDeviceList({ userId: of, version, devices })
    return decodeDeviceList({ list, signature: signal.sign(by, identityTranscript('drawbridge.v1 devices', list)) })
  }

  /** The lasting keys of all devices. */
  deviceKeys(): readonly DeviceKeys[] {
    return [...this.devices].map(([id, { signed, kyber }]) => ({ deviceId: id, signedPrekey: signed.published, lastResortKyberPrekey: kyber.published }))
  }

  /** A single-use token of the home. */
  token({ header, claims, by = this.party.keys.issuerKey }: Forged = {}): Promise<string> {
    const iat = seconds()
    return signJws(by, { typ: TOKEN_TYPE, ...header }, {
      iss: this.party.keys.party, aud: this.party.admission.gateway.id, sub: this.user, iat, exp: iat + TOKEN_SECONDS, jti: randomBytes(JTI_BYTES).toString('hex'), cst: this.custody,
      ...(this.address === undefined ? {} : { adr: this.address }), cnf: { idk: createHash('sha256').update(this.identity.publicKey).digest('base64url') }, ...claims,
    })
  }

  /** An identity statement of the home. */
  statement({ header, claims, by = this.party.keys.issuerKey }: Forged = {}): Promise<string> {
    return signJws(by, { typ: STATEMENT_TYPE, ...header }, {
      iss: this.party.keys.party, sub: this.user, iat: seconds(), cst: this.custody, dlv: this.version, idk: Buffer.from(this.identity.publicKey).toString('base64url'), ...claims,
    })
  }

  /** The enlistment, as the user's device signs it. */
  async enlistment({ fields, token, statement, signedBy = this.identity, list = this.list() }: EnlistmentChanges = {}): Promise<Extract<PartyRequest, { kind: 'enlist' }>> {
    const whole = {
      userId: this.user, userReference: this.reference, forProvider: this.forProvider === undefined ? undefined : partyId(this.forProvider.keys.party), address: this.address,
      displayName: 'Conformance', actor: 'PERSON', custody: this.custody, identityKey: this.identity.publicKey, identityStatement: await this.statement(statement), devices: list,
      deviceKeys: this.deviceKeys(), token: await this.token(token), ...fields,
    } as const
    const bytes = encodeEnlistment(whole)
    return { kind: 'enlist', enlistment: { ...whole, bytes }, signature: signal.sign(signedBy, identityTranscript('drawbridge.v1 enlistment', bytes)) }
  }
}

/** A compact JWS with any header and claims. */
export const signJws = (by: PartyKeys['issuerKey'], header: Readonly<Record<string, unknown>>, claims: Readonly<Record<string, unknown>>): Promise<string> =>
  new SignJWT({ ...claims }).setProtectedHeader({ alg: keyAlgorithm(by), kid: by.kid, ...header }).sign(privateKeyObject(by))

const seconds = (): number => Math.floor(Date.now() / 1000)
