// SPDX-License-Identifier: AGPL-3.0-only
import type { UserId } from '../model/ids.ts'
import type { RelayVaults } from './ports.ts'

/** Epochs kept: some days of a few vaults that restart now and then; one takes about a kilobyte. */
const MAX_KEPT = 64

/** The key message of the epoch that content for the core was sealed in; undefined when its vault is in another epoch already, so that it is to be sealed anew. */
export type EpochKeys = (user: UserId, peer: UserId, epoch: string, now: number) => Promise<string | undefined>

/** Asks for each epoch once. */
export const createEpochKeys = (vaults: RelayVaults): EpochKeys => {
  const kept = new Map<string, string>()
  return async (user, peer, epoch, now) => {
    const known = kept.get(epoch)
    if (known !== undefined) return known
    const inForce = await vaults.epoch(user, peer, now)
    kept.set(inForce.epoch, inForce.keyMessage)
    if (kept.size > MAX_KEPT) for (const oldest of kept.keys().take(1)) kept.delete(oldest)
    return kept.get(epoch)
  }
}
