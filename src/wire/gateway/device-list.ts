// SPDX-License-Identifier: Apache-2.0
import { MAX_DEVICES, registrationId, userId } from '../../model/ids.ts'
import type { Device, SignedDeviceList } from '../../model/requests.ts'
import { uuidBytes } from '../uuid.ts'
import { bounded, decodeCapabilities, decodeDeviceId, decodeUuid, distinct, malformed, parsed, required } from './fields.ts'
import { gatewayShapes } from './shapes.ts'
import { decodeNested } from './signed-bytes.ts'
import { v1 } from './v1.ts'
import type { MaybeWire, Wire } from './v1.ts'

/** Serialised `DeviceList`, to be signed under the label "drawbridge.v1 devices"; throws what {@link decodeDeviceList} would. */
export const encodeDeviceList = (fields: Pick<SignedDeviceList, 'userId' | 'version' | 'devices'>): Uint8Array => {
  const devices = fields.devices.map((device) => ({ ...device, capabilities: [...device.capabilities] }))
  const list = v1.DeviceList.encode({ userId: uuidBytes(fields.userId), version: fields.version, devices }).finish()
  decodeDeviceList({ list, signature: list })
  return list
}

/** A device list out of the bytes that were signed; the signature is carried along unchecked. Throws `MALFORMED`, `TOO_MANY`. */
export const decodeDeviceList = (signed: Pick<SignedDeviceList, 'list' | 'signature'>): SignedDeviceList => ({
  list: signed.list,
  signature: signed.signature,
  ...decodeNested(signed.list, gatewayShapes.DeviceList, v1.DeviceList, decodeFields, 'SignedDeviceList.list'),
})

/** The list in a submessage that must be there. */
export const decodeSignedDeviceList = (message: MaybeWire<'SignedDeviceList'>, field: string): SignedDeviceList => {
  const { list, signature } = required(message, field)
  return decodeDeviceList({ list: list ?? NOTHING, signature: signature ?? NOTHING })
}

/** The submessage of a list. */
export const encodeSignedDeviceList = (signed: Pick<SignedDeviceList, 'list' | 'signature'>): Wire<'SignedDeviceList'> => ({
  list: signed.list, signature: signed.signature,
})

const NOTHING = new Uint8Array(0)

const decodeFields = (message: Wire<'DeviceList'>): Pick<SignedDeviceList, 'userId' | 'version' | 'devices'> => {
  const devices = bounded(message.devices, MAX_DEVICES, 'DeviceList.devices').map(decodeDevice)
  if (devices.length === 0) throw malformed('DeviceList.devices')
  distinct(devices.map((device) => device.deviceId), 'Device.device_id')
  const version = message.version ?? 0
  if (version === 0) throw malformed('DeviceList.version')
  return { userId: decodeUuid(userId, message.userId, 'DeviceList.user_id'), version, devices }
}

const decodeDevice = (message: Wire<'Device'>): Device => {
  if ((message.linkKey?.length ?? 0) > 0) throw malformed('Device.link_key')
  return {
    deviceId: decodeDeviceId(message.deviceId, 'Device.device_id'),
    registrationId: parsed(registrationId, message.registrationId ?? 0, 'Device.registration_id'),
    capabilities: decodeCapabilities(message.capabilities, 'Device.capabilities'),
  }
}
