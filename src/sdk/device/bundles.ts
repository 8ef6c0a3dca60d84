// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import type { DeviceBundle, UserBundles } from '../../model/answers.ts'
import type { Statement } from '../../model/claims.ts'
import type { DeviceId } from '../../model/ids.ts'
import { SignalCryptoError } from '../../model/signal-crypto.ts'
import type { Bundle, SignalCrypto, SignedPublicPrekey } from '../../model/signal-crypto.ts'
import type { SignedDeviceList, SignedPrekeyBytes } from '../../model/requests.ts'
import { decodeDeviceList } from '../../wire/gateway/index.ts'
import { identityTranscript } from '../../wire/transcript.ts'
import { DeviceError } from './errors.ts'
import { sameBytes } from './state/columns.ts'
import type { Peer, PeerDevice, PeerKeys } from './state/peers.ts'
import { openStatement } from './statement.ts'
import type { IssuerKeys } from './trust.ts'

/** Keys of a peer of which every one was verified. */
export interface VerifiedKeys extends PeerKeys {
  /** For the devices that were asked for and are on the list. */
  readonly bundles: ReadonlyMap<DeviceId, Bundle>
}

/**
 * Verifies what the gateway serves as a peer's keys, from the pinned issuer keys down: the home's statement names the identity
 * key; that key signed the device list, which is this user's, of the statement's version and no older than one seen; and it signed
 * every prekey. Throws `DeviceError`: nothing of a bundle is used of which one part does not hold.
 */
export const verifyBundles = async (served: UserBundles, peer: Peer, issuers: IssuerKeys, crypto: SignalCrypto, now: number): Promise<VerifiedKeys> => {
  const statement = await openStatement(served.identityStatement, peer.party, peer.user, issuers, now)
  if (!sameBytes(statement.identityKey, served.identityKey)) throw new DeviceError('STATEMENT_REFUSED')
  const list = openDeviceList(served, peer, statement, crypto)
  const devices = list.devices.map(({ deviceId, registrationId, capabilities }) => ({ deviceId, registrationId, capabilities }))
  return {
    identityKey: statement.identityKey, custody: statement.custody, devices, listVersion: list.version, listDigest: digest(list.list),
    bundles: readBundles(served.bundles, devices, statement, crypto),
  }
}

const openDeviceList = (served: UserBundles, peer: Peer, statement: Statement, crypto: SignalCrypto): SignedDeviceList => {
  const list = decode(served)
  const signed = crypto.verify(statement.identityKey, identityTranscript('drawbridge.v1 devices', list.list), list.signature)
  if (!signed || list.userId !== peer.user || list.version !== statement.deviceListVersion) throw new DeviceError('DEVICE_LIST_REFUSED')
  if (list.version < peer.listVersion) throw new DeviceError('DEVICE_LIST_ROLLED_BACK')
  const again = list.version === peer.listVersion && peer.listDigest !== undefined
  if (again && !sameBytes(digest(list.list), peer.listDigest)) throw new DeviceError('DEVICE_LIST_REFUSED')
  return list
}

const decode = (served: UserBundles): SignedDeviceList => {
  try {
    return decodeDeviceList(served.devices)
  } catch {
    throw new DeviceError('DEVICE_LIST_REFUSED')
  }
}

const digest = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest())

/** Bundles of devices that are not on the signed list are nobody's and are left out. */
const readBundles = (
  served: readonly DeviceBundle[], devices: readonly PeerDevice[], statement: Statement, crypto: SignalCrypto,
): ReadonlyMap<DeviceId, Bundle> => {
  const bundles = new Map<DeviceId, Bundle>()
  for (const device of devices) {
    const found = served.find(({ deviceId }) => deviceId === device.deviceId)
    if (found !== undefined) bundles.set(device.deviceId, checked(found, device, statement, crypto))
  }
  return bundles
}

const checked = (served: DeviceBundle, device: PeerDevice, statement: Statement, crypto: SignalCrypto): Bundle => {
  const bundle: Bundle = {
    registrationId: device.registrationId,
    identityKey: new Uint8Array(statement.identityKey),
    signedPrekey: signedPrekey(served.signedPrekey),
    kyberPrekey: signedPrekey(served.kyberPrekey),
    oneTimePrekey: served.oneTimePrekey && { id: served.oneTimePrekey.id, publicKey: new Uint8Array(served.oneTimePrekey.publicKey) },
  }
  try {
    crypto.checkBundle(bundle)
    return bundle
  } catch (error) {
    throw error instanceof SignalCryptoError ? new DeviceError('BUNDLE_REFUSED') : error
  }
}

const signedPrekey = (served: SignedPrekeyBytes): SignedPublicPrekey => (
  { id: served.id, publicKey: new Uint8Array(served.publicKey), signature: new Uint8Array(served.signature) })
