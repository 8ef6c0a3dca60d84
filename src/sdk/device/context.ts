// SPDX-License-Identifier: Apache-2.0
import type { DeviceId, UserId } from '../../model/ids.ts'
import type { Bytes, DeviceAddress, LocalEnd, SignalCrypto } from '../../model/signal-crypto.ts'
import type { Announcer } from './announcing.ts'
import type { Asker } from './asking.ts'
import { DeviceError } from './errors.ts'
import type { Lanes } from './lanes.ts'
import type { State } from './state/index.ts'
import type { OwnIdentity } from './state/own.ts'
import type { Peer } from './state/peers.ts'
import type { Tasks } from './tasks.ts'
import type { DeviceEvents } from './types.ts'

/** Where a device takes ids and keys from; `node:crypto` unless a test says otherwise. */
export interface DeviceRandom {
  /** A random UUID (version 4). */
  uuid(): string
  bytes(length: number): Bytes
}

/** What every part of a device works with. */
export interface Context {
  readonly state: Omit<State, 'transaction' | 'close'>
  readonly crypto: SignalCrypto
  readonly ask: Asker
  readonly now: () => number
  readonly random: DeviceRandom
  /** All or nothing, on the disk when it returns. */
  readonly commit: Announcer<DeviceEvents>['commit']
  /** Tells the app; what is told inside a commit is told after it. */
  readonly emit: Announcer<DeviceEvents>['emit']
  readonly tasks: Tasks
  /** One lane for each peer: every step on its sessions, and every commit of one. Nothing in it waits for the network. */
  readonly ratchets: Lanes
  /** Starts sending whatever waits for a peer. */
  readonly wake: (peer: UserId) => void
}

/** The enlisted identity; throws `NOT_ENLISTED`. */
export const requireOwn = ({ state }: Pick<Context, 'state'>): OwnIdentity => {
  const own = state.own.find()
  if (own?.phase !== 'enlisted') throw new DeviceError('NOT_ENLISTED')
  return own
}

/** One's own end of a session. */
export const localEnd = ({ address, identity, registrationId }: OwnIdentity): LocalEnd => ({ address, identity, registrationId })

/** Somebody known from a grant; throws `NOT_A_CONTACT`. */
export const requirePeer = ({ state }: Pick<Context, 'state'>, user: UserId): Peer => {
  const peer = state.peers.find(user)
  if (peer === undefined) throw new DeviceError('NOT_A_CONTACT')
  return peer
}

/** As {@link requirePeer}, and nothing stands against sending; throws `BLOCKED` or `IDENTITY_CHANGED`. */
export const requireSendable = (context: Pick<Context, 'state'>, user: UserId): Peer => {
  const peer = requirePeer(context, user)
  if (peer.standing !== 'granted') throw new DeviceError('BLOCKED')
  if (peer.changed !== undefined) throw new DeviceError('IDENTITY_CHANGED')
  return peer
}

/** One device of a peer. */
export const addressOf = (user: UserId, device: DeviceId): DeviceAddress => ({ user, device })
