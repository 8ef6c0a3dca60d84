// SPDX-License-Identifier: AGPL-3.0-only
import { addressDomain } from '../model/ids.ts'
import type { PartyId } from '../model/ids.ts'
import { GatewayError } from '../model/errors.ts'
import type { DeviceKeys, Enlistment, SignedDeviceList } from '../model/requests.ts'
import type { Role } from '../model/values.ts'
import { checkEcKey, checkSignedKyberPrekey, checkSignedPrekey, verifyIdentitySignature } from '../signal/public/index.ts'
import type { DeviceRow } from '../store/rows.ts'
import { identityTranscript } from '../wire/transcript.ts'

/** Refuses an enlistment whose fields contradict its party, or whose signatures or keys do not hold. */
export const checkEnlistment = (home: { readonly party: PartyId; readonly role: Role }, enlistment: Enlistment, signature: Uint8Array): void => {
  if (enlistment.custody !== 'DEVICE') throw new GatewayError('MALFORMED', 'users on links hold their own keys: custody must be DEVICE')
  checkHome(home, enlistment)
  checkEcKey(enlistment.identityKey)
  verifyIdentitySignature(enlistment.identityKey, identityTranscript('drawbridge.v1 enlistment', enlistment.bytes), signature)
  checkDeviceList(enlistment, enlistment.identityKey, enlistment.devices)
  checkDeviceKeys(enlistment.identityKey, enlistment.devices, enlistment.deviceKeys)
}

const checkHome = (home: { readonly party: PartyId; readonly role: Role }, { forProvider, address }: Enlistment): void => {
  if (home.role === 'core') {
    if (!forProvider) throw new GatewayError('MALFORMED', 'for_provider is missing')
    if (address) throw new GatewayError('MALFORMED', 'the address of a core user is set by SetParticipation')
    return
  }
  if (forProvider) throw new GatewayError('MALFORMED', 'for_provider belongs to core links')
  const domain = address && addressDomain(address)
  if (domain && domain !== home.party) throw new GatewayError('MALFORMED', 'address is not in your domain')
}

/** Refuses a list that is not of this user or not signed by its identity key. */
export const checkDeviceList = (user: { readonly userId: string }, identityKey: Uint8Array, devices: SignedDeviceList): void => {
  if (devices.userId !== user.userId) throw new GatewayError('MALFORMED', 'the device list is of another user')
  verifyIdentitySignature(identityKey, identityTranscript('drawbridge.v1 devices', devices.list), devices.signature)
}

/** Refuses lasting keys that are unfit or unsigned, or that name a device outside the list. */
export const checkDeviceKeys = (identityKey: Uint8Array, devices: SignedDeviceList, keys: readonly DeviceKeys[]): void => {
  for (const { deviceId, signedPrekey, lastResortKyberPrekey } of keys) {
    if (!devices.devices.some((device) => device.deviceId === deviceId)) throw new GatewayError('MALFORMED', 'keys of a device that is not in the list')
    checkSignedPrekey(identityKey, signedPrekey.publicKey, signedPrekey.signature)
    checkSignedKyberPrekey(identityKey, lastResortKyberPrekey.publicKey, lastResortKyberPrekey.signature)
  }
}

/** The rows of a list: each device needs keys in the request or, unchanged, on record. Throws `MALFORMED` where some are missing. */
export const deviceRows = (devices: SignedDeviceList, keys: readonly DeviceKeys[], known: readonly DeviceRow[]): readonly DeviceRow[] =>
  devices.devices.map((device) => {
    const fresh = keys.find(({ deviceId }) => deviceId === device.deviceId)
    const old = known.find(({ deviceId, registrationId }) => deviceId === device.deviceId && registrationId === device.registrationId)
    const lasting = fresh ?? old
    if (!lasting) throw new GatewayError('MALFORMED', 'keys of a new device are missing')
    return { ...device, signedPrekey: lasting.signedPrekey, lastResortKyberPrekey: lasting.lastResortKyberPrekey }
  })
