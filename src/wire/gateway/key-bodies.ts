// SPDX-License-Identifier: Apache-2.0
import { MAX_DEVICES, userId } from '../../model/ids.ts'
import type { DeviceBundle, UserBundles } from '../../model/answers.ts'
import type { DeviceKeys, PartyRequest, PrekeyBytes, SignedPrekeyBytes } from '../../model/requests.ts'
import { MAX_EC_PREKEYS, MAX_KYBER_PREKEYS } from '../../model/values.ts'
import { uuidBytes } from '../uuid.ts'
import { encodeSignedDeviceList } from './device-list.ts'
import { custodyEnum } from './enums.ts'
import {
  bounded, decodeDeviceId, decodeDeviceIds, decodeEnumIfPresent, decodeJws, decodeUuid, distinct, exactBytes, malformed, required, TOKEN_BYTES,
} from './fields.ts'
import type { MaybeWire, Wire } from './v1.ts'

type Request<Kind extends PartyRequest['kind']> = Extract<PartyRequest, { kind: Kind }>

/** Prekey ids are 24-bit numbers from 1, as libsignal draws them. */
const MAX_PREKEY_ID = 0xff_ff_ff

// Keys and signatures are taken in any length: signal/public judges them, and its refusal is BAD_KEY or BAD_SIGNATURE.

/** `PutPrekeys`; ids must not repeat. Throws `TOO_MANY` above 100 EC or 20 Kyber one-time keys. */
export const decodePutPrekeys = (message: Wire<'PutPrekeys'>): Request<'putPrekeys'> => ({
  kind: 'putPrekeys',
  userId: decodeUuid(userId, message.userId, 'PutPrekeys.user_id'),
  deviceId: decodeDeviceId(message.deviceId, 'PutPrekeys.device_id'),
  oneTimePrekeys: withDistinctIds(
    bounded(message.oneTimePrekeys, MAX_EC_PREKEYS, 'PutPrekeys.one_time_prekeys').map(decodePrekey), 'PutPrekeys.one_time_prekeys'),
  oneTimeKyberPrekeys: withDistinctIds(
    bounded(message.oneTimeKyberPrekeys, MAX_KYBER_PREKEYS, 'PutPrekeys.one_time_kyber_prekeys').map(decodeSignedPrekey),
    'PutPrekeys.one_time_kyber_prekeys'),
  signedPrekey: message.signedPrekey ? decodeSignedPrekey(message.signedPrekey) : undefined,
  lastResortKyberPrekey: message.lastResortKyberPrekey ? decodeSignedPrekey(message.lastResortKyberPrekey) : undefined,
})

/** `PutPrekeys`. */
export const encodePutPrekeys = (request: Request<'putPrekeys'>): Wire<'PutPrekeys'> => ({
  userId: uuidBytes(request.userId),
  deviceId: request.deviceId,
  oneTimePrekeys: [...request.oneTimePrekeys],
  oneTimeKyberPrekeys: [...request.oneTimeKyberPrekeys],
  signedPrekey: request.signedPrekey ?? null,
  lastResortKyberPrekey: request.lastResortKyberPrekey ?? null,
})

/** `CountPrekeys`. */
export const decodeCountPrekeys = (message: Wire<'CountPrekeys'>): Request<'countPrekeys'> => ({
  kind: 'countPrekeys',
  userId: decodeUuid(userId, message.userId, 'CountPrekeys.user_id'),
  deviceId: decodeDeviceId(message.deviceId, 'CountPrekeys.device_id'),
})

/** `GetBundles`; device ids must not repeat, since each one named takes a one-time key. */
export const decodeGetBundles = (message: Wire<'GetBundles'>): Request<'getBundles'> => ({
  kind: 'getBundles',
  senderUser: decodeUuid(userId, message.senderUser, 'GetBundles.sender_user'),
  recipientUser: decodeUuid(userId, message.recipientUser, 'GetBundles.recipient_user'),
  consentToken: exactBytes(message.consentToken, TOKEN_BYTES, 'GetBundles.consent_token'),
  demandedCustody: decodeEnumIfPresent(custodyEnum, message.demandedCustody, 'GetBundles.demanded_custody'),
  deviceIds: decodeDeviceIds(message.deviceIds, MAX_DEVICES, 'GetBundles.device_ids'),
})

/** `GetBundles`. */
export const encodeGetBundles = (request: Request<'getBundles'>): Wire<'GetBundles'> => ({
  senderUser: uuidBytes(request.senderUser),
  recipientUser: uuidBytes(request.recipientUser),
  consentToken: request.consentToken,
  demandedCustody: request.demandedCustody === undefined ? 0 : custodyEnum.numberOf[request.demandedCustody],
  deviceIds: [...request.deviceIds],
})

/** `Bundles`. */
export const decodeBundles = (message: Wire<'Bundles'>): { readonly kind: 'bundles' } & UserBundles => {
  const devices = required(message.devices, 'Bundles.devices')
  return {
    kind: 'bundles',
    identityKey: message.identityKey ?? NOTHING,
    identityStatement: decodeJws(message.identityStatement, 'Bundles.identity_statement'),
    devices: { list: devices.list ?? NOTHING, signature: devices.signature ?? NOTHING },
    bundles: bounded(message.bundles, MAX_DEVICES, 'Bundles.bundles').map(decodeBundle),
  }
}

/** `Bundles`. */
export const encodeBundles = (bundles: UserBundles): Wire<'Bundles'> => ({
  identityKey: bundles.identityKey,
  identityStatement: bundles.identityStatement,
  devices: encodeSignedDeviceList(bundles.devices),
  bundles: bundles.bundles.map((bundle) => ({ ...bundle, oneTimePrekey: bundle.oneTimePrekey ?? null })),
})

/** The lasting keys of a device; both must be there. */
export const decodeDeviceKeys = (message: Wire<'DeviceKeys'>): DeviceKeys => ({
  deviceId: decodeDeviceId(message.deviceId, 'DeviceKeys.device_id'),
  signedPrekey: decodeSignedPrekey(required(message.signedPrekey, 'DeviceKeys.signed_prekey')),
  lastResortKyberPrekey: decodeSignedPrekey(required(message.lastResortKyberPrekey, 'DeviceKeys.last_resort_kyber_prekey')),
})

const NOTHING = new Uint8Array(0)

const decodeBundle = (message: Wire<'DeviceBundle'>): DeviceBundle => ({
  deviceId: decodeDeviceId(message.deviceId, 'DeviceBundle.device_id'),
  signedPrekey: decodeSignedPrekey(required(message.signedPrekey, 'DeviceBundle.signed_prekey')),
  kyberPrekey: decodeSignedPrekey(required(message.kyberPrekey, 'DeviceBundle.kyber_prekey')),
  oneTimePrekey: decodeIfPresent(message.oneTimePrekey),
})

const decodeIfPresent = (message: MaybeWire<'EcPrekey'>): PrekeyBytes | undefined => (message ? decodePrekey(message) : undefined)

const decodePrekey = (message: Wire<'EcPrekey'>): PrekeyBytes => ({
  id: decodePrekeyId(message.id, 'EcPrekey.id'), publicKey: message.publicKey ?? NOTHING,
})

const decodeSignedPrekey = (message: Wire<'SignedPrekey'>): SignedPrekeyBytes => ({
  id: decodePrekeyId(message.id, 'SignedPrekey.id'), publicKey: message.publicKey ?? NOTHING, signature: message.signature ?? NOTHING,
})

const decodePrekeyId = (value: number | null | undefined, field: string): number => {
  const id = value ?? 0
  if (id < 1 || id > MAX_PREKEY_ID) throw malformed(field)
  return id
}

const withDistinctIds = <T extends { readonly id: number }>(prekeys: readonly T[], field: string): readonly T[] => {
  distinct(prekeys.map(({ id }) => id), field)
  return prekeys
}
