// SPDX-License-Identifier: AGPL-3.0-only
// Whom somebody talks to: token, keys that the core vouches for, and sessions. Kept in memory.
import { deviceId, registrationId, userId } from '../../../src/model/ids.ts'
import type { DeviceId, RegistrationId, UserId } from '../../../src/model/ids.ts'
import type { Bundle, Bytes, SignalCrypto } from '../../../src/model/signal-crypto.ts'
import { isSame } from '../bytes.ts'
import { userBytes } from '../messages.ts'
import { decodeFields, required } from '../protobuf.ts'
import type { Fields } from '../protobuf.ts'
import type { Admission } from './link.ts'
import { openJws, transcript } from './signed.ts'

/** A device of a contact. */
export interface ContactDevice { readonly id: DeviceId; readonly registrationId: RegistrationId }

/** Keys that hold. */
export interface Vouched {
  readonly identityKey: Bytes
  readonly listVersion: number
  readonly devices: readonly ContactDevice[]
  readonly bundles: ReadonlyMap<DeviceId, Bundle>
}

/** One contact. */
export interface Contact {
  readonly user: UserId
  readonly token: Bytes
  /** As pinned when first seen; undefined before. */
  keys: Omit<Vouched, 'bundles'> | undefined
  readonly sessions: Map<DeviceId, Bytes>
  /** Its identity key changed, and nobody accepted the new one: nothing is sealed to it. */
  isHalted: boolean
}

/**
 * Keys out of `Bundles`: the core's statement about this user must hold for identity key and version of the device list, the list must be signed by the identity key, and
 * neither may be older than, or another than, what is pinned. Throws.
 */
export const verifyKeys = (body: Fields, { user, keys: pinned }: Contact, { core }: Admission, crypto: SignalCrypto): Vouched => {
  const identityKey = required(body.bytes(1))
  const signedList = decodeFields(required(body.bytes(3)))
  const list = required(signedList.bytes(1))
  const fields = decodeFields(list)
  const listVersion = fields.number(2) ?? 0
  const statement = openJws(Buffer.from(required(body.bytes(2))).toString(), 'drawbridge-identity+jwt', core.issuerKeys.keys)
  const isStated = statement?.['iss'] === core.party && statement['sub'] === user && statement['dlv'] === listVersion && statement['idk'] === Buffer.from(identityKey).toString('base64url')
  const isOwn = isSame(fields.bytes(1) ?? new Uint8Array(0), userBytes(user)) && crypto.verify(identityKey, transcript('drawbridge.v1 devices', list), required(signedList.bytes(2)))
  const isKnown = pinned === undefined || (isSame(pinned.identityKey, identityKey) && pinned.listVersion <= listVersion)
  if (!isStated || !isOwn || !isKnown) throw new Error('keys that do not hold')
  const devices = fields.list(3).map((bytes) => deviceOf(decodeFields(bytes)))
  return { identityKey, listVersion, devices, bundles: bundlesOf(body, identityKey, devices) }
}

const deviceOf = (fields: Fields): ContactDevice => ({ id: deviceId(required(fields.number(1))), registrationId: registrationId(required(fields.number(2))) })

const bundlesOf = (body: Fields, identityKey: Bytes, devices: readonly ContactDevice[]): ReadonlyMap<DeviceId, Bundle> => new Map(body.list(4).map((bytes) => {
  const fields = decodeFields(bytes)
  const device = required(devices.find(({ id }) => id === fields.number(1)))
  const [signedPrekey, kyberPrekey, oneTime] = [prekeyOf(fields, 2), prekeyOf(fields, 3), fields.bytes(4)]
  const oneTimePrekey = oneTime === undefined ? undefined : prekeyOf(fields, 4)
  return [device.id, { registrationId: device.registrationId, identityKey, signedPrekey, kyberPrekey, oneTimePrekey }] as const
}))

const prekeyOf = (fields: Fields, field: number): Bundle['signedPrekey'] => {
  const prekey = decodeFields(required(fields.bytes(field)))
  return { id: required(prekey.number(1)), publicKey: required(prekey.bytes(2)), signature: prekey.bytes(3) ?? new Uint8Array(0) }
}

/** The user whose 16 bytes these are. */
export const userOf = (bytes: Uint8Array): UserId => {
  const hex = Buffer.from(bytes).toString('hex')
  return userId([hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-'))
}
