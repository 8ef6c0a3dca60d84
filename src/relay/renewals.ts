// SPDX-License-Identifier: AGPL-3.0-only
import type { DeviceId, UserId } from '../model/ids.ts'

/** Devices whose session with a user of a vault is of no use any more: the next message begins a new one. */
export interface Renewals {
  due(user: UserId, peer: UserId, device: DeviceId): void
  /** Those that are due; they stay so until `done`. */
  of(user: UserId, peer: UserId): readonly DeviceId[]
  /** A message that begins a new session with each of these is stored. */
  done(user: UserId, peer: UserId, devices: readonly DeviceId[]): void
}

/** At most once an hour and device: whoever asks costs a one-time key. */
const EVERY_MS = 3_600_000
/** Of a device that falls out, because so many others asked since, the next request is heard at once. */
const MAX_DEVICES = 10_000

/** Renewals in memory: after a restart the device asks again. */
export const createRenewals = (monotonic: () => number): Renewals => {
  const devices = new Map<string, { isDue: boolean; readonly sinceMs: number }>()
  const keyOf = (user: UserId, peer: UserId, device: DeviceId): string => `${user} ${peer} ${String(device)}`
  const all = (user: UserId, peer: UserId): readonly DeviceId[] =>
    Array.from({ length: MAX_DEVICE_ID }, (_, index) => (index + 1) as DeviceId).filter((device) => devices.get(keyOf(user, peer, device))?.isDue === true)
  return {
    due: (user, peer, device) => {
      const key = keyOf(user, peer, device)
      if (monotonic() - (devices.get(key)?.sinceMs ?? -Infinity) < EVERY_MS) return
      devices.delete(key)
      devices.set(key, { isDue: true, sinceMs: monotonic() })
      if (devices.size > MAX_DEVICES) for (const oldest of devices.keys().take(1)) devices.delete(oldest)
    },
    of: (user, peer) => (devices.size === 0 ? [] : all(user, peer)),
    done: (user, peer, renewed) => {
      for (const device of renewed) {
        const found = devices.get(keyOf(user, peer, device))
        if (found) found.isDue = false
      }
    },
  }
}

const MAX_DEVICE_ID = 127
