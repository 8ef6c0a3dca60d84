// SPDX-License-Identifier: AGPL-3.0-only
// Sees: user ids and device numbers.
// Promises: libsignal's name of a device; the names used last are made once, since two go with every step and making them takes longer than looking them up.
// Never: holds a key or a session; keeps more than a bounded number of names.
import { Aci, ProtocolAddress } from '@signalapp/libsignal-client'
import type { DeviceAddress } from '../../model/signal-crypto.ts'

/** Names kept: both ends of a busy second's conversations, some 300 bytes each. */
const MAX_NAMES = 4_096

/** Finds the name of a device. UUID service ids on both sides: only then does a PREKEY message's MAC bind sender and recipient. */
export type ProtocolAddresses = (address: DeviceAddress) => ProtocolAddress

/** None kept yet; `maxNames` is for tests. */
export const createProtocolAddresses = (maxNames = MAX_NAMES): ProtocolAddresses => {
  // In the order in which they were made: what falls out is made again, the same.
  const names = new Map<string, ProtocolAddress>()
  return ({ user, device }) => {
    const key = `${user} ${device}`
    const known = names.get(key)
    if (known !== undefined) return known
    const name = ProtocolAddress.new(Aci.fromUuid(user), device)
    const [oldest] = names.size >= maxNames ? names.keys() : []
    if (oldest !== undefined) names.delete(oldest)
    names.set(key, name)
    return name
  }
}

/** Those of this process. */
export const protocolAddress = createProtocolAddresses()
