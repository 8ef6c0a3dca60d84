// SPDX-License-Identifier: Apache-2.0
import { address, MAX_DEVICES, partyId, userId, userReference } from '../../model/ids.ts'
import type { DeviceKeys, Enlistment, PartyRequest, SignedDeviceList } from '../../model/requests.ts'
import { uuidBytes } from '../uuid.ts'
import { decodeSignedDeviceList, encodeSignedDeviceList } from './device-list.ts'
import { actorEnum, custodyEnum } from './enums.ts'
import { bounded, decodeEnum, decodeJws, decodeShortText, decodeUuid, distinct, malformed, parsed, parsedIfPresent } from './fields.ts'
import { decodeDeviceKeys } from './key-bodies.ts'
import { gatewayShapes } from './shapes.ts'
import { decodeNested } from './signed-bytes.ts'
import { v1 } from './v1.ts'
import type { Wire } from './v1.ts'

type Request<Kind extends PartyRequest['kind']> = Extract<PartyRequest, { kind: Kind }>
type Fields = Omit<Enlistment, 'bytes'>

/** Serialised `Enlistment`, to be signed under the label "drawbridge.v1 enlistment"; throws what {@link decodeEnlistment} would. */
export const encodeEnlistment = (fields: Fields): Uint8Array => {
  const bytes = v1.Enlistment.encode({
    userId: uuidBytes(fields.userId),
    userReference: fields.userReference,
    forProvider: fields.forProvider ?? '',
    address: fields.address ?? '',
    displayName: fields.displayName,
    actor: actorEnum.numberOf[fields.actor],
    custody: custodyEnum.numberOf[fields.custody],
    identityKey: fields.identityKey,
    identityStatement: fields.identityStatement,
    devices: encodeSignedDeviceList(fields.devices),
    deviceKeys: [...fields.deviceKeys],
    token: fields.token,
  }).finish()
  decodeEnlistment(bytes)
  return bytes
}

/**
 * An enlistment out of the bytes that were signed. Its form holds: the device list names the same user, and there are keys
 * for exactly the listed devices, in order. Keys, signatures, statement and token are unchecked. Throws `MALFORMED`, `TOO_MANY`.
 */
export const decodeEnlistment = (bytes: Uint8Array): Enlistment => ({
  bytes,
  ...decodeNested(bytes, gatewayShapes.Enlistment, v1.Enlistment, decodeFields, 'Enlist.enlistment'),
})

/** `Enlist`. */
export const decodeEnlist = (message: Wire<'Enlist'>): Request<'enlist'> => ({
  kind: 'enlist', enlistment: decodeEnlistment(message.enlistment ?? NOTHING), signature: message.signature ?? NOTHING,
})

/** `ChangeIdentity`. */
export const decodeChangeIdentity = (message: Wire<'ChangeIdentity'>): Request<'changeIdentity'> => ({
  kind: 'changeIdentity',
  enlistment: decodeEnlistment(message.enlistment ?? NOTHING),
  signature: message.signature ?? NOTHING,
  endorsement: message.endorsement ?? NOTHING,
})

/** `UpdateDevices`; keys come only for devices of the list, at most once for each. */
export const decodeUpdateDevices = (message: Wire<'UpdateDevices'>): Request<'updateDevices'> => {
  const user = decodeUuid(userId, message.userId, 'UpdateDevices.user_id')
  const devices = decodeSignedDeviceList(message.devices, 'UpdateDevices.devices')
  if (devices.userId !== user) throw malformed('DeviceList.user_id')
  const deviceKeys = bounded(message.deviceKeys, MAX_DEVICES, 'UpdateDevices.device_keys').map(decodeDeviceKeys)
  const ids = distinct(deviceKeys.map((keys) => keys.deviceId), 'UpdateDevices.device_keys')
  if (!ids.every((id) => devices.devices.some((device) => device.deviceId === id))) throw malformed('UpdateDevices.device_keys')
  return {
    kind: 'updateDevices', userId: user, devices, deviceKeys,
    identityStatement: decodeJws(message.identityStatement, 'UpdateDevices.identity_statement'),
  }
}

/** `UpdateDevices`. */
export const encodeUpdateDevices = (request: Request<'updateDevices'>): Wire<'UpdateDevices'> => ({
  userId: uuidBytes(request.userId),
  devices: encodeSignedDeviceList(request.devices),
  identityStatement: request.identityStatement,
  deviceKeys: [...request.deviceKeys],
})

const NOTHING = new Uint8Array(0)

const decodeFields = (message: Wire<'Enlistment'>): Fields => {
  const user = decodeUuid(userId, message.userId, 'Enlistment.user_id')
  const devices = decodeSignedDeviceList(message.devices, 'Enlistment.devices')
  if (devices.userId !== user) throw malformed('DeviceList.user_id')
  return {
    userId: user,
    userReference: parsed(userReference, message.userReference ?? '', 'Enlistment.user_reference'),
    forProvider: parsedIfPresent(partyId, message.forProvider, 'Enlistment.for_provider'),
    address: parsedIfPresent(address, message.address, 'Enlistment.address'),
    displayName: decodeShortText(message.displayName, 'Enlistment.display_name'),
    actor: decodeEnum(actorEnum, message.actor, 'Enlistment.actor'),
    custody: decodeEnum(custodyEnum, message.custody, 'Enlistment.custody'),
    identityKey: message.identityKey ?? NOTHING,
    identityStatement: decodeJws(message.identityStatement, 'Enlistment.identity_statement'),
    devices,
    deviceKeys: decodeKeysOf(devices, message),
    token: decodeJws(message.token, 'Enlistment.token'),
  }
}

const decodeKeysOf = ({ devices }: SignedDeviceList, message: Wire<'Enlistment'>): readonly DeviceKeys[] => {
  const keys = bounded(message.deviceKeys, MAX_DEVICES, 'Enlistment.device_keys').map(decodeDeviceKeys)
  if (keys.length !== devices.length || !keys.every(({ deviceId }, index) => deviceId === devices[index]?.deviceId)) {
    throw malformed('Enlistment.device_keys')
  }
  return keys
}
