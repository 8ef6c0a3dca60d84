// SPDX-License-Identifier: AGPL-3.0-only
import type { DeviceBundle } from '../model/answers.ts'
import type { UserId } from '../model/ids.ts'
import type { UserFacts } from '../model/standing.ts'

/** Bundles that were taken for a message that then could not be stored: nobody else gets them, so they serve the next try. */
export interface SpareBundles {
  /** Of these devices, as long as device list and identity are those that they were taken for. */
  of(user: UserId, peer: UserFacts): readonly DeviceBundle[]
  keep(user: UserId, peer: UserFacts, bundles: readonly DeviceBundle[]): void
  /** They are used, or may be, or are of no use. */
  drop(user: UserId, peer: UserId): void
}

/** A replaced signed prekey works for some time yet; a bundle of the day before is as good as one that is fetched and used a day later. */
const KEEP_MS = 86_400_000
/** About 2 KB a device. A pair that falls out costs its peer another one-time key. */
const MAX_PAIRS = 1_000

interface Spares { readonly version: number; readonly sinceMs: number; readonly bundles: readonly DeviceBundle[] }

/** Spare bundles in memory, on a clock that never jumps (`monotonic`, ms). */
export const createSpareBundles = (monotonic: () => number): SpareBundles => {
  const pairs = new Map<string, Spares>()
  const keyOf = (user: UserId, peer: UserId): string => `${user} ${peer}`
  const find = (user: UserId, { user: peer, version }: UserFacts): Spares | undefined => {
    const found = pairs.get(keyOf(user, peer))
    return found?.version === version && monotonic() - found.sinceMs < KEEP_MS ? found : undefined
  }
  return {
    of: (user, peer) => find(user, peer)?.bundles ?? [],
    keep: (user, peer, bundles) => {
      if (bundles.length === 0) return
      const [key, before] = [keyOf(user, peer.user), find(user, peer)]
      pairs.delete(key)
      pairs.set(key, { version: peer.version, sinceMs: before?.sinceMs ?? monotonic(), bundles: [...before?.bundles ?? [], ...bundles] })
      if (pairs.size > MAX_PAIRS) for (const oldest of pairs.keys().take(1)) pairs.delete(oldest)
    },
    drop: (user, peer) => { pairs.delete(keyOf(user, peer)) },
  }
}
