// SPDX-License-Identifier: Apache-2.0
import type { DeviceId, UserId } from '../../model/ids.ts'
import type { EnvelopeView } from '../../model/requests.ts'
import { SignalCryptoError } from '../../model/signal-crypto.ts'
import type { Bundle, Bytes, LocalEnd, RemoteEnd, SealedMessage } from '../../model/signal-crypto.ts'
import type { Custody } from '../../model/values.ts'
import { commitmentOf, FRANKING_KEY_BYTES, plaintextOf } from '../../wire/content/index.ts'
import { encodeEnvelope } from '../../wire/gateway/index.ts'
import { addressOf, localEnd, requireOwn, requireSendable } from './context.ts'
import type { Context } from './context.ts'
import { DeviceError } from './errors.ts'
import { NO_DEVICE } from './keyring.ts'
import type { Keyring } from './keyring.ts'
import { sameBytes } from './state/columns.ts'
import type { Peer, PeerDevice } from './state/peers.ts'

/** What is to be sealed, and for whom. */
export interface SealOrder {
  readonly peer: UserId
  /** Serialised content. */
  readonly content: Bytes
  /** One device that asked for it again; undefined for all. */
  readonly only: DeviceId | undefined
  readonly demandedCustody: Custody | undefined
  /** Devices that need a new session whatever there is. */
  readonly renew: readonly DeviceId[]
  /** Whether the device list that is known did not fit. */
  readonly refresh: boolean
}

/** Sealed bytes for the outbox. */
export interface SealedContent {
  readonly envelopes: readonly EnvelopeView[]
  readonly commitment: Bytes
}

/** Makes sealed bytes out of content. */
export interface Sealer {
  /**
   * Seals one plaintext for the devices and calls `save` in the transaction that commits the advanced sessions: from then on only these
   * bytes are transmitted. Throws `BLOCKED`, `IDENTITY_CHANGED`, `CUSTODY_REFUSED`, `NO_KEYS`, and what fetching keys throws;
   * nothing is committed then.
   */
  seal(order: SealOrder, save: (sealed: SealedContent) => void): Promise<void>
}

interface Prepared {
  readonly identityKey: Bytes
  readonly devices: readonly PeerDevice[]
  readonly bundles: ReadonlyMap<DeviceId, Bundle>
}

interface SealedFor { readonly device: PeerDevice; readonly message: SealedMessage; readonly session: Bytes }

/** A sealer that fetches what it lacks through `keyring`. */
export const createSealer = (context: Context, keyring: Keyring): Sealer => ({
  seal: async (order, save) => {
    const prepared = await prepare(context, keyring, order)
    await context.ratchets.run(order.peer, async () => {
      const peer = requireSendable(context, order.peer)
      if (!sameBytes(peer.identityKey, prepared.identityKey)) throw new DeviceError('IDENTITY_CHANGED')
      await sealAndCommit(context, order, prepared, save)
    })
  },
})

/** Settles for whom to seal, and fetches bundles where there is no usable session. */
const prepare = async (context: Context, keyring: Keyring, order: SealOrder): Promise<Prepared> => {
  let peer = requireSendable(context, order.peer)
  let bundles: ReadonlyMap<DeviceId, Bundle> = new Map()
  const lacking = (): readonly DeviceId[] => targetsOf(peer, order)
    .filter((device) => !bundles.has(device.deviceId) && (order.renew.includes(device.deviceId) || !isUsable(context, peer, device)))
    .map(({ deviceId }) => deviceId)
  const fetch = async (devices: readonly DeviceId[]): Promise<void> => {
    const keys = await keyring.fetch(order.peer, devices, order.demandedCustody)
    bundles = new Map([...bundles, ...keys.bundles])
    peer = requireSendable(context, order.peer)
  }
  if (peer.identityKey === undefined || peer.devices.length === 0) await fetch([])
  else if (order.renew.length > 0 || lacking().length > 0) await fetch([...new Set([...order.renew, ...lacking()])])
  else if (order.refresh) await fetch([NO_DEVICE])
  // The fetched list may name devices that were not known before.
  if (lacking().length > 0) await fetch(lacking())
  const devices = targetsOf(peer, order)
  if (devices.length === 0 || lacking().length > 0 || peer.identityKey === undefined) throw new DeviceError('NO_KEYS')
  if (order.demandedCustody !== undefined && peer.custody !== order.demandedCustody) throw new DeviceError('CUSTODY_REFUSED')
  return { identityKey: peer.identityKey, devices, bundles }
}

const targetsOf = (peer: Peer, { only }: SealOrder): readonly PeerDevice[] =>
  only === undefined ? peer.devices : peer.devices.filter(({ deviceId }) => deviceId === only)

const isUsable = ({ state, crypto, now }: Context, peer: Peer, { deviceId }: PeerDevice): boolean => {
  if (peer.identityKey === undefined) return false
  const session = state.sessions.find(addressOf(peer.user, deviceId), peer.identityKey)
  return session !== undefined && crypto.canSeal(session, now())
}

const sealAndCommit = async (context: Context, order: SealOrder, prepared: Prepared, save: (sealed: SealedContent) => void): Promise<void> => {
  const local = localEnd(requireOwn(context))
  const frankingKey = context.random.bytes(FRANKING_KEY_BYTES)
  const plaintext = plaintextOf(frankingKey, order.content)
  try {
    const sealed: SealedFor[] = []
    for (const device of prepared.devices) sealed.push(await sealFor(context, local, order, prepared, device, plaintext))
    const commitment = commitmentOf(frankingKey, order.content)
    context.commit(() => {
      for (const { device, session } of sealed) context.state.sessions.save(addressOf(order.peer, device.deviceId), prepared.identityKey, session)
      save({ envelopes: sealed.map(({ device, message }) => envelopeFor(device, message)), commitment })
    })
  } finally {
    plaintext.fill(0)
    frankingKey.fill(0)
  }
}

const sealFor = async (
  { state, crypto, now }: Context, local: LocalEnd, order: SealOrder, { identityKey, bundles }: Prepared, device: PeerDevice, plaintext: Bytes,
): Promise<SealedFor> => {
  const remote: RemoteEnd = { address: addressOf(order.peer, device.deviceId), identityKey }
  const known = state.sessions.find(remote.address, identityKey)
  const bundle = bundles.get(device.deviceId)
  const isFresh = known !== undefined && crypto.canSeal(known, now()) && !order.renew.includes(device.deviceId)
  try {
    const session = isFresh || bundle === undefined ? known : await crypto.startSession(local, remote, bundle, known, now())
    if (session === undefined) throw new DeviceError('NO_KEYS')
    return { device, ...await crypto.seal(local, remote, session, plaintext, now()) }
  } catch (error) {
    throw error instanceof SignalCryptoError ? new DeviceError('BUNDLE_REFUSED') : error
  }
}

const envelopeFor = ({ deviceId, registrationId }: PeerDevice, { type, ciphertext }: SealedMessage): EnvelopeView => (
  { deviceId, registrationId, type, bytes: encodeEnvelope({ deviceId, registrationId, type, ciphertext }) })
