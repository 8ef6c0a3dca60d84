// SPDX-License-Identifier: AGPL-3.0-only
import type { DeviceId, UserId } from '../model/ids.ts'
import { LOW_EC_PREKEYS, LOW_KYBER_PREKEYS } from '../model/values.ts'
import { MOVED, settle } from './optimistic.ts'
import type { RegistryDeps } from './ports.ts'
import { eventWrite } from './sealed-event.ts'

/** One-time keys that a device has left. */
export interface Stock { readonly deviceId: DeviceId; readonly ec: number; readonly kyber: number }

/** Tells the recipient's home, once, when a hand-out leaves few keys; of a user of a vault `topUp` makes more instead, with each hand-out until there are. Never rejects. */
export const createLowWarning = (
  { store, sealer, now, events }: Pick<RegistryDeps, 'store' | 'sealer' | 'now' | 'events'>, topUp?: (user: UserId) => Promise<void>,
) => (recipient: UserId, left: readonly Stock[]): Promise<void> => settle(async () => {
  const isLow = left.some(({ ec, kyber }) => ec < LOW_EC_PREKEYS || kyber < LOW_KYBER_PREKEYS)
  const user = isLow ? await store.read.user(recipient) : undefined
  if (!user) return
  // There may have been no vault the last time.
  if (user.custody === 'VAULT') return topUp?.(user.user)
  // Each hand-out takes one of a kind at most, so the threshold is crossed exactly once.
  const crossed = left.filter(({ ec, kyber }) => ec === LOW_EC_PREKEYS - 1 || kyber === LOW_KYBER_PREKEYS - 1)
  if (crossed.length === 0) return
  const writes = crossed.map(({ deviceId, ec, kyber }) => eventWrite(sealer, user.party, user.user, now(), {
    kind: 'prekeysLow', user: user.user, deviceId, oneTimePrekeys: ec, oneTimeKyberPrekeys: kyber,
  }))
  const outcome = await store.write.commit({ expect: [{ of: 'user', user: user.user, version: user.version }], writes })
  return 'committed' in outcome ? undefined : MOVED
  // The keys are handed out already: whoever waits for them must get them.
}).catch((error: unknown) => { events.backgroundFailed('prekeys low', error) })
